// Without script, closing a message asks for the page again; with it, the message just leaves.
document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-dismiss]")
  if (!close) return
  event.preventDefault()
  close.closest(".toast").remove()
})
