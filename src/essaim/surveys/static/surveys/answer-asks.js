// A question that depends on an earlier answer appears when it is put; without script all are there, each saying when.
const form = document.querySelector(".answering")
const asks = [...(form?.querySelectorAll("[data-needs]") ?? [])]
const needs = new Map(asks.map((ask) => [ask, JSON.parse(ask.dataset.needs)]))

const answersTo = (name) => [...form.elements]
  .filter((field) => field.name === name && field.checked && !field.closest(".ask").hidden)
  .map((field) => field.value)

const look = () => {
  for (const ask of asks) {
    const { name, any } = needs.get(ask)
    ask.hidden = !answersTo(name).some((answer) => any.includes(answer))
  }
  form.dispatchEvent(new Event("asked"))
}

if (form) {
  form.classList.add("is-alive")
  form.addEventListener("change", look)
  form.addEventListener("input", (event) => {
    if (!event.target.matches("[data-other]") || !event.target.value) return
    event.target.previousElementSibling.querySelector("input").checked = true
  })
  look()
}
