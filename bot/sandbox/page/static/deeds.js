// What people do with messages, forms and homes, told to the server one deed at a time.

import { agreed, closeMenus, openMenu, tell } from "./layers.js";
import { beginAnew, choiceOf, closeForm, complainInForm, onEscape, toFirstError, values } from "./modal.js";
import { post } from "./wire.js";

const menu = document.getElementById("message-menu");
const reactions = document.getElementById("reaction-menu");

// `redraw` shows what came of it; `openThread` goes to the thread of a message.
export function attend(redraw, openThread) {
  const done = (answer) => redraw().then(() => complainInForm(answer.complaint) || tell(answer.complaint));
  onEscape(redraw);
  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(CLICKS)) {
      const found = event.target.closest(selector);
      if (found) return act(found, done, openThread);
    }
  });
  document.addEventListener("change", (event) => {
    const field = event.target.closest("[data-deed=choose]:not([data-dispatch])");
    if (field) choose(field, chosenIn(field), done);
  });
  document.addEventListener("keydown", (event) => dispatchText(event, done));
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#modal form[data-view]")) return;
    event.preventDefault();
    submit(event.target, redraw);
  });
}

const CLICKS = {
  "[data-deed=tap]": (button, done) => tap(button, done),
  "button[data-deed=choose]": (button, done) => choose(button, button.dataset.value, done),
  "[data-close-form]": (_button, done) => closeForm().then(done),
  "[data-dismiss]": (button, done) => post("dismiss", surfaceOf(button)).then(done),
  "[data-overflow]": (button) => openMenu(button.nextElementSibling, button, { edge: "left" }),
  "[data-message-menu]": (button) => openMessageMenu(button),
  "[data-reaction-menu]": (button) => openReactions(button),
  "[data-react]": (button, done) => react(button, done),
  "[data-shortcut]": (item, done) => shortcut(item, done),
  "[data-menu-thread]": (_item, _done, openThread) => {
    menu.hidePopover();
    openThread(menu.dataset.ts);
  },
};

function surfaceOf(element) {
  const { view, channel, ts } = element.closest("[data-surface]").dataset;
  return view ? { view } : { channel, ts };
}

async function tap(button, done) {
  const { block, action, value, url } = button.dataset;
  if (isBusy(button) || !(await agreed(button))) return;
  if (url) window.open(url, "_blank", "noopener");
  const form = button.closest("#modal form[data-view]");
  const said = { surface: surfaceOf(button), block, action, value };
  if (form) said.values = values(form);
  await busily(button, () => post("tap", said).then(done));
}

async function choose(element, choice, done) {
  const { block, action, url } = element.dataset;
  if (isBusy(element) || !(await agreed(element))) return;
  if (url) window.open(url, "_blank", "noopener");
  closeMenus();
  const said = { surface: surfaceOf(element), block, action, choice };
  await busily(element, () => post("choose", said).then(done));
}

// The choice of a whole element: all ticks of a group count, not only the one that changed.
function chosenIn(field) {
  const { block, action } = field.dataset;
  const group = [...field.closest("[data-surface]").querySelectorAll("[data-deed=choose]")];
  const own = group.filter((one) => one.dataset.block === block && one.dataset.action === action);
  return own.reduce((before, one) => choiceOf(one, before), undefined);
}

function dispatchText(event, done) {
  const field = event.target.closest?.("[data-dispatch]");
  if (!field || event.key !== "Enter" || event.isComposing || field.tagName === "TEXTAREA") return;
  event.preventDefault();
  choose(field, field.value || null, done);
}

function openMessageMenu(button) {
  const message = button.closest("[data-surface=message]");
  Object.assign(menu.dataset, { channel: message.dataset.channel, ts: message.dataset.ts });
  menu.querySelector("[data-menu-thread]").hidden = Boolean(button.closest("#thread"));
  openMenu(menu, button);
}

function openReactions(button) {
  const message = button.closest("[data-surface=message]");
  Object.assign(reactions.dataset, { channel: message.dataset.channel, ts: message.dataset.ts });
  openMenu(reactions, button);
}

// From the menu, or by the emoji that stands under a message already.
function react(button, done) {
  const { channel, ts } = (button.closest("[data-surface]") ?? reactions).dataset;
  reactions.hidePopover();
  return post("react", { channel, ts, name: button.dataset.react }).then(done);
}

function shortcut(item, done) {
  const { channel, ts } = menu.dataset;
  menu.hidePopover();
  return post("shortcut", { channel, ts, callback_id: item.dataset.shortcut }).then(done);
}

async function submit(form, redraw) {
  const button = form.querySelector("[data-submit]");
  if (!button || isBusy(button)) return;
  complainInForm(null);
  const { view, hash } = form.dataset;
  const answer = await busily(button, () => post("submit", { view, values: values(form) }));
  await redraw();
  if (Object.keys(answer.errors).length) toFirstError();
  else beginAnew(view, hash);
  if (!complainInForm(answer.complaint)) tell(answer.complaint);
}

function isBusy(element) {
  return element.getAttribute("aria-busy") === "true";
}

async function busily(element, work) {
  element.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    element.removeAttribute("aria-busy");
  }
}
