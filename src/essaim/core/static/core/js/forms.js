// What is to be mended is read first, and its link leads into the field.
document.querySelector("[data-errors]")?.focus()

// One tap on an hour of the week goes from no to possible to preferred.
const prepare = (root) => root.querySelectorAll?.("[data-week]").forEach((week) => week.classList.add("week--tap"))
prepare(document)
document.addEventListener("htmx:load", (event) => prepare(event.target))
document.addEventListener("click", (event) => {
  const states = event.target.closest(".week--tap .when__states")
  if (!states || event.target.matches("input")) return
  event.preventDefault()
  const inputs = [...states.querySelectorAll("input")]
  const next = inputs[(inputs.findIndex((input) => input.checked) + 1) % inputs.length]
  next.checked = true
  next.focus({ preventScroll: true })
  next.dispatchEvent(new Event("change", { bubbles: true }))
})
