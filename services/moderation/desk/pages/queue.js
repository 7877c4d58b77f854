// The queue: pages of rows as they are scrolled to, and what moves meanwhile.

import { call, tell, tried } from "./api.js";
import { make, span } from "./make.js";
import { choose } from "./story.js";
import { $, _, keyOf, mayDecide, person, role, view } from "./state.js";

const PAGE = 60;
const ROWS_ANEW_MS = 20000;
export const STATES = ["held", "rejected", "approved", "withheld", "canceled"];
/** Where one is asked by name, in whatever state. */
export const ASKED = "asked";
export const TABS = [STATES[0], ASKED, ...STATES.slice(1)];
const FIELDS = ["source", "section", "language", "rule", "topic", "owner", "urgency",
  "due_within_h"];

export function query(extra = {}) {
  const said = new URLSearchParams(view.tab === ASKED ? { mentions: person }
    : { state: view.tab });
  for (const [name, value] of Object.entries({ ...view.filter, ...extra })) {
    if (value !== "" && value !== null && value !== undefined) said.set(name, value);
  }
  return said;
}

const belongs = (row) => (view.tab === ASKED ? row.mentions.includes(person)
  : row.state === view.tab);

const MOST_MARKED = 2000;
let asked = 0;

export async function reload() {
  const mine = (asked += 1);
  $("loading").hidden = false;
  try {
    const page = await call(`/v1/cases?${query({ sort: view.sort, limit: PAGE })}`);
    if (mine !== asked) return;
    Object.assign(view, { rows: page.cases, next: page.next, matches: page.matches });
    view.arrived.clear();
    view.isBehind = false;
    show();
  } finally {
    if (mine === asked) $("loading").hidden = true;
  }
}

/** Read the queue for another filter: what was marked in the one before is marked no longer. */
function readAnew() {
  view.marked.clear();
  tried(async () => { await reload(); tell(""); });
}

async function more() {
  if (!view.next || view.loading) return;
  view.loading = true;
  $("loading").hidden = false;
  const mine = asked;
  try {
    const page = await call(
      `/v1/cases?${query({ sort: view.sort, limit: PAGE, after: view.next })}`);
    if (mine !== asked) return;
    const known = new Set(view.rows.map(keyOf));
    const fresh = page.cases.filter((one) => !known.has(keyOf(one)));
    view.rows.push(...fresh);
    view.next = page.next;
    $("list").append(...fresh.map(row));
  } finally {
    view.loading = false;
    $("loading").hidden = true;
  }
}

function row(one) {
  const key = keyOf(one);
  return make("li", { class: one.gone ? "gone" : null, "data-key": key },
    view.tab === ASKED ? null : make("input", {
      type: "checkbox", "aria-label": _("Mark {headline}", { headline: one.headline }),
      checked: view.marked.has(key), onchange: () => mark(key),
    }),
    make("button", {
      type: "button", "aria-current": String(key === view.chosen),
      onclick: () => tried(() => choose(key, true)),
    },
    make("span", { class: "headline" }, one.overlay?.headline || one.headline
      || _("(no headline)")),
    facts(one)));
}

function facts(one) {
  const now = Date.now();
  const due = one.deadline && one.state === "held" ? new Date(one.deadline) - now : null;
  // A rule may object twice; the row names it once, as what it says first.
  const worst = one.reasons.filter((reason, n, all) => reason.severity !== "note"
    && all.findIndex((each) => each.rule === reason.rule) === n);
  const lock = one.lock && new Date(one.lock.until) > now ? one.lock : null;
  return make("span", { class: "facts" },
    ...[
      view.tab === ASKED ? make("span", {}, _(one.state)) : null,
      one.urgency ? make("span", { class: one.urgency <= 3 ? "urgent" : null },
        _("urgency {n}", { n: one.urgency })) : null,
      make("span", {}, one.source),
      one.section ? make("span", {}, one.section) : null,
      one.language ? make("span", {}, one.language) : null,
      one.revision > 1 ? make("span", {}, `r${one.revision}`) : null,
      due === null ? make("span", {}, span(now - new Date(one.judged_at)))
        : make("span", { class: due < 0 ? "late" : null }, due < 0
          ? _("late by {time}", { time: span(due) }) : _("due in {time}", { time: span(due) })),
      ...worst.map((reason) => make("span", { class: reason.severity }, reason.rule)),
      one.overlay ? make("span", {}, _("edited")) : null,
      lock ? make("span", { class: "lock" }, _("at it: {name}", { name: lock.by })) : null,
      one.owner && one.owner !== "desk"
        ? make("span", {}, _("for {name}", { name: one.owner })) : null,
    ]);
}

/** Keep what rows say of time true; no row moves, and none loses the focus. */
function tellTime() {
  if (document.hidden) return;
  for (const one of view.rows) {
    const there = document.querySelector(
      `#list [data-key="${CSS.escape(keyOf(one))}"] .facts`);
    const now = facts(one);
    if (there && !there.isEqualNode(now)) there.replaceWith(now);
  }
}

export function show() {
  const focused = document.activeElement?.closest?.("#list li")?.dataset.key;
  const tag = document.activeElement?.tagName;
  const rows = view.rows.map(row);
  $("list").replaceChildren(...rows);
  if (focused) {
    const again = rows.find((each) => each.dataset.key === focused);
    again?.querySelector(tag === "INPUT" ? "input" : "button").focus({ preventScroll: true });
  }
  showFacts();
}

export function showFacts() {
  const names = { held: _("Held"), rejected: _("Rejected"), approved: _("Approved"),
    withheld: _("Withheld"), canceled: _("Canceled"), asked: _("You are asked") };
  $("queue-title").textContent = names[view.tab] ?? view.tab;
  $("empty").hidden = view.rows.length > 0;
  $("matches").textContent = view.matches === null ? "" : _("{n} match", { n: view.matches });
  $("bulk").hidden = view.marked.size === 0;
  $("bulk-count").textContent = _("{n} marked", { n: view.marked.size });
  $("arrived").hidden = view.arrived.size === 0 && !view.isBehind;
  $("arrived").textContent = view.isBehind ? _("The queue has moved on: show it")
    : _("{n} new: show them", { n: view.arrived.size });
}

/** Draw one row anew where it is: no other row moves. */
export function redraw(key) {
  const one = view.rows.find((each) => keyOf(each) === key);
  const there = document.querySelector(`#list [data-key="${CSS.escape(key)}"]`);
  if (!one || !there) return;
  const had = there.contains(document.activeElement) ? document.activeElement.tagName : null;
  const fresh = row(one);
  there.replaceWith(fresh);
  if (had) fresh.querySelector(had === "INPUT" ? "input" : "button").focus();
}

export function markChosen(before) {
  for (const key of [before, view.chosen]) {
    const there = key && document.querySelector(`#list [data-key="${CSS.escape(key)}"] button`);
    there?.setAttribute("aria-current", String(key === view.chosen));
  }
}

export function drop(key) {
  view.rows = view.rows.filter((one) => keyOf(one) !== key);
  view.marked.delete(key);
  if (typeof view.matches === "number") view.matches = Math.max(view.matches - 1, 0);
  document.querySelector(`#list [data-key="${CSS.escape(key)}"]`)?.remove();
  showFacts();
  if (view.rows.length < PAGE / 2) tried(more);
}

export function moved({ rows }) {
  let isNew = false;
  for (const one of rows) {
    const key = one.key;
    const known = view.rows.find((each) => keyOf(each) === key);
    if (known) known.gone = !belongs(one);
    if (known) tried(() => fresh(key, known.gone));
    else if (belongs(one)) { view.arrived.add(key); isNew = true; }
  }
  if (isNew && isFree()) tried(reload);
  else showFacts();
}

/** Tell whether rows may move: nobody reads, marks, points at or has scrolled to any. */
function isFree() {
  const isAtTop = $("queue").scrollTop === 0 && window.scrollY === 0;
  return view.rows.length === 0 || (view.chosen === null && view.marked.size === 0 && isAtTop
    && !$("list").matches(":focus-within, :hover"));
}

/** Follow what was missed while nothing could be heard: at once, or when it is asked for. */
export function catchUp() {
  if (isFree()) return reload();
  view.isBehind = true;
  return showFacts();
}

async function fresh(key, gone) {
  const one = await call(`/v1/cases/${key}`);
  const at = view.rows.findIndex((each) => keyOf(each) === key);
  if (at < 0) return;
  view.rows[at] = { ...one, gone };
  redraw(key);
}

export function mark(key) {
  if (view.tab === ASKED) return;
  if (!view.marked.delete(key)) view.marked.add(key);
  redraw(key);
  showFacts();
}

export async function markAll() {
  const found = await call(`/v1/cases/keys?${query()}&limit=${MOST_MARKED}`);
  view.marked = new Set(found.cases);
  show();
  if (found.cases.length === MOST_MARKED) {
    tell(_("The {n} that wait longest are marked; there may be more.", { n: MOST_MARKED }));
  }
}

export function neighbour(step) {
  const keys = view.rows.filter((one) => !one.gone || keyOf(one) === view.chosen).map(keyOf);
  const at = keys.indexOf(view.chosen);
  if (at < 0) return keys[0];
  if (at + step >= keys.length - 5) tried(more);
  return keys[Math.min(Math.max(at + step, 0), keys.length - 1)];
}

// --- queues that are kept -------------------------------------------------------------------

export async function readQueues() {
  view.queues = (await call("/v1/queues")).queues;
  $("saved").replaceChildren(make("option", { value: "" }, _("Saved queues…")),
    ...view.queues.map((queue) => make("option", { value: queue.id }, named(queue))));
}

function named(queue) {
  const { name } = queue;
  if (!queue.shared) return name;
  if (queue.people?.length) {
    return _("{name} (shared; {people} decide)", { name, people: queue.people.join(", ") });
  }
  return queue.role === "chief" ? _("{name} (shared; chiefs decide)", { name })
    : _("{name} (shared)", { name });
}

/** Name whoever nobody at the desk is called. */
function unknown(names) {
  const known = new Set(view.people.map((name) => name.toLowerCase()));
  return names.filter((name) => !known.has(name.toLowerCase()));
}

function openQueue(opened) {
  const queue = view.queues.find((each) => each.id === $("saved").value);
  if (!queue) return;
  const { state, ...filter } = queue.filter;
  view.filter = filter;
  view.sort = queue.sort;
  view.tab = state ?? (filter.mentions === person ? ASKED : view.tab);
  fill();
  opened();
  readAnew();
}

async function saveQueue(ask) {
  const said = await ask({
    title: _("Save this filter as a queue"), button: _("Save"), needsNote: false, note: false,
    fields: [{ name: "name", label: _("Name"), needed: true },
      ...(role === "chief" ? [{ name: "shared", label: _("For everybody"), type: "checkbox" },
        { name: "chiefs", label: _("Only chiefs may decide in it"), type: "checkbox" },
        { name: "people", label: _("Only these may decide in it (names, commas between)") },
      ] : [])],
  });
  if (!said) return;
  const people = (said.people ?? "").split(",").map((name) => name.trim()).filter(Boolean);
  const strangers = unknown(people);
  if (strangers.length) {
    tell(_("Not saved: nobody at the desk is called {names}.", { names: strangers.join(", ") }),
      true);
    return;
  }
  const kept = await call("/v1/queues", {
    name: said.name, sort: view.sort, shared: Boolean(said.shared),
    role: said.chiefs ? "chief" : "moderator",
    people, filter: Object.fromEntries(query()),
  });
  await readQueues();
  $("saved").value = kept.id;
  tell(_("Saved as “{name}”.", { name: kept.name }));
}

async function dropQueue() {
  const id = $("saved").value;
  if (!id) { tell(_("Choose a saved queue first.")); return; }
  await call(`/v1/queues/${encodeURIComponent(id)}`, undefined, "DELETE");
  await readQueues();
  tell(_("The queue is dropped; its stories stay."));
}

function fill() {
  $("search").value = view.filter.q ?? "";
  $("sort").value = view.sort;
  for (const name of FIELDS) $(`by-${name}`).value = view.filter[name] ?? "";
  $("by-mentions").checked = Boolean(view.filter.mentions);
}

function readFilter() {
  view.filter = { q: $("search").value.trim() };
  for (const name of FIELDS) view.filter[name] = $(`by-${name}`).value.trim();
  if ($("by-mentions").checked) view.filter.mentions = person;
  readAnew();
}

export function startQueue(ask, opened) {
  let typing = null;
  $("search").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(readFilter, 250);
  });
  $("sort").addEventListener("change", () => { view.sort = $("sort").value; tried(reload); });
  for (const name of FIELDS) $(`by-${name}`).addEventListener("change", readFilter);
  $("by-mentions").addEventListener("change", readFilter);
  $("clear-filter").addEventListener("click", () => {
    view.filter = {};
    $("saved").value = "";
    fill();
    readAnew();
  });
  $("filter").addEventListener("submit", (event) => event.preventDefault());
  $("saved").addEventListener("change", () => openQueue(opened));
  $("save-filter").addEventListener("click", () => tried(() => saveQueue(ask)));
  $("drop-filter").addEventListener("click", () => tried(dropQueue));
  $("arrived").addEventListener("click", () => tried(reload));
  $("save-filter").hidden = !mayDecide;
  $("drop-filter").hidden = !mayDecide;
  setInterval(tellTime, ROWS_ANEW_MS);
  $("bulk-all").addEventListener("click", () => tried(markAll));
  $("bulk-clear").addEventListener("click", () => { view.marked.clear(); show(); });
  $("queue").addEventListener("scroll", () => {
    const queue = $("queue");
    if (queue.scrollHeight - queue.scrollTop - queue.clientHeight < 1200) tried(more);
  }, { passive: true });
}
