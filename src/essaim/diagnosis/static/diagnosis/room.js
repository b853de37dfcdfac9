// The board works as a page with a form. This adds the clock, waking up, and merging by dragging.
const live = document.getElementById("live")

// The clock: what is left, said by the page's own words once it is over.
const two = (n) => String(n).padStart(2, "0")
const tick = () => {
  document.querySelectorAll(".clock[data-ends]").forEach((clock) => {
    const left = Math.round(Number(clock.dataset.ends) - Date.now() / 1000)
    clock.classList.toggle("clock--over", left <= 0)
    const words = left > 0 ? `${Math.floor(left / 60)}:${two(left % 60)}` : clock.dataset.over
    if (clock.textContent !== words) clock.textContent = words
  })
}
setInterval(tick, 1000)
tick()
document.addEventListener("htmx:afterSwap", tick)

// A phone that slept may have missed what was said to it, or have lost the line without knowing.
const wake = () => { if (live && !document.hidden) window.htmx?.trigger(live, "wake") }
document.addEventListener("visibilitychange", wake)
addEventListener("online", wake)
addEventListener("pageshow", (event) => { if (event.persisted) wake() })

// Dragging a card onto another one of its box merges the two, as its page does.
let held = null
let pressed = false
let missed = false
const ideaAt = (event) => event.target.closest?.(".idea[draggable]")
const fits = (idea) => held && idea && idea.dataset.card !== held.card && idea.dataset.box === held.box
document.addEventListener("dragstart", (event) => {
  const idea = ideaAt(event)
  if (!idea) return
  held = { card: idea.dataset.card, box: idea.dataset.box }
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", idea.querySelector(".idea__text").textContent)
})
// A card that is replaced between being pressed and being let go would fall: what others do meanwhile waits.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!(held || pressed) || event.detail.target !== live || event.detail.requestConfig.verb !== "get") return
  event.detail.shouldSwap = false
  missed = true
})
const letGo = () => {
  pressed = false
  if (held || !missed) return
  missed = false
  wake()
}
document.addEventListener("pointerdown", (event) => { pressed = Boolean(ideaAt(event)) })
document.addEventListener("pointerup", letGo)
document.addEventListener("pointercancel", letGo)
document.addEventListener("dragover", (event) => {
  const idea = ideaAt(event)
  document.querySelectorAll(".is-over").forEach((each) => { if (each !== idea) each.classList.remove("is-over") })
  if (!fits(idea)) return
  event.preventDefault()
  idea.classList.add("is-over")
})
document.addEventListener("drop", (event) => {
  const idea = ideaAt(event)
  if (!fits(idea)) return
  event.preventDefault()
  const pair = `${held.card}-${idea.dataset.card}`
  window.htmx.ajax("POST", live.dataset.merging, { source: "#acts", target: "#live", swap: "innerHTML", values: { pair } })
})
document.addEventListener("dragend", () => {
  held = null
  letGo()
  document.querySelectorAll(".is-over").forEach((each) => each.classList.remove("is-over"))
})
