// Conversations stay at their newest message, for as long as the person does not scroll away.

const NEAR = 40;
const ABOVE_NEW = 48;
const pinned = new WeakMap();

export function keepAtEnd(scroller) {
  pinned.set(scroller, true);
  scroller.addEventListener("scroll", () => {
    pinned.set(scroller, scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR);
  });
  const watch = new ResizeObserver(() => pinned.get(scroller) && toEnd(scroller));
  watch.observe(scroller);
  watch.observe(scroller.firstElementChild);
}

export function toEnd(scroller) {
  pinned.set(scroller, true);
  scroller.scrollTop = scroller.scrollHeight;
}

// What is new since the last visit begins at the top, when it does not fit.
export function toNew(scroller) {
  const line = scroller.querySelector(".new-line");
  toEnd(scroller);
  const hidden = line ? scroller.getBoundingClientRect().top - line.getBoundingClientRect().top : 0;
  if (hidden <= 0) return;
  pinned.set(scroller, false);
  scroller.scrollTop -= hidden + ABOVE_NEW;
}

export function toStart(scroller) {
  pinned.set(scroller, false);
  scroller.scrollTop = 0;
}
