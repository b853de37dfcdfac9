// The answers were received: this device forgets them.
const key = sessionStorage.getItem("essaim.sent")
if (key && document.querySelector("[data-answers-sent]")) {
  localStorage.removeItem(key)
  sessionStorage.removeItem("essaim.sent")
}
