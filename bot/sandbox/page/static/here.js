// Who looks, at which place and thread; the address in the browser says the same.

export const first = document.documentElement.dataset.first;

export const here = { user: first, place: "", thread: "" };

export function readAddress() {
  const [user, place, thread] = location.hash.slice(2).split("/").map(decodeURIComponent);
  return { user: user || first, place: place || "", thread: thread || "" };
}

// Be somewhere; a step back in the browser leads to where one was, unless it was no step.
export function settle(to, { step = true } = {}) {
  Object.assign(here, to);
  const address = `#/${[here.user, here.place, here.thread].filter(Boolean).map(encodeURIComponent).join("/")}`;
  if (address === location.hash) return;
  history[step ? "pushState" : "replaceState"](null, "", address);
}
