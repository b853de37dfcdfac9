// One page at a time, with how far one is. Without script, everything is on one page.
const form = document.querySelector("[data-answering]")
const pages = [...(form?.querySelectorAll("[data-page]") ?? [])]
const find = (name) => form.querySelector(`[data-${name}]`)
const isAsked = (page) => !("questions" in page.dataset) || [...page.querySelectorAll(".ask")].some((ask) => !ask.hidden)
let here = pages[0]

const path = () => pages.filter(isAsked)

const show = () => {
  const way = path()
  const number = way.indexOf(here)
  const last = number === way.length - 1
  for (const page of pages) page.hidden = page !== here
  form.querySelector(".answering__foot").hidden = number === 0 && !last
  form.classList.toggle("is-under-way", number > 0)
  find("back").hidden = number === 0
  form.querySelector(".answering__foot [data-next]").hidden = last
  for (const part of form.querySelectorAll("[data-last]")) part.hidden = !last
  const said = find("progress")
  said.hidden = find("bar").hidden = way.length < 3 || number === 0
  said.textContent = said.dataset.words.replace("{n}", number).replace("{total}", way.length - 1)
  find("bar").max = way.length - 1
  find("bar").value = number
}

const go = (page) => {
  if (!page) return
  here = page
  show()
  here.tabIndex = -1
  here.focus({ preventScroll: true })
  scrollTo({ top: 0 })
}
const step = (by) => { const way = path(); go(way[way.indexOf(here) + by]) }

if (form && pages.length > 1) {
  find("begin").hidden = false
  form.addEventListener("asked", show)
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-next]")) step(1)
    else if (event.target.closest("[data-back]")) step(-1)
    const to = event.target.closest("[data-to]")
    if (to) {
      event.preventDefault()
      const field = document.getElementById(to.dataset.to)
      go(field.closest("[data-page]"))
      field.focus()
      field.scrollIntoView({ block: "center" })
    }
  })
  // Enter in a box goes on, as it would send on a page of one question.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input") || path().at(-1) === here) return
    event.preventDefault()
    step(1)
  })
  show()
}
