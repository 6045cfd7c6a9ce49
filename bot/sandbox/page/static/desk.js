// The page: shows what the person sees, goes where they go, and follows what changes.

import { attendPanel, refresh } from "./beside.js";
import { attendComposers, prepare } from "./composer.js";
import { attend } from "./deeds.js";
import { first, here, readAddress, settle } from "./here.js";
import { closeDrawers, closeMenus } from "./layers.js";
import { showForm } from "./modal.js";
import { fill } from "./regions.js";
import { keepAtEnd, toEnd, toNew, toStart } from "./scrolling.js";
import { listen, look, post } from "./wire.js";

const HOME = "home:app";
const offline = document.getElementById("offline");
const thread = document.getElementById("thread");
const [room, side] = [document.getElementById("conversation"), thread.querySelector(".scroller")];
const region = (name) => document.querySelector(`[data-region=${name}]`);

let looking = null;
let again = false;
let shownAt = "";
let shownThread = "";

// Look until what is shown is newer than the last call; calls meanwhile share one more look.
function redraw() {
  if (looking) {
    again = true;
    return looking;
  }
  looking = lookOnce().finally(() => {
    looking = null;
  });
  return looking;
}

async function lookOnce() {
  do {
    again = false;
    const asked = { ...here };
    const shown = await look().catch(() => undefined);
    if (shown === undefined) return; // the banner tells when the server is away
    if (!shown) settle({ user: first, place: "", thread: "" }, { step: false });
    if (shown && isStill(asked)) show(shown);
    else again = true;
  } while (again);
}

function isStill(asked) {
  return asked.user === here.user && asked.place === here.place && asked.thread === here.thread;
}

function show(shown) {
  settle({ place: shown.place, thread: shown.thread ? here.thread : "" }, { step: false });
  const at = `${here.user}/${here.place}`;
  document.title = shown.title;
  for (const name of ["me", "sidebar", "head", "conversation", "shortcuts"]) fill(region(name), shown[name]);
  showThread(shown.thread);
  prepare(shown);
  showForm(shown.modal);
  document.body.classList.toggle("at-home", here.place === HOME);
  if (at !== shownAt) scrollOnArrival();
  shownAt = at;
}

function scrollOnArrival() {
  if (here.place === HOME) toStart(room);
  else if (shownAt) toNew(room);
  else toEnd(room);
}

function showThread(html) {
  const opens = html && shownThread !== here.thread;
  shownThread = html && here.thread;
  thread.hidden = !html;
  document.body.classList.toggle("has-thread", Boolean(html));
  fill(region("thread"), html);
  if (opens) toEnd(side);
}

async function go(to) {
  closeDrawers();
  closeMenus();
  settle({ thread: "", ...to });
  await arrive();
}

async function arrive() {
  if (here.place) await post("open", { place: here.place });
  await redraw();
}

function openThread(ts) {
  settle({ thread: ts });
  return redraw().then(() => thread.querySelector("textarea").focus());
}

function closeThread() {
  const root = here.thread;
  settle({ thread: "" });
  return redraw().then(() => document.querySelector(`#conversation [data-ts="${root}"] [data-thread]`)?.focus());
}

document.addEventListener("click", (event) => {
  const found = event.target.closest("[data-person], [data-place], button[data-thread], [data-close-thread]");
  if (!found) return;
  event.preventDefault();
  const { person, place, thread: ts } = found.dataset;
  if (person) go({ user: person, place: place ?? "" });
  else if (place) go({ place });
  else if (ts) openThread(ts);
  else closeThread();
});
// The address in the browser says where one is, so these links do not change it.
document.addEventListener("click", (event) => {
  const skip = event.target.closest("[data-skip]");
  if (!skip) return;
  event.preventDefault();
  document.querySelector(skip.dataset.skip).focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest?.("#thread")) closeThread();
});
window.addEventListener("popstate", () => {
  settle(readAddress(), { step: false });
  arrive();
});

attend(redraw, openThread);
attendPanel(redraw);
attendComposers((place) => redraw().then(() => toEnd(place.querySelector(".scroller"))));
keepAtEnd(room);
keepAtEnd(side);
settle(readAddress(), { step: false });
listen(
  () => Promise.all([redraw(), refresh()]),
  (away) => {
    offline.hidden = !away;
  },
);
arrive();
refresh();
