// The desk's page. It holds no truth: everything shown was read from the API, everything done
// is asked of it, and text is only ever set as text.

import * as acts from "./acts.js";
import { call, listen, tell, tried } from "./api.js";
import { startBulk } from "./bulk.js";
import { hour, make } from "./make.js";
import * as queue from "./queue.js";
import { choose, closeStory, nextMark, readAs, showStory } from "./story.js";
import { $, _, keyOf, person, view } from "./state.js";
import { askedFor, overtaken, readAsked, undo } from "./toasts.js";
import { account, readPeople, showView, showWork } from "./views.js";

const KEYS = [
  ["j / k", _("next, previous story")], ["Enter", _("read the story")],
  ["a", _("approve and go on")], ["A", _("approve and stay")],
  ["r", _("reject: a digit picks a reason")], ["b", _("send back to the wire")],
  ["i", _("edit, schedule")], ["h", _("hold longer")],
  ["g", _("embargo")], ["e / t", _("escalate, assign")],
  ["u", _("undo the last decision")], ["c", _("claim, or give back")], ["m", _("comment")],
  ["n / p", _("next, previous mark")], ["v", _("raw and cleaned side by side")],
  ["d / D", _("compare with the revision before, with what is live")],
  ["x", _("mark for deciding several at once")], [".", _("show what is new")],
  ["/", _("search")], ["Escape", _("back to the list")], ["?", _("these keys")],
];

// Keys that only look may repeat while they are held; what decides happens once a press.
const LOOKS = {
  j: () => choose(queue.neighbour(1)), k: () => choose(queue.neighbour(-1)),
  n: () => nextMark(1), p: () => nextMark(-1),
};
const ACTS = {
  Enter: () => { document.body.classList.add("reading"); $("story").focus(); },
  a: acts.approve, A: acts.approveAndStay, r: acts.reject, b: acts.sendBack, i: acts.edit,
  h: acts.holdLonger, g: acts.embargo, e: () => acts.assign("escalate"),
  t: () => acts.assign("assign"), u: () => undo(), c: acts.claimOrRelease, m: acts.comment,
  d: () => readAs("previous"), D: () => readAs("live"), v: () => readAs("raw"),
  x: acts.markChosenStory,
  ".": queue.reload, "/": () => $("search").focus(), "?": () => $("help").showModal(),
  Escape: closeStory,
};

let isBehind = false;

function typed(event) {
  const inField = event.target.closest(
    "input:not([type=checkbox]), textarea, select, dialog[open]");
  if (event.key === "Escape" && event.target.id === "search") event.target.blur();
  if (inField || event.ctrlKey || event.metaKey || event.altKey || !view.keys) return;
  if (event.key === "Enter" && event.target.closest("button, a, summary")) return;
  if (!$("view").hidden && event.key !== "?") return;
  if (LOOKS[event.key]) {
    event.preventDefault();
    tried(async () => LOOKS[event.key]());
    return;
  }
  const act = ACTS[event.key];
  if (!act || event.repeat) return;
  event.preventDefault();
  if (document.body.dataset.busy && event.key !== "u") return;
  document.body.dataset.busy = "act";
  tried(async () => act()).finally(() => { delete document.body.dataset.busy; });
}

function showTabs() {
  const names = { held: _("Held"), rejected: _("Rejected"), approved: _("Approved"),
    withheld: _("Withheld"), canceled: _("Canceled"), asked: _("For you"), live: _("Live"),
    front: _("Front"), figures: _("Figures") };
  const count = (tab) => (tab === queue.ASKED ? view.asked.size : view.counts[tab] ?? 0);
  const current = view.other ?? view.tab;
  const focused = [...$("tabs").children].indexOf(document.activeElement);
  const tabs = [...queue.TABS, "live", "front", "figures"].map((tab) => make("button", {
    type: "button", "aria-current": tab === current ? "page" : null,
    onclick: () => tried(() => openTab(tab)),
  }, names[tab], queue.TABS.includes(tab)
    ? make("span", { class: "count" }, ` ${count(tab)}`) : null));
  $("tabs").replaceChildren(...tabs);
  if (focused >= 0) tabs[focused]?.focus();
  document.title = `(${view.counts.held ?? 0}) ${_("Desk")} · Copydesk`;
}

async function openTab(tab) {
  tell("");
  if (queue.TABS.includes(tab)) {
    Object.assign(view, { tab, other: null });
    view.marked.clear();
    showWork();
    closeStory();
    showTabs();
    await queue.reload();
  } else {
    view.other = tab;
    showTabs();
    await showView(tab, acts.frontToast);
  }
}

function moved({ rows }) {
  overtaken(rows);
  askedFor(rows);
  showTabs();
  queue.moved({ rows });
  const one = view.detail;
  if (!one) return;
  const changed = rows.some((row) => row.article_id === one.article_id
    && (row.revision > one.newest_revision || row.key === keyOf(one)));
  // What somebody is about to say is about what was displayed; it follows when it is said.
  if (changed && $("ask").open) isBehind = true;
  else if (changed) tried(follow);
}

function catchUp() {
  if (!isBehind || $("ask").open) return;
  isBehind = false;
  tried(follow);
}

async function follow() {
  const before = view.detail;
  await showStory();
  const now = view.detail;
  if (!before || !now || keyOf(before) !== keyOf(now) || before.state === now.state) return;
  const last = now.decisions.at(-1);
  // What was overtaken says so by itself; who decided it here has been told.
  if (last && last.after === now.state && last.act !== "overtaken" && last.by !== person) {
    tell(_("{what} by {name} at {time}", { what: _(now.state), name: last.by,
      time: hour(last.at) }));
  }
}

function start() {
  document.addEventListener("keydown", typed);
  $("keys").replaceChildren(...KEYS.flatMap(([key, does]) => [
    make("dt", {}, make("kbd", {}, key)), make("dd", {}, does)]));
  $("keys-on").checked = view.keys;
  $("keys-on").addEventListener("change", () => {
    view.keys = $("keys-on").checked;
    localStorage.setItem("keys", view.keys ? "on" : "off");
  });
  $("help-button").addEventListener("click", () => $("help").showModal());
  $("account-button").addEventListener("click", () => tried(() => account(acts.ask)));
  queue.startQueue(acts.ask, () => { closeStory(); showTabs(); });
  $("ask").addEventListener("close", catchUp);
  $("ask-cancel").addEventListener("click", () => $("ask").close());
  startBulk();
  $("view").addEventListener("front", () => tried(() => showView("front")));
  showTabs();
  listen({
    counts: (counts) => { view.counts = counts; showTabs(); },
    moved,
    resync: () => tried(async () => {
      await readAsked();
      showTabs();
      await queue.catchUp();
      if (view.detail && !$("ask").open) await follow();
    }),
  });
  tried(async () => {
    view.counts = await call("/v1/cases/counts");
    showTabs();
    await Promise.all([queue.reload(), queue.readQueues(), readPeople(), readAsked()]);
    showTabs();
    const asked = new URLSearchParams(location.search).get("case");
    // Who has chosen a story meanwhile stays with it: what is decided next is about that one.
    if (asked && view.chosen === null) await choose(asked, true);
  });
}

start();
