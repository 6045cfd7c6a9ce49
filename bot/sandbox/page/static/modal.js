// The form that lies over everything: shown while the server has one, closed by the person.

import { fill, finder } from "./regions.js";
import { post } from "./wire.js";

const dialog = document.getElementById("modal");
const region = dialog.querySelector("[data-region]");
let opener = null;
// Where the person was in each form that another one was laid over, by its id.
const left = new Map();

export function showForm(html) {
  const before = viewShown();
  if (html && !dialog.open) opener = findAgain(document.activeElement);
  else if (before) left.set(before, findAgain(document.activeElement));
  const scrolled = region.querySelector(".modal-body")?.scrollTop;
  fill(region, html);
  if (html && viewShown() === before) region.querySelector(".modal-body").scrollTop = scrolled;
  if (html && !dialog.open) dialog.showModal();
  if (html && viewShown() !== before) begin();
  if (!html && dialog.open) leave();
}

function findAgain(element) {
  const around = element?.closest("[data-region]");
  return around ? finder(element, around) : null;
}

function viewShown() {
  return region.querySelector("[data-view]")?.dataset.view;
}

// Begin where the person left the form, or else at its first field; a long text is read first.
function begin() {
  const known = left.get(viewShown())?.();
  if (known) return known.focus();
  const body = region.querySelector(".modal-body");
  const field = region.querySelector("[autofocus]") ?? body.querySelector("[data-field], [data-deed]");
  const foot = region.querySelector("[data-submit], .modal-foot [data-close-form]");
  body.scrollTop = 0;
  (isInSight(field ?? foot, body) ? (field ?? foot) : body).focus({ preventScroll: true });
}

// Where a form was sent and another stands in its place, it is read from its beginning.
export function beginAnew(view, hash) {
  const form = region.querySelector("form[data-view]");
  if (!form || form.dataset.view !== view || form.dataset.hash === hash) return;
  left.delete(view);
  begin();
}

function isInSight(element, body) {
  const end = body.getBoundingClientRect().bottom;
  if (!body.contains(element)) return body.scrollHeight <= body.clientHeight;
  return element.getBoundingClientRect().bottom <= end;
}

function leave() {
  left.clear();
  dialog.close();
  // Closing gave the focus back to a field, yet not always the caret: what is typed would be lost.
  document.activeElement?.blur();
  (opener?.() ?? document.querySelector("[data-composer=conversation] textarea")).focus({ preventScroll: true });
}

// Everything the form holds, by block and action, as Slack names choices.
export function values(form) {
  const found = {};
  for (const field of form.querySelectorAll("[data-field]")) {
    const block = (found[field.dataset.block] ??= {});
    block[field.dataset.action] = choiceOf(field, block[field.dataset.action]);
  }
  return found;
}

export function choiceOf(field, before) {
  const several = () => [...(before ?? []), ...(field.checked ? [field.value] : [])];
  if (field.type === "checkbox") return several();
  if (field.type === "radio") return field.checked ? field.value : (before ?? null);
  return field.value || null;
}

// Say it in the form that lies over everything, where nothing beside it can be heard; gives whether there is one.
export function complainInForm(sentence) {
  const form = region.querySelector("form[data-view]");
  if (form) complain(form, sentence);
  return Boolean(form);
}

function complain(form, sentence) {
  const place = form.querySelector(".form-complaint");
  place.textContent = sentence ?? "";
  place.hidden = !sentence;
}

export function toFirstError() {
  const field = region.querySelector("[aria-invalid=true]");
  field?.focus();
  field?.closest(".kit-input").scrollIntoView({ block: "nearest" });
}

export function closeForm() {
  return post("close", { view: viewShown() });
}

export function onEscape(closed) {
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    closeForm().then(closed);
  });
}
