// The keys of a presenter's clicker and of the keyboard; the page's number stands behind the # of the address.
const pages = [...document.querySelectorAll(".page")];
const STEPS = { PageDown: 1, ArrowRight: 1, " ": 1, PageUp: -1, ArrowLeft: -1 };

function shown() {
  const number = Number(location.hash.slice(1));
  return Number.isInteger(number) && number >= 1 && number <= pages.length ? number : 1;
}
function show() {
  pages.forEach((page, position) => { page.hidden = position + 1 !== shown(); });
}
function step(by) {
  location.hash = String(Math.min(Math.max(shown() + by, 1), pages.length));
  show();
}
function changeTheme() {
  document.querySelectorAll(".wall").forEach((wall) => { wall.classList.toggle("dark"); wall.classList.toggle("light"); });
}
addEventListener("keydown", (event) => {
  if (event.key in STEPS && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    step(STEPS[event.key]);
  }
});
addEventListener("hashchange", show);
document.querySelectorAll("[data-step]").forEach((button) => button.addEventListener("click", () => step(Number(button.dataset.step))));
document.querySelector("[data-theme]").addEventListener("click", changeTheme);
show();
