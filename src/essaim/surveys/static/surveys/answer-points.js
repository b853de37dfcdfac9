// How many points are left to give, as they are given.
const show = (rows) => {
  const fields = [...rows.querySelectorAll("input")]
  const left = Number(rows.dataset.points) - fields.reduce((sum, field) => sum + (Number(field.value) || 0), 0)
  const words = rows.querySelector("[data-points-left]")
  words.hidden = false
  words.classList.toggle("is-over", left < 0)
  words.textContent = (left < 0 ? words.dataset.over : words.dataset.left).replace("{n}", Math.abs(left))
}

for (const rows of document.querySelectorAll("[data-points]")) {
  rows.addEventListener("input", () => show(rows))
  rows.closest("form").addEventListener("change", () => show(rows))
  show(rows)
}
