// Questions move by their buttons. This adds dragging, which sends the same form with the place of the drop.
const list = document.querySelector("[data-sortable]")
let held = null

const under = (event) => event.target.closest?.("[data-place]")
const clear = () => list.querySelectorAll(".is-over").forEach((row) => row.classList.remove("is-over"))

list?.querySelectorAll("[data-place]").forEach((row) => { row.draggable = true })
list?.addEventListener("dragstart", (event) => {
  held = under(event)
  held?.classList.add("is-held")
  event.dataTransfer.effectAllowed = "move"
})
list?.addEventListener("dragover", (event) => {
  const row = under(event)
  if (!held || !row) return
  event.preventDefault()
  clear()
  if (row !== held) row.classList.add("is-over")
})
list?.addEventListener("drop", (event) => {
  const row = under(event)
  event.preventDefault()
  if (!held || !row || row === held) return
  const from = Number(held.dataset.place)
  const to = Number(row.dataset.place)
  const form = held.querySelector("form")
  form.elements.to.value = to > from ? to - 1 : to
  form.submit()
})
list?.addEventListener("dragend", () => { held?.classList.remove("is-held"); clear(); held = null })
