// The panel at the right: HTML from elsewhere on this server, with forms that are sent in place.

import { tell } from "./layers.js";
import { fill } from "./regions.js";
import { fragment, sendForm, UNREACHABLE } from "./wire.js";

const panel = document.getElementById("beside");

export async function refresh() {
  if (!panel) return;
  try {
    fill(panel, await fragment(panel.dataset.source));
  } catch {
    // The banner tells when the server is away; the panel stays as it was.
  }
}

async function send(form, button, redraw) {
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  button?.setAttribute("aria-busy", "true");
  try {
    const response = await sendForm(form, button);
    if (!response.ok) tell(`That did not work (${response.status}).`);
  } catch {
    tell(UNREACHABLE);
  } finally {
    form.removeAttribute("aria-busy");
    button?.removeAttribute("aria-busy");
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
