// The commands that begin with what is typed, above the composer: arrows, Tab and Enter choose.

const list = document.getElementById("suggestions");
let commands = [];
let chosen = 0;

export function offer(known) {
  commands = known;
}

export function suggest(textarea) {
  const found = matching(textarea.value);
  chosen = 0;
  list.hidden = found.length === 0;
  textarea.closest("form").append(list);
  list.replaceChildren(...found.map(option));
  mark(textarea);
}

export function hide(textarea) {
  list.hidden = true;
  textarea.removeAttribute("aria-activedescendant");
}

// Use a key for the list; gives whether it did.
export function steered(event, textarea) {
  if (list.hidden || isHint()) return event.key === "Escape" && !list.hidden && (hide(textarea), true);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    chosen = (chosen + step + list.children.length) % list.children.length;
    mark(textarea);
    return true;
  }
  if (event.key === "Escape") return hide(textarea), true;
  if (event.key !== "Tab" && event.key !== "Enter") return false;
  if (event.key === "Enter" && textarea.value.trim() === list.children[chosen].dataset.command) return false;
  take(list.children[chosen], textarea);
  return true;
}

export function take(item, textarea) {
  textarea.value = `${item.dataset.command} `;
  textarea.focus();
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
}

function isHint() {
  return list.firstElementChild?.getAttribute("aria-disabled") === "true";
}

function matching(text) {
  const [name, ...rest] = text.split(" ");
  if (!name.startsWith("/") || text.includes("\n")) return [];
  if (rest.length) return commands.filter((one) => one.name === name).map((one) => ({ ...one, hint: true }));
  return commands.filter((one) => one.name.startsWith(name));
}

function option(command, index) {
  const item = document.createElement("div");
  item.id = `suggestion-${index}`;
  item.className = "suggestion";
  item.setAttribute("role", "option");
  if (command.hint) item.setAttribute("aria-disabled", "true");
  item.dataset.command = command.name;
  item.append(part("b", command.name), part("code", command.usage_hint), part("span", command.description));
  return item;
}

function part(tag, words) {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
}

function mark(textarea) {
  [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen && !isHint())));
  if (list.hidden || isHint()) textarea.removeAttribute("aria-activedescendant");
  else textarea.setAttribute("aria-activedescendant", `suggestion-${chosen}`);
}
