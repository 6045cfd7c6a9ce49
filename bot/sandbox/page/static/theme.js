// Light or dark: what was chosen here before, else what the machine prefers. Runs before painting.

const KEY = "desk-theme";
const root = document.documentElement;
const prefers = window.matchMedia("(prefers-color-scheme: dark)");

function show() {
  root.dataset.theme = localStorage.getItem(KEY) || (prefers.matches ? "dark" : "light");
}

prefers.addEventListener("change", show);
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  localStorage.setItem(KEY, root.dataset.theme === "dark" ? "light" : "dark");
  show();
});
show();
