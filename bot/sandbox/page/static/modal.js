// The form that lies over everything: shown while the server has one, closed by the person.

import { fill, selectorOf } from "./regions.js";
import { post } from "./wire.js";

const dialog = document.getElementById("modal");
const region = dialog.querySelector("[data-region]");
let opener = null;

export function showForm(html) {
  const before = viewShown();
  if (html && !dialog.open) opener = document.activeElement && selectorOf(document.activeElement);
  fill(region, html);
  if (html && !dialog.open) dialog.showModal();
  if (html && viewShown() !== before) begin();
  if (!html && dialog.open) leave();
}

function viewShown() {
  return region.querySelector("[data-view]")?.dataset.view;
}

function begin() {
  const field = region.querySelector("[autofocus]") ?? region.querySelector("[data-field], [data-deed]") ?? region.querySelector("[data-submit], [data-close-form]");
  field?.focus();
  region.querySelector(".modal-body").scrollTop = 0;
}

function leave() {
  dialog.close();
  const back = opener && document.querySelector(opener);
  (back ?? document.querySelector("[data-composer=conversation] textarea")).focus({ preventScroll: true });
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
  if (field.multiple) return [...field.selectedOptions].map((option) => option.value);
  return field.value || null;
}

export function complain(form, sentence) {
  const place = form.querySelector(".form-complaint");
  place.textContent = sentence ?? "";
  place.hidden = !sentence;
}

export function toFirstError() {
  region.querySelector("[aria-invalid=true]")?.focus();
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
