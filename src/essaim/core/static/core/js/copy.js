// The button appears where the browser can copy, and says when it has.
const prepare = (root) => root.querySelectorAll?.("[data-copies]").forEach((button) => { button.hidden = !navigator.clipboard })
prepare(document)
document.addEventListener("htmx:load", (event) => prepare(event.target))
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]")
  if (!button) return
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent)
  const words = button.querySelector("[aria-live]")
  const before = words.textContent
  words.textContent = button.dataset.copied
  setTimeout(() => { words.textContent = before }, 2500)
})
