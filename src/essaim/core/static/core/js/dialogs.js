// Buttons with commandfor open and close their dialog where the browser does not do it by itself.
if (!("commandForElement" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[commandfor]")
    const dialog = button && document.getElementById(button.getAttribute("commandfor"))
    if (!dialog) return
    if (button.getAttribute("command") === "close") dialog.close()
    else if (!dialog.open) dialog.showModal()
  })
}

// A tap on the veil around a dialog closes it.
document.addEventListener("click", (event) => {
  if (event.target instanceof HTMLDialogElement && event.target.open) {
    const box = event.target.getBoundingClientRect()
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom
    if (!inside && event.detail) event.target.close()
  }
})
