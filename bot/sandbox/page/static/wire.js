// Talking to the server: what there is to see, and what the person did.

import { first, here } from "./here.js";

const PROOF = { "X-Desk": "1" };
// A stream that breaks off is back within a second; only when it is not for longer, the connection is lost.
const PATIENCE_MS = 4000;
const AGAIN_MS = 1000;
export const UNREACHABLE = "This Slack cannot be reached at the moment.";

// Gives what there is to see, or null where there is no such person.
export async function look() {
  const query = new URLSearchParams({ place: here.place, thread: here.thread });
  const response = await fetch(`/desk/${here.user}/screen?${query}`, { headers: PROOF });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`screen: ${response.status}`);
  return response.json();
}

// Gives {complaint, errors}; a server that is away is a complaint like any other.
export async function post(deed, said) {
  try {
    const response = await fetch(`/desk/${here.user}/${deed}`, {
      method: "POST",
      headers: { ...PROOF, "Content-Type": "application/json" },
      body: JSON.stringify(said),
    });
    return response.ok ? await response.json() : { complaint: UNREACHABLE, errors: {} };
  } catch {
    return { complaint: UNREACHABLE, errors: {} };
  }
}

export async function fragment(path) {
  const response = await fetch(path, { headers: PROOF });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
}

export function sendForm(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  return fetch(form.getAttribute("action"), { method: "POST", headers: PROOF, body });
}

// Calls back on every change; `away` tells whether the connection is lost, and then that it is back.
export function listen(changed, away) {
  let doubting = 0;
  const heard = () => {
    clearTimeout(doubting);
    doubting = 0;
    away(false);
  };
  const connect = () => {
    const source = new EventSource(`/desk/${first}/live`);
    source.addEventListener("changed", changed);
    source.addEventListener("open", heard);
    source.addEventListener("error", () => {
      doubting ||= setTimeout(away, PATIENCE_MS, true);
      // Some browsers come back by themselves from every trouble, others not from all.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, AGAIN_MS);
    });
  };
  connect();
}
