// Deciding on many at once: what is marked, part after part, each answered for itself.

import { ask, BECOMES, canned } from "./acts.js";
import { call, tell, tried } from "./api.js";
import { reload, show } from "./queue.js";
import { $, _, view } from "./state.js";
import { toast, UNDO_S } from "./toasts.js";

const LONGEST_UNDO_S = 60;
const PART = 100;

async function bulk(act) {
  const cases = [...view.marked];
  const said = await ask(act === "reject"
    ? { title: _("Reject {n} stories", { n: cases.length }), button: _("Reject all"),
      canned: canned().reject, digits: true }
    : { title: _("Approve {n} stories", { n: cases.length }), button: _("Approve all"),
      needsNote: false });
  if (!said) return;
  const seconds = cases.length > PART ? LONGEST_UNDO_S : UNDO_S;
  const until = Date.now() + seconds * 1000;
  const results = await inParts(cases, {
    act, note: said.note, undo_s: seconds, state: view.tab,
  });
  const done = results.filter((result) => result.status === 200).map((result) => result.case);
  const failed = results.filter((result) => result.status !== 200);
  view.marked = new Set(failed.map((result) => result.case));
  await reload();
  show();
  if (done.length && until > Date.now()) {
    const many = { article_id: "many", revision: until, headline: _("{n} stories",
      { n: done.length }) };
    toast(many, act === "approve" ? _("Approved") : _("Rejected"), BECOMES[act],
      () => takeBack(done), until);
  }
  told(results.length, failed);
}

/** Decide part after part; what a part that fails was about is answered as not done. */
async function inParts(cases, act) {
  const results = [];
  for (let at = 0; at < cases.length; at += PART) {
    const some = cases.slice(at, at + PART);
    try {
      // eslint-disable-next-line no-await-in-loop -- one part after the other, as it is told
      const answer = await call("/v1/desk/bulk", { cases: some, ...act });
      results.push(...answer.results);
    } catch (error) {
      const title = error.message || _("The desk cannot be reached.");
      results.push(...some.map((each) => ({ case: each, status: error.status ?? 0, title })));
    }
    tell(_("{n} of {all} done", { n: results.length, all: cases.length }));
  }
  return results;
}

async function takeBack(cases) {
  const results = await inParts(cases, { act: "undo" });
  await reload();
  told(results.length, results.filter((result) => result.status !== 200));
}

function told(all, failed) {
  tell(failed.length ? _("{n} done, {failed} not: {why}", {
    n: all - failed.length, failed: failed.length,
    why: failed.slice(0, 5).map((r) => `${r.case}: ${r.title}`).join("; ") })
    : _("{n} done.", { n: all }), failed.length > 0);
}

export function startBulk() {
  $("bulk-approve").addEventListener("click", () => tried(() => bulk("approve")));
  $("bulk-reject").addEventListener("click", () => tried(() => bulk("reject")));
}
