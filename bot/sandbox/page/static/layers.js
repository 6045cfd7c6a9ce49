// What lies over the page: toasts, questions before a deed, menus, and drawers on small screens.

const toast = document.getElementById("toast");
const confirmation = document.getElementById("confirm");
const shade = document.querySelector(".drawer-shade");
const TOAST_MS = 7000;
let hiding = 0;

export function tell(sentence) {
  if (!sentence) return;
  toast.textContent = sentence;
  toast.hidePopover();
  toast.showPopover();
  clearTimeout(hiding);
  hiding = setTimeout(() => toast.hidePopover(), TOAST_MS);
}

// Ask what `data-confirm` says; resolves to whether the person goes on.
export function agreed(element) {
  if (!element.dataset.confirm) return Promise.resolve(true);
  const asked = JSON.parse(element.dataset.confirm);
  document.getElementById("confirm-title").textContent = asked.title;
  document.getElementById("confirm-text").textContent = asked.text;
  confirmation.querySelector("[data-confirmed]").textContent = asked.confirm;
  confirmation.querySelector("[data-deny]").textContent = asked.deny;
  confirmation.returnValue = "";
  confirmation.showModal();
  return new Promise((resolve) => {
    confirmation.addEventListener("close", () => resolve(confirmation.returnValue === "yes"), { once: true });
  });
}

// Show a menu under the button that asked for it, from its right edge or its left, and within the window.
export function openMenu(menu, button, { edge = "right" } = {}) {
  menu.showPopover();
  const [at, size] = [button.getBoundingClientRect(), menu.getBoundingClientRect()];
  const below = at.bottom + 4;
  const top = below + size.height < innerHeight - 8 ? below : at.top - size.height - 4;
  const left = edge === "left" ? at.left : at.right - size.width;
  menu.style.top = `${Math.max(8, Math.min(top, innerHeight - size.height - 8))}px`;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`;
  menu.querySelector("[role^=menuitem]:not([hidden])")?.focus();
}

export function closeMenus() {
  for (const menu of document.querySelectorAll(".menu:popover-open")) menu.hidePopover();
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
const ENDS = { Home: 0, End: -1 };

// Arrows walk through a menu; Tab leaves it, as it leaves one of the machine.
function walk(event) {
  const menu = event.target.closest?.("[role=menu]");
  if (!menu) return;
  if (event.key === "Tab") return closeMenus();
  const [step, end] = [STEPS[event.key], ENDS[event.key]];
  if (step === undefined && end === undefined) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("[role^=menuitem]:not([hidden])")];
  const next = step ? items.indexOf(document.activeElement) + step : end;
  items[(next + items.length) % items.length].focus();
}

// Whoever was in a drawer is at the button that opens it afterwards.
export function closeDrawers() {
  const open = [...document.querySelectorAll("[data-drawer][aria-expanded=true]")];
  const from = open.find((button) => document.getElementById(button.dataset.drawer).contains(document.activeElement));
  document.body.classList.remove("show-sidebar", "show-beside");
  for (const button of document.querySelectorAll("[data-drawer]")) button.setAttribute("aria-expanded", "false");
  shade.hidden = true;
  from?.focus();
}

function openDrawer(button) {
  const { drawer } = button.dataset;
  const wasOpen = document.body.classList.contains(`show-${drawer}`);
  closeDrawers();
  if (wasOpen) return;
  document.body.classList.add(`show-${drawer}`);
  button.setAttribute("aria-expanded", "true");
  shade.hidden = false;
  document.getElementById(drawer).querySelector("a, button, input, select")?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-drawer]");
  if (button) openDrawer(button);
  if (event.target === shade) closeDrawers();
});
document.addEventListener("keydown", (event) => {
  walk(event);
  if (event.key !== "Escape") return;
  closeDrawers();
  closeMenus();
});
document.addEventListener("toggle", (event) => {
  if (event.target.id === "people" && event.newState === "open") event.target.querySelector("[aria-checked=true]").focus();
}, true);
