// The desk's page. It holds no truth: everything shown was read from the API, everything done
// is asked of it. Text is only ever set as text.

const POLL_MS = 3000;
const UNDO_S = 10;
const PAGE = 100;
const STATES = ["held", "rejected", "approved", "withheld", "canceled"];
const CANNED = {
  reject: ["No rights to this copy", "Duplicate of a story we have", "Spam or link farm",
    "Not checked, one source only", "Not our kind of story"],
  kill: ["Withdrawn by the wire", "Wrong in substance", "Legal advice"],
};
const KEYS = [
  ["j / k", "next, previous story"], ["Enter", "read the story"], ["a", "approve and go on"],
  ["r", "reject, with a note"], ["e", "escalate or assign"], ["u", "undo the last decision"],
  ["c", "claim, or give back"], ["m", "comment"], ["d", "compare with the revision before"],
  ["x", "mark for deciding several at once"], ["/", "search"], ["?", "these keys"],
];

const $ = (id) => document.getElementById(id);
const meta = (name) => document.querySelector(`meta[name=${name}]`).content;
const person = meta("person");
const view = {
  state: "held", source: "", text: "", cases: [], after: null, chosen: null, detail: null,
  marked: new Set(), last: null, keys: localStorage.getItem("keys") !== "off",
};

// --- asking the API ---------------------------------------------------------------------

async function call(path, body) {
  const options = { headers: { accept: "application/json" }, credentials: "same-origin" };
  if (body !== undefined) {
    options.method = "POST";
    options.headers["content-type"] = "application/json";
    options.headers["x-csrf-token"] = meta("csrf");
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(path, options);
  const said = await answer.json().catch(() => ({}));
  if (answer.status === 401) location.assign("/desk");
  if (!answer.ok) {
    const error = new Error([said.title, said.detail].filter(Boolean).join(": "));
    error.status = answer.status;
    throw error;
  }
  return said;
}

function tell(text, problem = false) {
  $("status").textContent = text;
  $("status").classList.toggle("problem", problem);
}

async function tried(work) {
  try {
    return await work();
  } catch (error) {
    tell(error.message || "The desk cannot be reached.", true);
    return undefined;
  }
}

// --- making elements --------------------------------------------------------------------

function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const keyOf = (one) => `${one.article_id}:${one.revision}`;
const clock = (moment) => new Date(moment).toLocaleString([], {
  month: "short", day: "numeric", hour: "2-digit", minute: "2-digit",
});

function ago(moment) {
  const minutes = Math.round((Date.now() - new Date(moment)) / 60000);
  if (minutes < 1) return "now";
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

// --- the queue --------------------------------------------------------------------------

function listUrl(after) {
  const query = new URLSearchParams({ state: view.state, limit: PAGE });
  if (view.source) query.set("source", view.source);
  if (after) query.set("after", after);
  return `/v1/cases?${query}`;
}

function shown() {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  return view.cases.filter((one) => {
    const text = [one.headline, one.owner, one.source, one.article_id,
      ...one.reasons.map((reason) => reason.rule)].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

async function refresh() {
  const [page, counted] = await Promise.all([call(listUrl()), call("/v1/desk/counts")]);
  const fresh = new Map(page.cases.map((one) => [keyOf(one), one]));
  const kept = [];
  for (const one of view.cases) {
    const key = keyOf(one);
    if (fresh.has(key)) kept.push(fresh.get(key));
    else if (key === view.chosen) kept.push({ ...one, gone: true });
    else if (view.cases.indexOf(one) >= PAGE) kept.push(one);
    fresh.delete(key);
  }
  // What is new goes to the end, so that no row moves under the hand that reaches for it.
  view.cases = [...kept, ...fresh.values()];
  if (view.cases.length <= PAGE) view.after = page.next;
  showTabs(counted.counts);
  showList();
}

function showTabs(counts) {
  const tabs = STATES.map((state) => make("button", {
    type: "button", "aria-current": String(state === view.state),
    onclick: () => tried(() => changeView({ state })),
  }, `${state} `, make("span", { class: "count" }, String(counts[state] ?? 0))));
  const focused = [...$("tabs").children].indexOf(document.activeElement);
  $("tabs").replaceChildren(...tabs);
  if (focused >= 0) tabs[focused].focus();
  document.title = `(${counts.held}) Desk · Copydesk`;
}

function row(one) {
  const key = keyOf(one);
  const late = one.deadline && one.state === "held" && new Date(one.deadline) < new Date();
  const worst = one.reasons.filter((reason) => reason.severity !== "note");
  const lock = one.lock && new Date(one.lock.until) > new Date() ? one.lock : null;
  return make("li", { class: one.gone ? "gone" : null, "data-key": key },
    make("input", {
      type: "checkbox", "aria-label": `Mark ${one.headline}`,
      checked: view.marked.has(key), onchange: () => mark(key),
    }),
    make("button", {
      type: "button", "aria-current": String(key === view.chosen),
      onclick: () => tried(() => choose(key, true)),
    },
    make("span", { class: "headline" }, one.headline || "(no headline)"),
    make("span", { class: "facts" },
      make("span", {}, one.source),
      make("span", {}, `r${one.revision}`),
      make("span", { class: late ? "late" : null }, late ? `late, ${ago(one.judged_at)}`
        : ago(one.judged_at)),
      ...worst.map((reason) => make("span", { class: reason.severity }, reason.rule)),
      lock ? make("span", {}, `at it: ${lock.by}`) : null,
      one.owner && one.owner !== "desk" ? make("span", {}, `for ${one.owner}`) : null)));
}

function showList() {
  const focus = document.activeElement?.closest?.("#list li");
  const focused = focus?.dataset.key;
  const tag = document.activeElement?.tagName;
  const rows = shown().map(row);
  $("list").replaceChildren(...rows);
  if (focused) {
    const again = rows.find((each) => each.dataset.key === focused);
    again?.querySelector(tag === "INPUT" ? "input" : "button").focus({ preventScroll: true });
  }
  $("queue-title").textContent = view.state[0].toUpperCase() + view.state.slice(1);
  $("empty").hidden = rows.length > 0;
  $("more").hidden = !view.after;
  $("bulk").hidden = view.marked.size === 0;
  $("bulk-count").textContent = `${view.marked.size} marked`;
  $("sources").replaceChildren(...[...new Set(view.cases.map((one) => one.source))]
    .map((source) => make("option", { value: source })));
}

async function changeView(changes) {
  Object.assign(view, changes, { cases: [], after: null });
  view.marked.clear();
  await refresh();
}

function mark(key) {
  if (!view.marked.delete(key)) view.marked.add(key);
  showList();
}

function neighbour(step) {
  const keys = shown().map(keyOf);
  const at = keys.indexOf(view.chosen);
  return at < 0 ? keys[0] : keys[Math.min(Math.max(at + step, 0), keys.length - 1)];
}

// --- the story --------------------------------------------------------------------------

async function choose(key, toStory = false) {
  if (!key) return;
  view.chosen = key;
  view.detail = null;
  showList();
  document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.scrollIntoView({ block: "nearest" });
  await showStory();
  if (toStory) $("story").focus({ preventScroll: true });
  $("story").scrollTop = 0;
}

async function showStory() {
  const key = view.chosen;
  const one = await call(`/v1/cases/${key}`);
  if (key !== view.chosen) return;
  view.detail = one;
  drawStory(one);
}

// Spans count code points; a JavaScript string counts halves of some of them.
function marked(text, spans) {
  const letters = Array.from(text);
  const parts = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at || span.start >= letters.length) continue;
    parts.push(letters.slice(at, span.start).join(""));
    parts.push(make("mark", { title: `${span.rule}: ${span.why}` },
      letters.slice(span.start, span.end).join("")));
    at = span.end;
  }
  return [...parts, letters.slice(at).join("")];
}

function spansOf(one, of) {
  return one.reasons.flatMap((reason) => reason.spans
    .filter((span) => span.of === of)
    .map((span) => ({ ...span, rule: reason.rule, why: reason.explanation })));
}

function paragraphs(text, spans) {
  let start = 0;
  return text.split("\n\n").map((paragraph) => {
    const length = Array.from(paragraph).length;
    const here = spans
      .filter((span) => span.end > start && span.start < start + length)
      .map((span) => ({
        ...span,
        start: Math.max(span.start - start, 0), end: Math.min(span.end - start, length),
      }));
    start += length + 2;
    return make("p", {}, ...marked(paragraph, here));
  });
}

function drawStory(one) {
  const story = $("story");
  const enrichment = one.enrichment;
  const copySpans = spansOf(one, "copy");
  const decidable = ["held", "rejected"].includes(one.state)
    && one.newest_revision === one.revision;
  const mine = one.lock && one.lock.by === person && new Date(one.lock.until) > new Date();
  const facts = [
    ["State", one.state], ["Source", one.article
      ? `${one.source} (trust ${one.article.source.trust}; rights ${
        one.article.source.rights.join(", ") || "none"})` : one.source],
    ["Agency", enrichment?.provenance?.agency], ["Place", enrichment?.dateline?.place],
    ["Language", enrichment?.language?.code], ["Waits since", clock(one.judged_at)],
    ["Decide by", one.deadline && clock(one.deadline)], ["Asked", one.owner],
    ["Claimed", one.lock && `${one.lock.by}, until ${clock(one.lock.until)}`],
    ["Policy", one.policy_version], ["Embargo", one.article?.item?.embargoedUntil],
    ["Note of the wire", one.article?.item?.edNote], ["Article", one.article_id],
  ].filter(([, value]) => value);
  const audit = [...one.decisions, ...one.remarks]
    .sort((a, b) => a.at.localeCompare(b.at))
    .map((entry) => make("li", {},
      `${clock(entry.at)} ${entry.by}: ${entry.act ?? entry.kind}`
      + `${entry.note ? ` – ${entry.note}` : ""}`));
  const button = (text, key, act, kind) => make("button",
    { type: "button", class: kind, onclick: () => tried(act) }, `${text} `,
    key ? make("kbd", {}, key) : null);
  story.replaceChildren(...[
    one.newest_revision > one.revision ? make("p", { class: "banner" },
      `This story changed: revision ${one.newest_revision} has arrived. `,
      make("button", {
        type: "button",
        onclick: () => tried(() => choose(`${one.article_id}:${one.newest_revision}`, true)),
      }, "Open it")) : null,
    make("div", { class: "acts", role: "group", "aria-label": "What to do" },
      decidable ? button("Approve", "a", approve, "primary") : null,
      decidable && one.state === "held" ? button("Reject…", "r", reject, "danger") : null,
      button("Escalate…", "e", escalate),
      button(mine ? "Give back" : "Claim", "c", claimOrRelease),
      button("Comment…", "m", comment),
      one.revision > 1 ? button("Compare", "d", compare) : null,
      button("Kill…", "", kill, "danger")),
    make("h2", { class: "title" }, ...(enrichment
      ? marked(enrichment.headline, spansOf(one, "headline"))
      : [one.headline || "The text was purged."])),
    make("h3", {}, "Why it is here"),
    one.reasons.length ? make("ul", { class: "reasons" }, ...one.reasons.map((reason) => make(
      "li", {}, make("span", { class: `rule ${reason.severity}` },
        `${reason.rule} (${reason.severity}, ${reason.score})`), ` ${reason.explanation}`)))
      : make("p", { class: "quiet" }, "No rule objected."),
    make("h3", {}, "Story"),
    enrichment ? make("div", { class: "body", id: "body" },
      ...paragraphs(enrichment.body, spansOf(one, "body"))) : null,
    enrichment?.set_aside?.length ? make("h3", {}, "Set aside") : null,
    ...(enrichment?.set_aside ?? []).map((part) => {
      const hit = copySpans.find((span) => span.start < part.span.end
        && span.end > part.span.start);
      return make("div", { class: "aside", tabindex: "0", role: "group", "aria-label": part.kind },
        `${part.kind}: `, hit ? make("mark", { title: `${hit.rule}: ${hit.why}` }, part.text)
          : part.text);
    }),
    make("h3", {}, "Facts"),
    make("dl", { class: "facts-table" }, ...facts.flatMap(([name, value]) => [
      make("dt", {}, name), make("dd", {}, String(value))])),
    audit.length ? make("h3", {}, "What people did") : null,
    audit.length ? make("ol", { class: "audit" }, ...audit) : null,
  ].filter(Boolean));
}

// --- deciding ---------------------------------------------------------------------------

async function decideAndGoOn(act, note = "") {
  const key = view.chosen;
  const next = neighbour(1) === key ? neighbour(-1) : neighbour(1);
  await call(`/v1/cases/${key}/${act}`, { note, undo_s: UNDO_S });
  toast(key, act === "approve" ? "Approved." : "Rejected.");
  view.cases = view.cases.filter((one) => keyOf(one) !== key);
  view.marked.delete(key);
  view.chosen = null;
  await refresh();
  if (next && next !== key) await choose(next);
  else $("story").replaceChildren(make("p", { class: "quiet" }, "Nothing waits here."));
}

const approve = () => view.chosen && decideAndGoOn("approve");

function toast(key, text) {
  view.last = { key, until: Date.now() + UNDO_S * 1000 };
  $("toast-text").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { $("toast").hidden = true; }, UNDO_S * 1000);
}

async function undo() {
  if (!view.last) return;
  const { key } = view.last;
  view.last = null;
  $("toast").hidden = true;
  await call(`/v1/cases/${key}/undo`, {});
  tell("Undone: nobody was told.");
  await refresh();
  await choose(key);
}

function ask({ title, button, canned = [], needsNote = true, owner = false, warning = "" }) {
  $("ask-title").textContent = title;
  $("ask-do").textContent = button;
  $("ask-warning").textContent = warning;
  $("ask-warning").hidden = !warning;
  $("ask-owner-row").hidden = !owner;
  $("ask-owner").value = owner || "";
  $("ask-note").value = "";
  $("ask-problem").textContent = "";
  $("ask-canned").hidden = canned.length === 0;
  $("ask-canned").replaceChildren(make("legend", {}, "Common reasons"),
    ...canned.map((reason) => make("button", {
      type: "button",
      onclick: () => { $("ask-note").value = reason; $("ask-note").focus(); },
    }, reason)));
  return new Promise((resolve) => {
    $("ask-form").onsubmit = (event) => {
      event.preventDefault();
      const note = $("ask-note").value.trim();
      const to = $("ask-owner").value.trim();
      if ((needsNote && !note) || (owner && !to)) {
        $("ask-problem").textContent = owner && !to ? "Say to whom." : "Say why: it goes on record.";
        return;
      }
      $("ask").close();
      resolve({ note, owner: to });
    };
    $("ask").onclose = () => resolve(null);
    $("ask").showModal();
    (owner ? $("ask-owner") : $("ask-note")).focus();
  });
}

async function reject() {
  if (view.detail?.state !== "held") return;
  const said = await ask({ title: "Reject this story", button: "Reject", canned: CANNED.reject });
  if (said) await decideAndGoOn("reject", said.note);
}

async function escalate() {
  if (!view.chosen) return;
  const said = await ask({
    title: "Escalate or assign", button: "Assign", needsNote: false, owner: "duty editor",
  });
  if (!said) return;
  await call(`/v1/cases/${view.chosen}/assign`, said);
  tell(`Now for ${said.owner}.`);
  await Promise.all([refresh(), showStory()]);
}

async function comment() {
  if (!view.chosen) return;
  const said = await ask({ title: "Comment", button: "Say it" });
  if (!said) return;
  await call(`/v1/cases/${view.chosen}/comment`, { note: said.note });
  await showStory();
}

async function claimOrRelease() {
  const one = view.detail;
  if (!one) return;
  const held = one.lock && new Date(one.lock.until) > new Date();
  if (held && one.lock.by === person) await call(`/v1/cases/${keyOf(one)}/release`, {});
  else {
    const takeOver = Boolean(held);
    if (takeOver && !confirm(`${one.lock.by} is at it. Take over?`)) return;
    await call(`/v1/cases/${keyOf(one)}/claim`, { take_over: takeOver });
  }
  await Promise.all([refresh(), showStory()]);
}

async function kill() {
  if (!view.detail) return;
  const said = await ask({
    title: "Kill this story", button: "Kill it everywhere", canned: CANNED.kill,
    warning: "It goes from every site that has it, for ever. This cannot be undone here.",
  });
  if (!said) return;
  await call(`/v1/articles/${view.detail.article_id}/kill`, { note: said.note });
  tell("The kill is on its way.");
  await refresh();
}

async function bulk(act) {
  const cases = [...view.marked];
  let note = "";
  if (act === "reject") {
    const said = await ask({
      title: `Reject ${cases.length} stories`, button: "Reject all", canned: CANNED.reject,
    });
    if (!said) return;
    note = said.note;
  }
  const { results } = await call("/v1/desk/bulk", { cases, act, note });
  const failed = results.filter((result) => result.status !== 200);
  view.marked = new Set(failed.map((result) => result.case));
  tell(`${results.length - failed.length} done${failed.length
    ? `, ${failed.length} not: ${failed.map((r) => `${r.case}: ${r.title}`).join("; ")}` : ""}.`,
  failed.length > 0);
  await refresh();
}

// --- comparing --------------------------------------------------------------------------

function difference(before, after) {
  const [a, b] = [before, after].map((text) => text.split(/(\s+)/));
  const width = b.length + 1;
  const best = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      best[i * width + j] = a[i] === b[j] ? best[(i + 1) * width + j + 1] + 1
        : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  const parts = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push(["", a[i]]); i += 1; j += 1;
    } else if (j < b.length && (i === a.length
        || best[i * width + j + 1] >= best[(i + 1) * width + j])) {
      parts.push(["ins", b[j]]); j += 1;
    } else { parts.push(["del", a[i]]); i += 1; }
  }
  return parts;
}

async function compare() {
  const one = view.detail;
  if (!one?.enrichment) return;
  const { cases } = await call(`/v1/articles/${one.article_id}/cases`);
  const before = cases.find((each) => each.revision < one.revision);
  if (!before) { tell("There is no earlier revision at the desk."); return; }
  const old = await call(`/v1/cases/${keyOf(before)}`);
  if (!old.enrichment) { tell("The earlier revision's text was purged."); return; }
  const text = (each) => `${each.enrichment.headline}\n\n${each.enrichment.body}`;
  const parts = difference(text(old).slice(0, 40000), text(one).slice(0, 40000));
  $("body").replaceChildren(
    make("p", { class: "quiet" }, `Compared with revision ${before.revision}:`),
    make("p", { class: "aside" }, ...parts.map(([tag, words]) => (tag
      ? make(tag, {}, words) : words))));
}

// --- filters, keys ----------------------------------------------------------------------

function savedFilters() {
  try { return JSON.parse(localStorage.getItem("filters") ?? "[]"); } catch { return []; }
}

function showSaved() {
  $("saved").replaceChildren(make("option", { value: "" }, "Saved filters…"),
    ...savedFilters().map((each, n) => make("option", { value: String(n) }, each.name)));
}

function saveFilter() {
  const { state, source, text } = view;
  const name = prompt("Name of this filter", [state, source, text].filter(Boolean).join(" · "));
  if (!name) return;
  localStorage.setItem("filters",
    JSON.stringify([...savedFilters().filter((each) => each.name !== name),
      { name, state, source, text }]));
  showSaved();
}

const ACTS = {
  j: () => choose(neighbour(1)), k: () => choose(neighbour(-1)),
  Enter: () => $("story").focus(), a: approve, r: reject, e: escalate, u: undo,
  c: claimOrRelease, m: comment, d: compare, x: () => view.chosen && mark(view.chosen),
  "/": () => $("search").focus(), "?": () => $("help").showModal(),
};

function typed(event) {
  const inField = event.target.closest("input:not([type=checkbox]), textarea, select, dialog[open]");
  if (event.key === "Escape" && event.target.id === "search") event.target.blur();
  if (inField || event.ctrlKey || event.metaKey || event.altKey || !view.keys) return;
  if (event.key === "Enter" && event.target.closest("button, a, summary")) return;
  const act = ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  tried(async () => act());
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
  $("ask-cancel").addEventListener("click", () => $("ask").close());
  $("toast-undo").addEventListener("click", () => tried(undo));
  $("bulk-approve").addEventListener("click", () => tried(() => bulk("approve")));
  $("bulk-reject").addEventListener("click", () => tried(() => bulk("reject")));
  $("bulk-clear").addEventListener("click", () => { view.marked.clear(); showList(); });
  $("search").addEventListener("input", () => { view.text = $("search").value; showList(); });
  $("source").addEventListener("change", () => tried(() => changeView({ source: $("source").value })));
  $("filter").addEventListener("submit", (event) => event.preventDefault());
  $("save-filter").addEventListener("click", saveFilter);
  $("saved").addEventListener("change", () => {
    const filter = savedFilters()[Number($("saved").value)];
    if (!filter) return;
    $("search").value = filter.text;
    $("source").value = filter.source;
    tried(() => changeView({ state: filter.state, source: filter.source, text: filter.text }));
  });
  $("more").addEventListener("click", () => tried(async () => {
    const page = await call(listUrl(view.after));
    view.cases.push(...page.cases);
    view.after = page.next;
    showList();
  }));
  showSaved();
  const again = async () => {
    if (!document.hidden) {
      await tried(refresh);
      const one = view.detail;
      if (one && view.chosen === keyOf(one)) await tried(async () => {
        const now = await call(`/v1/cases/${keyOf(one)}`);
        const changed = now.state !== one.state || now.newest_revision !== one.newest_revision
          || now.decisions.length !== one.decisions.length
          || now.remarks.length !== one.remarks.length;
        if (changed && view.detail === one) { view.detail = now; drawStory(now); }
      });
    }
    setTimeout(again, POLL_MS);
  };
  again();
}

start();
