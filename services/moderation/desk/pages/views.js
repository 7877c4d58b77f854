// The other views: what is live, and how the desk does.

import { call, tell, tried } from "./api.js";
import { clock, make, span } from "./make.js";
import { showFront } from "./front.js";
import { choose } from "./story.js";
import { $, _, csrf, view } from "./state.js";

const LOOK_EVERY_MS = 5000;
let [before, newest, looking] = [null, "", null];

/** Look for what has gone live meanwhile, while only the newest page is shown. */
function lookAgain() {
  clearTimeout(looking);
  looking = setTimeout(() => {
    if ($("view").hidden || view.other !== "live") return;
    if (!document.hidden) tried(() => showLive(false, true));
    lookAgain();
  }, LOOK_EVERY_MS);
}

export async function showLive(more = false, again = false) {
  const found = await call(`/v1/desk/live?limit=50${more && before
    ? `&before=${encodeURIComponent(before)}` : ""}`);
  if (view.other !== "live" || $("view").hidden) return;
  if (more) clearTimeout(looking);
  else {
    const isNews = newest !== JSON.stringify(found);
    newest = JSON.stringify(found);
    if (again && !isNews) return;
    if (!again) lookAgain();
  }
  const focused = again && $("view").contains(document.activeElement)
    ? document.activeElement.closest("li")?.dataset.key : null;
  before = found.next;
  const rows = found.stories.map((one) => make("li", { "data-key": one.article_id },
    make("button", { type: "button", onclick: () => tried(() => open(one)) },
      make("span", { class: "headline" }, one.headline || one.article_id),
      make("span", { class: "facts" },
        make("span", {}, _("r{n} is live", { n: one.revision })),
        ["published", "corrected"].includes(one.state) ? null
          : make("span", { class: "doubt" }, _("newest: {what}", { what: _(one.state) })),
        make("span", {}, one.source),
        make("span", {}, one.since ? clock(one.since) : ""))),
    one.url ? make("a", { href: one.url, rel: "noreferrer", target: "_blank" }, _("Page")) : null));
  const list = make("ol", { class: "live-list" }, ...rows);
  if (more) { $("view").querySelector("ol").append(...rows); return; }
  $("view").replaceChildren(make("h2", {}, _("Live, newest first")),
    rows.length ? list : make("p", { class: "quiet" }, _("Nothing is live.")),
    make("button", { type: "button", onclick: () => tried(() => showLive(true)) },
      _("Show more")));
  rows.find((row) => row.dataset.key === focused)?.querySelector("button").focus();
}

async function open(one) {
  showWork();
  await choose(`${one.article_id}:${one.revision}`, true);
}

export function showWork() {
  $("view").hidden = true;
  $("work").hidden = false;
}

function table(caption, heads, rows) {
  return make("div", { class: "table", tabindex: "0", role: "region", "aria-label": caption },
    make("table", {}, make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
      make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((cell, n) => make(
        n ? "td" : "th", n ? {} : { scope: "row" }, String(cell ?? "–"))))))));
}

export async function showFigures() {
  const found = await call("/v1/desk/statistics?days=30");
  const waits = found.waits;
  const time = (seconds) => (seconds === null ? "–" : span(seconds * 1000));
  const acts = [...new Set([...found.people, ...found.sources]
    .flatMap((each) => Object.keys(each.acts)))].sort();
  $("view").replaceChildren(make("h2", {}, _("The last 30 days")),
    make("p", {}, _("{n} stories were held and decided. Median wait: {median}; 90th percentile: {p90}.",
      { n: waits.decided, median: time(waits.median_s), p90: time(waits.p90_s) })),
    table(_("How often people agree with a rule"),
      [_("Rule"), _("Held"), _("Agreed"), _("Overruled"), _("Hit rate"), _("By week")],
      found.rules.map((rule) => [rule.rule, rule.held, rule.agreed, rule.overruled,
        rule.hit_rate === null ? "–" : `${Math.round(rule.hit_rate * 100)} %`,
        Object.entries(rule.by_week).map(([week, rate]) => `${week}: ${
          Math.round(rate * 100)} %`).join(", ")])),
    table(_("By person"), [_("Person"), ...acts.map((act) => _(act))],
      found.people.map((each) => [each.name, ...acts.map((act) => each.acts[act] ?? 0)])),
    table(_("By source"), [_("Source"), ...acts.map((act) => _(act))],
      found.sources.map((each) => [each.name, ...acts.map((act) => each.acts[act] ?? 0)])),
    make("p", {}, make("a", { href: "/v1/desk/statistics?days=30&format=csv" },
      _("As a table for other programs (CSV)"))));
}

export async function showView(name, frontTold) {
  $("work").hidden = true;
  $("view").hidden = false;
  document.body.classList.remove("reading");
  await { live: showLive, front: () => showFront(frontTold), figures: showFigures }[name]();
  $("view").focus({ preventScroll: true });
}

// --- one's own account ----------------------------------------------------------------------

async function post(path, fields) {
  const answer = await fetch(path, {
    method: "POST", credentials: "same-origin",
    body: new URLSearchParams({ ...fields, csrf }),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error([said.title, said.detail].filter(Boolean).join(": "));
  return said;
}

export async function account(ask) {
  const said = await ask({
    title: _("Your account"), button: _("Change"), note: false, needsNote: false,
    fields: [
      { name: "password", label: _("Your password now"), type: "password", needed: true },
      { name: "new", label: _("New password (empty: leave it)"), type: "password" },
      { name: "factor", label: _("Make a new second factor"), type: "checkbox" },
      { name: "others", label: _("End my other sessions"), type: "checkbox" },
    ],
  });
  if (!said) return;
  let password = said.password;
  if (said.new) {
    await post("/desk/me/password", { password, new: said.new });
    password = said.new;
    tell(_("Your password is changed."));
  }
  if (said.others) {
    await post("/desk/me/sessions", { password });
    tell(_("Your other sessions have ended."));
  }
  if (said.factor) {
    const made = await post("/desk/me/second-factor", { password });
    await ask({
      title: _("Your second factor"), button: _("I have it"), note: false, needsNote: false,
      warning: [_("Put this secret into your authenticator app; it is not shown again."),
        make("code", {}, made.secret), make("code", {}, made.uri)],
    });
  }
}

export async function readPeople() {
  view.people = (await call("/v1/desk/people")).people;
}
