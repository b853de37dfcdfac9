// The board works as links and forms. This adds a panel instead of a page, and moving people by dragging them.
const board = document.querySelector("[data-board]")
const panel = document.getElementById("panel")
const inside = panel?.querySelector("[data-panel-inside]")
const says = document.querySelector("[data-board-says]")
const wide = matchMedia("(width >= 60rem)")

// On a wide screen every ring is open; on a phone the list stays dense.
const openWide = () => { if (wide.matches) document.querySelectorAll("[data-open-wide]").forEach((table) => { table.open = true }) }
openWide()
wide.addEventListener("change", openWide)
if (location.hash.startsWith("#c")) document.getElementById(location.hash.slice(1))?.setAttribute("open", "")

const show = async (address) => {
  const answer = await fetch(address, { headers: { "X-Board": "panel" } })
  if (!answer.ok || answer.redirected) { location.assign(address); return }
  inside.innerHTML = await answer.text()
  window.htmx?.process(inside)
  if (!panel.open) panel.showModal()
  panel.scrollTop = 0
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
  if (event.target.closest("[data-panel-close]") && panel.open) {
    event.preventDefault()
    panel.close()
    return
  }
  const link = event.target.closest("[data-panel], .board a[data-seat], #panel a[data-seat]")
  if (!link || !panel) return
  event.preventDefault()
  if (!settled) show(link.getAttribute("href"))
})

// Dragging: what each circle would bring is asked for as the drag begins, and shown before anything is dropped.
const START = 7
let held = null
let settled = false

const seatAt = (event) => event.target.closest?.(".board .ring--card [data-seat], .board .people-list__one[data-seat]")

board?.addEventListener("pointerdown", (event) => {
  const seat = seatAt(event)
  settled = false
  if (!seat || event.button || event.target.closest("button, .button")) return
  held = { seat, id: seat.dataset.seat, x: event.clientX, y: event.clientY, pointer: event.pointerId, moving: false }
})
board?.addEventListener("dragstart", (event) => event.preventDefault())

addEventListener("pointermove", (event) => {
  if (!held || event.pointerId !== held.pointer) return
  if (!held.moving && Math.hypot(event.clientX - held.x, event.clientY - held.y) < START) return
  if (!held.moving) begin()
  held.ghost.style.transform = `translate(${event.clientX - 27}px, ${event.clientY - 27}px)`
  over(document.elementFromPoint(event.clientX, event.clientY))
})
addEventListener("pointerup", (event) => { if (held && event.pointerId === held.pointer) drop() })
addEventListener("pointercancel", () => { held && leave() })
addEventListener("keydown", (event) => { if (event.key === "Escape" && held?.moving) { settled = true; leave() } })

const begin = async () => {
  const drag = held
  drag.moving = true
  drag.ghost = document.createElement("div")
  drag.ghost.className = "dragged"
  drag.ghost.append(drag.seat.querySelector(".mono, .avatar")?.textContent ?? "", document.createElement("p"))
  document.body.append(drag.ghost)
  board.classList.add("is-dragging")
  const link = drag.seat.matches("a") ? drag.seat : drag.seat.querySelector("a")
  const answer = await fetch(link.getAttribute("href"), { headers: { Accept: "application/json" } })
  if (!answer.ok || held !== drag) return
  drag.options = await answer.json()
  for (const [circle, option] of Object.entries(drag.options)) {
    const table = document.getElementById(circle)
    if (table) table.dataset.verdict = option.verdict
  }
  if (drag.table) tell(drag.table)
}

const over = (element) => {
  const table = element?.closest?.("[data-circle]") ?? null
  const seat = element?.closest?.(".ring--card [data-seat]") ?? null
  held.other = seat && seat.dataset.seat !== held.id ? seat.dataset.seat : null
  if (table === held.table) return
  silence()
  held.table = table
  if (table) tell(table)
}

const tell = (table) => {
  table.classList.add("is-over")
  const option = held.options?.[table.dataset.circle]
  if (!option) return
  const words = `${option.words}. ${option.text}`
  held.ghost.querySelector("p").textContent = words
  says.textContent = words
}

const silence = () => {
  if (!held?.table) return
  held.table.classList.remove("is-over")
  held.ghost.querySelector("p").textContent = ""
}

const drop = () => {
  const drag = held
  if (!drag.moving) { held = null; return }
  settled = true
  const home = drag.seat.closest("[data-circle]")
  leave()
  if (!drag.table || drag.table === home) return
  const change = new URLSearchParams({ number: board.dataset.number, person: drag.id })
  if (drag.other) { change.set("verb", "swap"); change.set("other", drag.other) }
  else { change.set("verb", "move"); change.set("circle", drag.table.dataset.circle) }
  show(`${board.dataset.change}?${change}`)
}

const leave = () => {
  silence()
  held?.ghost?.remove()
  board.classList.remove("is-dragging")
  document.querySelectorAll("[data-verdict]").forEach((table) => table.removeAttribute("data-verdict"))
  held = null
}
