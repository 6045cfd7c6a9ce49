// The panel at the right: HTML from elsewhere on this server, with forms that are sent in place.

import { tell } from "./layers.js";
import { fill } from "./regions.js";
import { fragment, sendForm, UNREACHABLE } from "./wire.js";

const panel = document.getElementById("beside");
// What is on its way: the value of the button that was pressed, by where its form goes.
const sending = new Map();

export async function refresh() {
  if (!panel) return;
  try {
    fill(panel, await fragment(panel.dataset.source));
    showBusy();
  } catch {
    // The banner tells when the server is away; the panel stays as it was.
  }
}

// The panel may be drawn anew while a form of it is still on its way.
function showBusy() {
  for (const form of panel.querySelectorAll("form[data-beside]")) {
    const action = form.getAttribute("action");
    mark(form, sending.has(action));
    for (const button of form.querySelectorAll("button")) mark(button, sending.has(action) && sending.get(action) === button.value);
  }
}

function mark(element, isBusy) {
  if (isBusy) element.setAttribute("aria-busy", "true");
  else element.removeAttribute("aria-busy");
}

async function send(form, button, redraw) {
  const action = form.getAttribute("action");
  if (sending.has(action)) return;
  sending.set(action, button?.value);
  showBusy();
  try {
    const response = await sendForm(form, button);
    if (!response.ok) tell(`That did not work (${response.status}).`);
  } catch {
    tell(UNREACHABLE);
  } finally {
    sending.delete(action);
    showBusy();
  }
  await Promise.all([refresh(), redraw()]);
}

export function attendPanel(redraw) {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-beside]")) return;
    event.preventDefault();
    send(event.target, event.submitter, redraw);
  });
}
