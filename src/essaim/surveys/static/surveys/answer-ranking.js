// Ranking by buttons and by drag. The lists of numbers stay underneath: they are what is sent.
const place = (item) => Number(item.querySelector("select").value) || Infinity
const ranked = (list) => [...list.children].filter((item) => place(item) < Infinity).sort((one, other) => place(one) - place(other))
const nameOf = (item) => item.querySelector(".ranking__name").textContent

const lay = (list, order) => {
  const out = [...list.children].filter((item) => !order.includes(item))
  list.append(...order, ...out)
  for (const item of list.children) {
    const number = order.indexOf(item) + 1
    item.querySelector("select").value = number || ""
    item.classList.toggle("is-out", !number)
    for (const button of item.querySelectorAll("[data-up], [data-down], [data-out]")) button.hidden = !number
    item.querySelector("[data-in]").hidden = Boolean(number)
    item.querySelector("[data-up]").disabled = number === 1
    item.querySelector("[data-down]").disabled = number === order.length
  }
}

const tell = (list, item) => {
  const number = ranked(list).indexOf(item) + 1
  const words = (number ? list.dataset.said : list.dataset.out).replace("{name}", nameOf(item)).replace("{n}", number)
  list.parentElement.querySelector("[data-ranking-says]").textContent = words
  list.closest("form").dispatchEvent(new Event("change"))
}

const move = (list, item, to) => {
  const order = ranked(list).filter((other) => other !== item)
  if (to !== null) order.splice(Math.max(to, 0), 0, item)
  lay(list, order)
  tell(list, item)
}

const press = (list, button) => {
  const item = button.closest("li")
  const here = ranked(list).indexOf(item)
  if (button.matches("[data-in]")) move(list, item, ranked(list).length)
  else if (button.matches("[data-up]")) move(list, item, here - 1)
  else if (button.matches("[data-down]")) move(list, item, here + 1)
  else move(list, item, null)
  const again = [button, ...item.querySelectorAll("button")].find((each) => !each.hidden && !each.disabled)
  again?.focus()
}

const drag = (list, grip, event) => {
  const item = grip.closest("li")
  // The list holds the pointer: what is moved in the page loses it.
  list.setPointerCapture(event.pointerId)
  item.classList.add("is-dragged")
  const follow = (moved) => {
    const others = ranked(list).filter((other) => other !== item)
    const to = others.filter((other) => {
      const box = other.getBoundingClientRect()
      return box.top + box.height / 2 < moved.clientY
    }).length
    if (ranked(list).indexOf(item) !== to) {
      others.splice(to, 0, item)
      lay(list, others)
    }
  }
  const drop = () => {
    item.classList.remove("is-dragged")
    list.removeEventListener("pointermove", follow)
    list.removeEventListener("pointerup", drop)
    list.removeEventListener("pointercancel", drop)
    tell(list, item)
  }
  list.addEventListener("pointermove", follow)
  list.addEventListener("pointerup", drop)
  list.addEventListener("pointercancel", drop)
}

for (const list of document.querySelectorAll("[data-ranking]")) {
  list.classList.add("is-alive")
  for (const part of list.querySelectorAll(".ranking__acts, [data-grip]")) part.hidden = false
  for (const select of list.querySelectorAll("select")) select.hidden = true
  lay(list, ranked(list))
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button")
    if (button) press(list, button)
  })
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]")
    if (grip && !event.button) { event.preventDefault(); drag(list, grip, event) }
  })
  list.closest("form").addEventListener("reset", () => setTimeout(() => lay(list, ranked(list))))
}
