// Asking the API, and saying what came of it.

import { $, _, csrf } from "./state.js";

const STATUS_MS = 8000;
let fading = null;

export async function call(path, body, method) {
  const options = { headers: { accept: "application/json" }, credentials: "same-origin" };
  if (body !== undefined || method) {
    options.method = method ?? "POST";
    options.headers["content-type"] = "application/json";
    options.headers["x-csrf-token"] = csrf;
    if (body !== undefined) options.body = JSON.stringify(body);
  }
  const answer = await fetch(path, options);
  const said = await answer.json().catch(() => ({}));
  if (answer.status === 401) location.assign("/desk");
  if (!answer.ok) {
    const error = new Error([said.title, said.detail || places(said.errors ?? [])]
      .filter(Boolean).join(": "));
    error.status = answer.status;
    error.said = said;
    throw error;
  }
  return said;
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
