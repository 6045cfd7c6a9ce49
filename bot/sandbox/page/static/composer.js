// Writing messages and commands: one field for the conversation, one for the thread beside it.

import { here } from "./here.js";
import { tell } from "./layers.js";
import { hide, offer, steered, suggest, take } from "./suggestions.js";
import { post } from "./wire.js";

const drafts = new Map();
const forms = Object.fromEntries([...document.querySelectorAll("[data-composer]")].map((form) => [form.dataset.composer, form]));
const refusal = document.querySelector(".no-composer");

// Show the fields for where the person is now, with what was typed there before.
export function prepare(shown) {
  offer(shown.commands);
  const { conversation, thread } = forms;
  conversation.hidden = !shown.composer.label;
  refusal.hidden = !shown.composer.refusal;
  refusal.textContent = shown.composer.refusal;
  place(conversation, `${here.user}/${here.place}`, shown.composer.label);
  place(thread, `${here.user}/${here.place}/${here.thread}`, "Reply…");
}

function place(form, key, label) {
  const textarea = form.elements[0];
  textarea.placeholder = label;
  textarea.setAttribute("aria-label", label);
  if (form.dataset.key === key) return;
  form.dataset.key = key;
  textarea.value = drafts.get(key) ?? "";
  hide(textarea);
  fit(form);
}

function fit(form) {
  const textarea = form.elements[0];
  form.querySelector(".send").disabled = !textarea.value.trim();
  form.classList.toggle("has-words", Boolean(textarea.value));
  if (CSS.supports("field-sizing", "content")) return;
  textarea.style.height = "auto";
  textarea.style.height = `${textarea.scrollHeight}px`;
}

async function send(form, redraw) {
  const textarea = form.elements[0];
  const [text, key] = [textarea.value, form.dataset.key];
  if (!text.trim()) return;
  const thread = form === forms.thread ? here.thread : null;
  set(form, "");
  drafts.delete(key);
  const answer = await post("say", { channel: here.place, text, thread_ts: thread });
  tell(answer.complaint);
  if (answer.complaint && form.dataset.key === key && !textarea.value) set(form, text);
  await redraw(form.closest("main, aside"));
}

function set(form, text) {
  form.elements[0].value = text;
  hide(form.elements[0]);
  fit(form);
}

function onKey(event, form, redraw) {
  const textarea = form.elements[0];
  if (event.isComposing) return;
  if (steered(event, textarea)) return event.preventDefault();
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  send(form, redraw);
}

function onInput(form) {
  const textarea = form.elements[0];
  drafts.set(form.dataset.key, textarea.value);
  fit(form);
  if (form === forms.conversation) suggest(textarea);
}

export function attendComposers(redraw) {
  for (const form of Object.values(forms)) {
    const textarea = form.elements[0];
    textarea.addEventListener("input", () => onInput(form));
    textarea.addEventListener("keydown", (event) => onKey(event, form, redraw));
    textarea.addEventListener("blur", () => setTimeout(() => hide(textarea), 150));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, redraw);
    });
    form.addEventListener("click", (event) => {
      const item = event.target.closest(".suggestion:not([aria-disabled])");
      if (item) take(item, textarea);
      if (event.target.closest("[data-slash]")) begin(form);
    });
  }
}

function begin(form) {
  const textarea = form.elements[0];
  if (!textarea.value.startsWith("/")) textarea.value = `/${textarea.value}`;
  textarea.focus();
  onInput(form);
}
