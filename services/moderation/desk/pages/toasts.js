// What was done and can be taken back for ten seconds, and what came before it had left.

import { call, tell, tried } from "./api.js";
import { hour, make } from "./make.js";
import { reload } from "./queue.js";
import { choose } from "./story.js";
import { $, _, keyOf, person, view } from "./state.js";
import { showWork } from "./views.js";

export const UNDO_S = 10;
const pending = [];

export function toast(one, what, state, takesBack = null, until = Date.now() + UNDO_S * 1000) {
  const entry = { key: keyOf(one), revision: one.revision, until, state,
    headline: one.headline, takesBack };
  const left = make("span", { class: "count" },
    String(Math.ceil((until - Date.now()) / 1000)));
  entry.element = make("div", { class: "toast" },
    make("span", {}, `${what}: ${one.headline} `), left,
    make("button", { type: "button", onclick: () => tried(() => undo(entry)) }, _("Undo"), " ",
      make("kbd", {}, "u")));
  entry.timer = setInterval(() => {
    const seconds = Math.ceil((entry.until - Date.now()) / 1000);
    left.textContent = String(Math.max(seconds, 0));
    if (seconds <= 0) forget(entry);
  }, 250);
  pending.push(entry);
  $("toasts").append(entry.element);
}

function forget(entry) {
  clearInterval(entry.timer);
  entry.element.remove();
  const at = pending.indexOf(entry);
  if (at >= 0) pending.splice(at, 1);
}

/** Take back the last act that is still within its ten seconds, or a certain one. */
export async function undo(entry = pending.at(-1)) {
  if (!entry) { tell(_("There is nothing to undo any more.")); return; }
  forget(entry);
  if (entry.takesBack) { await entry.takesBack(); return; }
  await call(`/v1/cases/${entry.key}/undo`, {});
  await reload();
  await choose(entry.key);
  tell(entry.state === "approved" && view.detail?.state === "approved" ? _("Undone.")
    : _("Undone: nobody was told."));
}

/** Say so, until it is read, when something came before an act of ours had left. */
export function overtaken(rows) {
  for (const row of rows) {
    const entry = pending.find((each) => each.key === row.key && !each.takesBack);
    if (entry && row.state !== entry.state) tried(() => whatCame(entry));
  }
}

async function whatCame(entry) {
  const one = await call(`/v1/cases/${entry.key}`);
  if (one.state === entry.state || !pending.includes(entry)) return;
  forget(entry);
  const last = one.decisions.at(-1);
  if (last?.act === "undo") return;
  const { headline } = entry;
  const say = (text) => {
    tell(text, true);
    notice(`${one.article_id}:${one.newest_revision}`, text);
  };
  if (one.state === "superseded") {
    say(_("“{headline}”: a newer revision came before your act left, at {time}. It was taken back.",
      { headline, time: hour(last?.at ?? new Date()) }));
  } else if (last?.act === "overtaken") {
    say(_("“{headline}”: your act was taken back at {time}. {why}",
      { headline, time: hour(last.at), why: last.note }));
  } else {
    const { timeline } = await call(`/v1/articles/${one.article_id}/story`);
    const by = timeline.findLast((each) => each.outcome === one.state);
    say(_("“{headline}”: {what} by {name} at {time}, before your act left. It was taken back.",
      { headline, what: _(one.state), name: by?.by ?? _("the wire"),
        time: hour(by?.at ?? new Date()) }));
  }
}

// The line at the top goes with the next story; this stays until it is read.
function notice(key, text, kind = "") {
  const element = make("div", { class: `notice ${kind}` }, make("span", {}, text),
    make("button", { type: "button", onclick: () => {
      element.remove();
      showWork();
      tried(() => choose(key, true));
    } }, _("Open it")),
    make("button", { type: "button", onclick: () => element.remove() }, _("Close")));
  $("toasts").append(element);
}

// --- who is asked by name ---------------------------------------------------------------------

export async function readAsked() {
  const mine = new URLSearchParams({ mentions: person, limit: 2000 });
  view.asked = new Set((await call(`/v1/cases/keys?${mine}`)).cases);
}

/** Follow where one is asked; who is asked anew reads it at once, until it is closed. */
export function askedFor(rows) {
  for (const row of rows) {
    const isMine = row.mentions.includes(person);
    if (isMine && !view.asked.has(row.key)) {
      view.asked.add(row.key);
      notice(row.key, _("You are asked about “{headline}”.", { headline: row.headline }),
        "calm");
    } else if (!isMine) view.asked.delete(row.key);
  }
}
