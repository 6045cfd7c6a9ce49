// Putting new HTML into a region: only where it differs, and without losing what people were at.

const sources = new WeakMap();

export function fill(region, html) {
  if (sources.get(region) === html) return false;
  sources.set(region, html);
  const fresh = parsed(html);
  const focus = focusIn(region);
  if (isKeyed(region) && isKeyed(fresh)) mend(region, fresh);
  else exchange(region, [...region.childNodes], [...fresh.childNodes]);
  focus?.();
  return true;
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function isKeyed(parent) {
  return parent.children.length > 0 && [...parent.children].every((child) => child.dataset.key);
}

// Keep each child that stays as it is, so that menus open on it stay open.
function mend(region, fresh) {
  const known = new Map([...region.children].map((child) => [child.dataset.key, child]));
  const wanted = [...fresh.children].map((child) => settled(known.get(child.dataset.key), child));
  const staying = new Set(wanted);
  for (const child of [...region.childNodes]) if (!staying.has(child)) child.remove();
  wanted.forEach((child, index) => {
    if (region.children[index] !== child) region.insertBefore(child, region.children[index] ?? null);
  });
}

function settled(old, fresh) {
  const source = fresh.outerHTML;
  if (old && sources.get(old) === source) return old;
  if (old) carryOver(old, fresh);
  sources.set(fresh, source);
  return fresh;
}

function exchange(region, old, fresh) {
  const before = document.createElement("div");
  before.append(...old);
  region.replaceChildren(...fresh);
  carryOver(before, region);
}

// What was typed or ticked and not sent yet, and what was unfolded, goes on to the new elements.
function carryOver(old, fresh) {
  if (viewOf(old) !== viewOf(fresh)) return;
  for (const field of old.querySelectorAll("input, textarea, select")) {
    const twin = isTouched(field) && twinOf(field, fresh);
    if (twin) copy(field, twin);
  }
  const folds = fresh.querySelectorAll("details");
  old.querySelectorAll("details").forEach((fold, index) => {
    if (fold.open && folds[index]) folds[index].open = true;
  });
}

function viewOf(parent) {
  return (parent.matches?.("[data-view]") ? parent : parent.querySelector("[data-view]"))?.dataset.view;
}

function isTouched(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.value !== field.defaultValue;
}

function copy(field, twin) {
  if (field.type === "checkbox" || field.type === "radio") twin.checked = field.checked;
  else twin.value = field.value;
}

const MARKS = ["id", "name", "data-block", "data-action", "data-value", "data-place", "data-thread", "data-react", "data-person"];
const ROLES = ["data-dismiss", "data-message-menu", "data-reaction-menu", "data-close-form", "data-submit", "data-close-thread", "popovertarget"];

// Find the element that is the same one in newer HTML, by what it is for.
function twinOf(element, where) {
  const selector = selectorOf(element);
  return selector && where.querySelector(selector);
}

export function selectorOf(element) {
  const marks = MARKS.filter((mark) => element.hasAttribute(mark)).map((mark) => `[${mark}="${CSS.escape(element.getAttribute(mark))}"]`);
  const roles = ROLES.filter((role) => element.hasAttribute(role)).map((role) => `[${role}]`);
  if (["checkbox", "radio"].includes(element.type)) marks.push(`[value="${CSS.escape(element.value)}"]`);
  if (!marks.length && !roles.length) return null;
  const key = element.closest("[data-key]")?.dataset.key;
  const inside = key ? `[data-key="${CSS.escape(key)}"] ` : "";
  return inside + element.tagName.toLowerCase() + marks.join("") + roles.join("");
}

// A menu closes when it is drawn anew: then the button that opened it has the focus.
function holder(focused) {
  return focused?.closest(".kit-menu")?.previousElementSibling ?? focused;
}

// Give a function that puts the focus back where it is now, if it is in the region at all.
function focusIn(region) {
  const active = holder(document.activeElement);
  if (!active || active === region || !region.contains(active)) return null;
  const find = finder(active, region);
  const [start, end] = [active.selectionStart, active.selectionEnd];
  return () => {
    if (active.isConnected) return;
    const twin = find();
    twin?.focus({ preventScroll: true });
    if (start != null && twin?.setSelectionRange) twin.setSelectionRange(start, end);
  };
}

// Give a function that finds an element again once its region was filled anew, or else what took its place.
export function finder(element, region) {
  const selector = selectorOf(element);
  const part = element.closest("[data-key]");
  const key = part && region.contains(part) ? `[data-key="${CSS.escape(part.dataset.key)}"]` : null;
  const [inPart, inRegion] = [placeIn(key ? part : region, element), placeIn(region, element)];
  return () => {
    const twin = selector && region.querySelector(selector);
    const same = key && region.querySelector(key);
    return twin || (same && near(same, inPart)) || near(region, inRegion);
  };
}

const STOPS = "a[href], button, input, select, textarea, summary, [tabindex]";
const ROWS = ".kit-actions, .kit-accessory, .kit-input";

// Where an element stands: in which row of controls, the how many-eth there, and of all of the part.
function placeIn(part, element) {
  const row = element.closest(ROWS);
  return { row: [...part.querySelectorAll(ROWS)].indexOf(row), inRow: row ? stops(row).indexOf(element) : 0, overall: stops(part).indexOf(element) };
}

// Of a list that became shorter the last row is nearest: what lies below it, such as the button that dismisses a message, is another matter.
function near(part, { row, inRow, overall }) {
  const rows = part.querySelectorAll(ROWS);
  const same = row < 0 ? null : rows[Math.min(row, rows.length - 1)];
  return (same && upTo(same, inRow)) ?? upTo(part, overall);
}

function upTo(part, place) {
  return stops(part).slice(0, place + 1).at(-1) ?? null;
}

function stops(part) {
  return [...part.querySelectorAll(STOPS)];
}
