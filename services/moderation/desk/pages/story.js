// The story that is displayed: what acts are about, and nothing else.

import { call, tell, tried } from "./api.js";
import { appointed, clock, difference, make, marked, paragraphs } from "./make.js";
import { showPictures } from "./pictures.js";
import { markChosen } from "./queue.js";
import { isOwed, sites } from "./sites.js";
import { actButtons } from "./acts.js";
import { $, _, keyOf, view } from "./state.js";

const [SOONEST_MS, LATEST_MS] = [1000, 32000];
let [looking, pause] = [null, SOONEST_MS];

export async function choose(key, toStory = false) {
  if (!key) return;
  const before = view.chosen;
  Object.assign(view, { chosen: key, detail: null, around: null, mark: -1, reading: "" });
  tell("");
  markChosen(before);
  document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.scrollIntoView({ block: "nearest" });
  $("story").setAttribute("aria-busy", "true");
  document.body.classList.toggle("reading", toStory || document.body.matches(".reading"));
  await showStory();
  if (toStory) $("story").focus({ preventScroll: true });
  $("story").scrollTop = 0;
}

export async function showStory() {
  const key = view.chosen;
  if (!key) return;
  const one = await call(`/v1/cases/${key}`);
  if (key !== view.chosen) return;
  const isNews = JSON.stringify(one) !== JSON.stringify(view.detail);
  view.detail = one;
  // What is around another story is not shown beside this one.
  if ($("around").dataset.key !== key) $("around").replaceChildren();
  if (isNews) drawStory(one);
  tried(() => showAround(one));
}

async function showAround(one) {
  const key = keyOf(one);
  const around = await call(`/v1/articles/${one.article_id}/story`);
  if (key !== view.chosen || view.detail !== one) return;
  const isNews = JSON.stringify(around) !== JSON.stringify(view.around);
  view.around = around;
  // What can be done depends on what is live.
  if (isNews || $("around").dataset.key !== key) {
    drawAround(one, around);
    drawActs(one);
  }
  lookAgain(one, around, isNews);
}

/** Follow what publish and the sites do with the story: nothing of it moves a row. */
function lookAgain(one, around, isNews) {
  clearTimeout(looking);
  pause = isNews ? SOONEST_MS : Math.min(pause * 2, LATEST_MS);
  if (pause === LATEST_MS && !around.sites.some(isOwed)) return;
  looking = setTimeout(() => {
    if (view.detail === one) tried(() => showAround(one));
  }, pause);
}

export function closeStory() {
  const before = view.chosen;
  Object.assign(view, { chosen: null, detail: null, around: null });
  markChosen(before);
  document.body.classList.remove("reading");
  $("story").replaceChildren(make("p", { class: "quiet" },
    view.rows.length ? _("Choose a story.") : _("Nothing waits here.")));
  $("around").replaceChildren();
  const back = before && document.querySelector(`#list [data-key="${CSS.escape(before)}"] button`);
  (back ?? document.querySelector("#list li button"))?.focus({ preventScroll: true });
}

const spansOf = (one, of) => one.reasons.flatMap((reason) => reason.spans
  .filter((each) => each.of === of)
  .map((each) => ({ ...each, rule: reason.rule, why: reason.explanation })));

export function shownText(one) {
  const over = one.overlay ?? {};
  return {
    headline: over.headline ?? one.enrichment?.headline ?? one.headline,
    summary: over.summary ?? one.enrichment?.summary ?? "",
    body: over.body ?? one.enrichment?.body ?? "",
    section: over.section ?? one.enrichment?.section ?? "",
    topics: (over.topics ?? one.enrichment?.topics ?? []).map((topic) => topic.name),
    slug: one.slug ?? "", due_at: over.due_at ?? null, public_note: over.public_note ?? "",
  };
}

const NOT_WORDS = ["number", "by", "at", "embargo", "embargo_instead"];
const isEmbargoAlone = (overlay) => Object.entries(overlay)
  .every(([name, value]) => value === null || NOT_WORDS.includes(name));

function embargoBanner(one) {
  const over = one.overlay;
  if (over?.embargo_instead) {
    return make("p", { class: "banner calm" }, one.embargoed_until
      ? _("Embargoed until {time} by {name}, in place of the wire's.",
        { time: appointed(one.embargoed_until), name: over.by })
      : _("The wire's embargo was lifted by {name}.", { name: over.by }));
  }
  if (!one.embargoed_until || new Date(one.embargoed_until) < new Date()) return null;
  return make("p", { class: "banner calm" }, over?.embargo
    ? _("Embargoed until {time}; the later of the wire's and the desk's holds.",
      { time: appointed(one.embargoed_until) })
    : _("Embargoed by the wire until {time}.", { time: appointed(one.embargoed_until) }));
}

function banners(one) {
  const open = (revision) => tried(() => choose(`${one.article_id}:${revision}`, true));
  const edited = one.earlier_edit;
  return [
    one.newest_revision > one.revision ? make("p", { class: "banner" },
      _("This story changed: revision {n} has arrived.", { n: one.newest_revision }), " ",
      make("button", { type: "button", onclick: () => open(one.newest_revision) },
        _("Open it"))) : null,
    edited && one.edit <= (one.carried ? 1 : 0) && one.state === "held" ? make("div", { class: "banner" },
      make("p", {}, _("{name} edited revision {n}. What shall hold now?",
        { name: edited.overlay.by, n: edited.revision })),
      make("button", { type: "button", id: "keep-ours",
        onclick: () => tried(() => keepOurs(one, edited)) }, _("Keep ours")), " ",
      make("button", { type: "button", onclick: () => tried(() => takeTheirs(one)) },
        _("Take theirs")), " ",
      make("button", { type: "button", onclick: () => readAs("both") },
        _("Show both"))) : null,
    one.overlay && !isEmbargoAlone(one.overlay) ? make("p", { class: "banner calm" },
      _("Edited by {name} at {time}; it goes out like this.",
        { name: one.overlay.by, time: clock(one.overlay.at) }),
      one.overlay.due_at ? ` ${_("Not before {time}.", { time: appointed(one.overlay.due_at) })}`
        : "") : null,
    embargoBanner(one),
  ];
}

async function keepOurs(one, edited) {
  const { number, by, at, ...kept } = edited.overlay;
  kept.topics = kept.topics?.map(({ name, qcode }) => ({ name, qcode }));
  await call(`/v1/cases/${keyOf(one)}/edit`, {
    ...kept, note: _("Kept from revision {n}.", { n: edited.revision }), edit: one.edit,
  });
  tell(_("Kept: it goes out with the next approval."));
  await showStory();
}

async function takeTheirs(one) {
  await call(`/v1/cases/${keyOf(one)}/edit`, {
    note: _("The wire's words are taken."), edit: one.edit,
  });
  await showStory();
}

export function drawStory(one) {
  const enrichment = one.enrichment;
  const text = shownText(one);
  const isEdited = Boolean(one.overlay);
  const copySpans = spansOf(one, "copy");
  const story = $("story");
  // What somebody has begun to write about a picture stays while others act on the story.
  const pictures = story.dataset.key === keyOf(one) ? $("pictures") : null;
  const way = (name, text, key) => make("button", { type: "button",
    "aria-pressed": String(view.reading === name), onclick: () => readAs(name) }, text, " ",
  make("kbd", {}, key));
  story.removeAttribute("aria-busy");
  story.dataset.key = keyOf(one);
  story.replaceChildren(...[
    make("div", { class: "acts", role: "group", "aria-label": _("What to do"), tabindex: "0" }),
    ...banners(one),
    make("h2", { class: "title" }, ...(enrichment && !one.overlay?.headline
      ? marked(enrichment.headline, spansOf(one, "headline"))
      : [text.headline || _("The text was purged.")])),
    make("p", { class: "facts" }, [
      one.source, one.section, one.language, `r${one.revision}`, one.slug,
      _(one.state), one.owner && one.owner !== "desk" ? _("for {name}", { name: one.owner }) : "",
      one.lock && new Date(one.lock.until) > new Date()
        ? _("claimed by {name} until {time}", { name: one.lock.by, time: clock(one.lock.until) })
        : "",
    ].filter(Boolean).join(" · ")),
    make("h3", {}, _("Why it is here")),
    one.reasons.length ? make("ul", { class: "reasons" }, ...one.reasons.map((reason) => make(
      "li", {}, make("span", { class: `rule ${reason.severity}` },
        `${reason.rule} (${reason.severity})`), ` ${reason.explanation}`)))
      : make("p", { class: "quiet" }, _("No rule objected.")),
    make("div", { class: "how", role: "group", "aria-label": _("How to read it") },
      way("raw", _("Raw"), "v"),
      one.revision > 1 ? way("previous", _("Against the revision before"), "d") : null,
      way("live", _("Against what is live"), "D")),
    enrichment ? make("div", { class: "body", id: "body" },
      ...paragraphs(text.body, isEdited && one.overlay.body ? [] : spansOf(one, "body")))
      : null,
    pictures ?? make("div", { id: "pictures" }),
    enrichment?.set_aside?.length ? make("h3", {}, _("Set aside")) : null,
    ...(enrichment?.set_aside ?? []).map((part) => {
      const hit = copySpans.find((each) => each.start < part.span.end
        && each.end > part.span.start);
      return make("div", { class: "aside", tabindex: "0", role: "group", "aria-label": part.kind },
        `${part.kind}: `, hit ? make("mark", { title: `${hit.rule}: ${hit.why}`, tabindex: "-1" },
          part.text) : part.text);
    }),
    make("h3", {}, _("Facts")), facts(one),
    ...done(one),
  ].filter(Boolean));
  drawActs(one);
  if (view.reading) tried(() => read(one));
  tried(() => showPictures(one, showStory));
}

function drawActs(one) {
  $("story").querySelector(".acts").replaceChildren(
    make("button", { type: "button", class: "back", onclick: closeStory }, _("Back")),
    ...actButtons(one).filter(Boolean));
}

function facts(one) {
  const enrichment = one.enrichment;
  const known = [
    [_("Agency"), enrichment?.provenance?.agency], [_("Place"), enrichment?.dateline?.place],
    [_("Summary"), shownText(one).summary], [_("Topics"), (one.topics ?? []).join(", ")],
    [_("Trust"), one.article?.source?.trust],
    [_("Rights"), one.article?.source?.rights?.join(", ")],
    [_("Waits since"), clock(one.judged_at)],
    [_("Decide by"), one.deadline && clock(one.deadline)],
    [_("Policy"), one.policy_version],
    [_("Embargo"), one.embargoed_until && appointed(one.embargoed_until)],
    [_("Note of the wire"), one.article?.item?.edNote], [_("Article"), one.article_id],
  ].filter(([, value]) => value);
  return make("dl", { class: "facts-table" }, ...known.flatMap(([name, value]) => [
    make("dt", {}, name), make("dd", {}, String(value))]));
}

function done(one) {
  const all = [...one.decisions, ...one.remarks].sort((a, b) => a.at.localeCompare(b.at));
  if (!all.length) return [];
  return [make("h3", {}, _("What people did")), make("ol", { class: "audit" },
    ...all.map((entry) => make("li", {}, `${clock(entry.at)} ${entry.by}: ${
      _(entry.act ?? entry.kind)}${entry.note ? ` – ${entry.note}` : ""}`)))];
}

// --- around the story -----------------------------------------------------------------------

function drawAround(one, around) {
  const live = around.live;
  $("around").dataset.key = keyOf(one);
  $("around").replaceChildren(...[
    make("h3", {}, _("Live")),
    live.revision ? make("p", {}, _("Revision {n} since {time}, step {step} of the log: ",
      { n: live.revision, time: clock(live.since), step: live.sequence }), live.url
      ? make("a", { href: live.url, rel: "noreferrer", target: "_blank" }, live.url) : null)
      : make("p", { class: "quiet" }, live.outcome
        ? _("Not live: {what} {time}.", { what: _(live.outcome), time: clock(live.since) })
        : _("Never live.")),
    ...sites(around),
    ...kin(around),
    around.source?.stories ? make("h3", {}, _("What {name} sent so far",
      { name: around.source.source })) : null,
    around.source?.stories ? make("p", {}, _(
      "{n} stories: {held} were held, {rejected} rejected, {killed} killed, {corrected} corrections.",
      { n: around.source.stories, held: share(around.source, "held"),
        rejected: around.source.rejected, killed: share(around.source, "killed"),
        corrected: share(around.source, "corrected") })) : null,
    make("h3", {}, _("Timeline")),
    make("ol", { class: "timeline" }, ...around.timeline.map((entry) => make("li", {},
      make("time", { datetime: entry.at }, clock(entry.at)),
      ` r${entry.revision} ${entry.stage}: `, make("strong", {}, _(entry.outcome)),
      entry.by ? ` ${_("by {name}", { name: entry.by })}` : "",
      ...entry.reasons.map((reason) => make("div", { class: "quiet" },
        `${reason.rule}: ${reason.explanation}`))))),
    one.raw ? make("h3", {}, _("As it came")) : null,
    one.raw ? make("pre", { class: "raw", tabindex: "0" }, one.raw) : null,
  ].filter(Boolean));
}

const share = (source, what) => `${source[what]} (${
  Math.round((source[`${what}_share`] ?? 0) * 100)} %)`;

function kin(around) {
  if (!around.kin.length) return [];
  return [make("h3", {}, _("Near-duplicates")), make("ul", { class: "kin" },
    ...around.kin.map((copy) => make("li", {}, make("button", { type: "button",
      onclick: () => tried(() => choose(`${copy.article_id}:${copy.revision}`, true)) },
    copy.headline || copy.article_id), ` ${copy.source}, ${_(copy.state)}, ${
      _("{n} % shared", { n: Math.round(copy.shared * 100) })}`)))];
}

// --- ways to read it ------------------------------------------------------------------------

/** Read the story in one of these ways, or, where it is read so, as it goes out again. */
export function readAs(name) {
  if (!view.detail?.enrichment || !$("body")) return;
  view.reading = view.reading === name ? "" : name;
  drawStory(view.detail);
}

async function read(one) {
  if (view.reading === "raw" && one.raw) {
    $("body").replaceChildren(make("div", { class: "sides" },
      make("section", {}, make("h3", {}, _("As it came")),
        make("pre", { class: "raw", tabindex: "0" }, one.raw)),
      make("section", {}, make("h3", {}, _("Cleaned")),
        ...paragraphs(one.enrichment.body, spansOf(one, "body")))));
  } else if (view.reading === "both" && one.earlier_edit) {
    const ours = one.earlier_edit.overlay;
    $("body").replaceChildren(
      make("p", { class: "quiet" }, _("Theirs, with what is ours marked:")),
      ...(ours.headline ? difference(one.enrichment.headline, ours.headline) : []),
      ...difference(one.enrichment.body, ours.body ?? one.enrichment.body));
  } else await compare(one, view.reading);
}

async function compare(one, against) {
  const revision = against === "live" ? view.around?.live?.revision
    : (await call(`/v1/articles/${one.article_id}/cases`)).cases
      .find((each) => each.revision < one.revision)?.revision;
  const old = revision ? await call(`/v1/cases/${one.article_id}:${revision}`) : null;
  if (view.detail !== one || view.reading !== against) return;
  if (!old?.enrichment) {
    view.reading = "";
    drawStory(one);
    tell(old ? _("That revision's text was purged.")
      : against === "live" ? _("Nothing of it is live.")
        : _("There is no earlier revision at the desk."));
    return;
  }
  const [before, after] = [shownText(old), shownText(one)];
  $("body").replaceChildren(
    make("p", { class: "quiet" }, _("Compared with revision {n}:", { n: revision })),
    ...difference(`${before.headline}\n\n${before.body}`, `${after.headline}\n\n${after.body}`));
}

export function nextMark(step) {
  const marks = [...$("story").querySelectorAll("mark")];
  if (!marks.length) { tell(_("Nothing is marked in this story.")); return; }
  view.mark = (view.mark + step + marks.length) % marks.length;
  const mark = marks[view.mark];
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
  tell(mark.title);
}
