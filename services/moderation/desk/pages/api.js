// Asking the API, and saying what came of it.

import { $, _, csrf, renewSession } from "./state.js";

const STATUS_MS = 8000;
let fading = null;

function ask(path, body, method) {
  const options = { headers: { accept: "application/json" }, credentials: "same-origin" };
  if (method) {
    options.method = method;
    options.headers["content-type"] = "application/json";
    options.headers["x-csrf-token"] = csrf;
    if (body !== undefined) options.body = JSON.stringify(body);
  }
  return fetch(path, options);
}

/** Ask the API. Who is signed out is led to the door, unless something written would be lost. */
export async function call(path, body, method = body === undefined ? undefined : "POST") {
  let answer = await ask(path, body, method);
  if (method && answer.status === 403 && await renewSession()) {
    answer = await ask(path, body, method);
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  const isOut = answer.status === 401;
  if (isOut && !method && !$("ask").open) location.assign("/desk");
  const error = new Error(isOut
    ? _("You are signed out. Sign in again in another tab, then go on here.")
    : [said.title, said.detail || places(said.errors ?? [])].filter(Boolean).join(": "));
  error.status = answer.status;
  error.said = said;
  throw error;
}

const places = (errors) => errors.map(({ pointer, detail }) => [
  (pointer ?? "").split("/").at(-1), detail].filter(Boolean).join(": ")).join("; ");

/** Say something that is true now; it goes when it need not be any more. */
export function tell(text, problem = false) {
  $("status").textContent = text;
  $("status").classList.toggle("problem", problem);
  clearTimeout(fading);
  if (text && !problem) fading = setTimeout(() => tell(""), STATUS_MS);
}

export async function tried(work) {
  try {
    return await work();
  } catch (error) {
    tell(error.message || _("The desk cannot be reached."), true);
    return undefined;
  }
}

/** Hear what moves, for as long as the page is open; the browser comes back by itself. */
export function listen(on, hasMissed = false) {
  const source = new EventSource("/v1/desk/events");
  for (const [name, heard] of Object.entries(on)) {
    source.addEventListener(name, (event) => heard(JSON.parse(event.data)));
  }
  let wasDown = hasMissed;
  source.onerror = () => {
    wasDown = true;
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(on, true), 5000);
  };
  source.onopen = () => { if (wasDown) on.resync({}); wasDown = false; };
  addEventListener("pagehide", () => source.close(), { once: true });
}
