// What is typed stays on this device until it is sent: a stop, a dead battery, a lost network lose nothing.
const form = document.querySelector("[data-answering]")
const key = `essaim.draft ${form?.dataset.answering}`
const isAnswer = ([name]) => name.startsWith("q.")

const read = () => {
  try { return JSON.parse(localStorage.getItem(key)) ?? [] } catch { return [] }
}
const keep = () => {
  const answers = [...new FormData(form)].filter(isAnswer).filter(([name, value]) => value && !(name.includes(".slot-") && value === "no"))
  try {
    if (answers.length) localStorage.setItem(key, JSON.stringify(answers))
    else localStorage.removeItem(key)
  } catch { /* a device that keeps nothing: the form works all the same */ }
}
const fill = (answers) => {
  const left = new Map()
  for (const [name, value] of answers) left.set(name, [...(left.get(name) ?? []), value])
  for (const field of form.elements) {
    const values = left.get(field.name)
    if (!values) continue
    if (field.matches("[type=radio], [type=checkbox]")) field.checked = values.includes(field.value)
    else field.value = values.shift() ?? ""
  }
}
const works = () => {
  try { localStorage.setItem("essaim.try", "1"); localStorage.removeItem("essaim.try"); return true } catch { return false }
}

if (form && works()) {
  const found = form.querySelector("[data-draft-found]")
  form.querySelector("[data-draft-note]").hidden = false
  if (!("given" in form.dataset)) {
    const answers = read()
    fill(answers)
    found.hidden = answers.length === 0
  }
  let waiting
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(keep, 300) }
  form.addEventListener("input", soon)
  form.addEventListener("change", soon)
  addEventListener("pagehide", keep)
  form.addEventListener("submit", () => {
    keep()
    sessionStorage.setItem("essaim.sent", key)
  })
  found.querySelector("[data-draft-forget]").addEventListener("click", () => {
    localStorage.removeItem(key)
    form.reset()
    found.hidden = true
    form.dispatchEvent(new Event("change"))
  })
}
