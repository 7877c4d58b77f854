// What a person does to the story that is displayed, and how it is taken back.

import { call, tell, tried } from "./api.js";
import { appointed, hour, make, zone } from "./make.js";
import { drop, mark, neighbour } from "./queue.js";
import { pin } from "./front.js";
import { choose, closeStory, shownText, showStory } from "./story.js";
import { toast, UNDO_S } from "./toasts.js";
import { $, _, isChief, keyOf, mayDecide, person, view } from "./state.js";

export const canned = () => ({
  reject: [_("No rights to this copy"), _("Duplicate of a story we have"),
    _("Spam or link farm"), _("Not checked, one source only"), _("Not our kind of story")],
  kill: [_("Withdrawn by the wire"), _("Wrong in substance"), _("Legal advice")],
});
let asking = false;

/** Give the case that acts are about: the one on the screen, never one that is on its way. */
function displayed() {
  const one = view.detail;
  if (!one || keyOf(one) !== view.chosen || $("story").dataset.key !== view.chosen) {
    if (view.chosen) tell(_("This story is still loading: nothing was done."), true);
    return null;
  }
  return one;
}

/** Tell that what somebody has just spoken of is still displayed; it may have been read anew
 *  meanwhile, and whether it was decided or edited since is the server's to say. */
function isStill(one) {
  const now = displayed();
  return Boolean(now) && keyOf(now) === keyOf(one);
}

const isClaimed = (one) => one.lock && one.lock.by !== person
  && new Date(one.lock.until) > new Date();

/** Tell what this person may do to a case as it stands: the buttons and the keys ask here. */
function possible(one) {
  const isNewest = one.newest_revision === one.revision;
  const isOut = one.state === "approved" && isNewest && !one.leaves_at;
  const isHeld = one.state === "held" && isNewest;
  const decidable = isHeld || (one.state === "rejected" && isNewest);
  const isGone = ["canceled", "recalled"].includes(one.state);
  const isLive = Boolean(view.around?.live?.revision);
  const mayEmbargo = one.article && isNewest && ["held", "approved"].includes(one.state)
    && view.around?.live?.revision !== one.revision;
  return {
    approve: decidable, correct: isOut && one.edit > (one.decisions.at(-1)?.edit ?? 0), isLive,
    reject: isHeld, sendBack: isHeld, holdLonger: isHeld,
    edit: (decidable || isOut) && one.article, embargo: mayEmbargo,
    escalate: !isGone, assign: !isGone, claim: !isGone, comment: true, pin: isLive,
    unpublish: isChief && !isGone && isLive,
    bringBack: isChief && view.around?.live?.outcome === "unpublished",
    kill: isChief && !isGone, recall: isChief && one.state !== "recalled",
    reinstate: isChief && one.state === "canceled",
  };
}

/** Give the displayed case where this may be done to it; else say why not, and nothing. */
function displayedFor(act) {
  const one = displayed();
  if (!one || (mayDecide && possible(one)[act])) return one;
  tell(mayDecide ? _("This cannot be done to it: it is {what}.", {
    what: _(one.newest_revision > one.revision ? "superseded" : one.state) })
    : _("You may read here."), true);
  return null;
}

export function actButtons(one) {
  if (!mayDecide) return [make("span", { class: "quiet" }, _("You may read here."))];
  const can = possible(one);
  const mine = one.lock && one.lock.by === person && new Date(one.lock.until) > new Date();
  const button = (text, key, act, kind) => make("button",
    { type: "button", class: kind, onclick: () => tried(act) }, text,
    ...(key ? [" ", make("kbd", {}, key)] : []));
  return [
    can.approve ? button(_("Approve"), "a", approve, "primary") : null,
    can.correct ? button(can.isLive ? _("Correct what is live") : _("Let the edit out"), "a",
      approve, "primary") : null,
    can.reject ? button(_("Reject…"), "r", reject, "danger") : null,
    can.sendBack ? button(_("Send back…"), "b", sendBack) : null,
    can.edit ? button(_("Edit…"), "i", edit) : null,
    can.holdLonger ? button(_("Hold longer…"), "h", holdLonger) : null,
    can.embargo ? button(_("Embargo…"), "g", embargo) : null,
    can.escalate ? button(_("Escalate…"), "e", () => assign("escalate")) : null,
    can.assign ? button(_("Assign…"), "t", () => assign("assign")) : null,
    can.claim ? button(mine ? _("Give back") : _("Claim"), "c", claimOrRelease) : null,
    can.comment ? button(_("Comment…"), "m", comment) : null,
    can.pin ? button(_("Pin to the front…"), "", pinStory) : null,
    can.unpublish ? button(_("Take down…"), "", unpublish, "danger") : null,
    can.bringBack ? button(_("Bring back…"), "", bringBack) : null,
    can.kill ? button(_("Kill…"), "", () => stop("kill"), "danger") : null,
    can.recall ? button(_("Recall…"), "", () => stop("recall"), "danger") : null,
    can.reinstate ? button(_("Reinstate…"), "", reinstate) : null,
  ];
}

// --- deciding -------------------------------------------------------------------------------

async function send(one, act, body) {
  const path = `/v1/cases/${keyOf(one)}/${act}`;
  try {
    return await call(path, body);
  } catch (error) {
    if (error.status === 409) tried(showStory);
    const name = error.said?.claimed_by;
    if (!name) {
      if (error.said?.edited_by) {
        error.message = _("{name} edited it at {time}: look at it again.",
          { name: error.said.edited_by, time: hour(error.said.at) });
        throw error;
      }
      if (error.said?.decided_by) {
        throw new Error(_("{what} by {name} at {time}", { what: _(error.said.state),
          name: error.said.decided_by, time: hour(error.said.at) }), { cause: error });
      }
      throw error;
    }
    const said = await ask({
      title: _("{name} is at it", { name }), button: _("Act all the same"),
      note: false, needsNote: false,
      warning: [_("{name} has claimed it until {time}; it can be taken over.",
        { name, time: hour(error.said.until) })],
    });
    return said ? call(path, { ...body, take_over: true }) : null;
  }
}

async function decideAndGoOn(act, note = "", goOn = true, one = displayed()) {
  if (!one) return;
  const key = keyOf(one);
  const next = neighbour(1) === key ? neighbour(-1) : neighbour(1);
  const done = await send(one, act, {
    note, undo_s: UNDO_S, edit: one.edit, state: one.state,
  });
  if (!done) return;
  const words = { approve: _("Approved"), reject: _("Rejected"), "send-back": _("Sent back") };
  toast(one, words[act], BECOMES[act]);
  if (!goOn) { await showStory(); return; }
  if (BECOMES[act] !== view.tab) drop(key);
  if (next && next !== key) await choose(next);
  else closeStory();
}

export const approve = () => decideAndGoOn("approve");
export const approveAndStay = () => decideAndGoOn("approve", "", false);

export async function reject() {
  const one = displayedFor("reject");
  if (!one) return;
  const said = await ask({
    title: _("Reject this story"), button: _("Reject"), canned: canned().reject, digits: true,
  });
  if (said && isStill(one)) await decideAndGoOn("reject", said.note, true, one);
}

export async function sendBack() {
  const one = displayedFor("sendBack");
  if (!one) return;
  const said = await ask({
    title: _("Send this story back to its wire"), button: _("Send back"),
    warning: [_("The wire reads this note in its receipt.")],
  });
  if (said && isStill(one)) await decideAndGoOn("send-back", said.note, true, one);
}

export const BECOMES = { approve: "approved", reject: "rejected", "send-back": "rejected" };

// --- asking ---------------------------------------------------------------------------------

export function ask({
  title, button, canned: reasons = [], needsNote = true, note = true, fields = [], warning = [],
  digits = false, noted = "",
}) {
  if (asking) return Promise.resolve(null);
  asking = true;
  const inputs = {};
  $("ask-title").textContent = title;
  $("ask-do").textContent = button;
  $("ask-warning").hidden = warning.length === 0;
  $("ask-warning").replaceChildren(...warning.map((each) => (typeof each === "string"
    ? make("p", {}, each) : each)));
  $("ask-fields").replaceChildren(...fields.flatMap((field) => {
    const id = `ask-${field.name}`;
    const tag = field.type === "textarea" ? "textarea" : "input";
    inputs[field.name] = make(tag, {
      id, type: tag === "input" ? field.type ?? "text" : null, list: field.list, rows: field.rows,
      maxlength: field.maxlength ?? (tag === "input" ? 500 : 400000), value: field.value ?? "",
      autocomplete: "off",
    });
    return field.type === "checkbox"
      ? [make("label", { class: "check" }, inputs[field.name], ` ${field.label}`)]
      : [make("label", { for: id }, field.label), inputs[field.name],
        field.list ? make("datalist", { id: field.list },
          ...view.people.map((name) => make("option", { value: name }))) : null];
  }).filter(Boolean));
  $("ask-note-row").hidden = !note;
  $("ask-note").value = noted;
  $("ask-problem").textContent = "";
  $("ask-canned").hidden = reasons.length === 0;
  $("ask-canned").replaceChildren(make("legend", {}, _("Common reasons")),
    ...reasons.map((reason, n) => make("button", {
      type: "button", onclick: () => { $("ask-note").value = reason; $("ask-note").focus(); },
    }, digits ? make("kbd", {}, String(n + 1)) : null, digits ? " " : null, reason)));
  return new Promise((resolve) => {
    const answer = (said) => { asking = false; resolve(said); };
    const read = () => Object.fromEntries(Object.entries(inputs).map(([name, input]) => [
      name, input.type === "checkbox" ? input.checked : input.value]));
    $("ask-form").onsubmit = (event) => {
      event.preventDefault();
      const said = { ...read(), note: $("ask-note").value.trim() };
      const missing = fields.find((field) => field.needed && !String(said[field.name]).trim());
      if (missing || (needsNote && note && !said.note)) {
        $("ask-problem").textContent = missing ? _("“{label}” is missing.",
          { label: missing.label }) : _("Say why: it goes on record.");
        return;
      }
      $("ask").onclose = null;
      $("ask").close();
      answer(said);
    };
    $("ask").onkeydown = (event) => {
      const reason = digits && !event.repeat && event.target.tagName !== "TEXTAREA"
        ? reasons[Number(event.key) - 1] : null;
      if (!reason) return;
      event.preventDefault();
      $("ask-note").value = reason;
      $("ask-form").requestSubmit();
    };
    // A key may come before `close` does, and open the next one.
    $("ask").oncancel = () => answer(null);
    $("ask").onclose = () => { if (!$("ask").open) answer(null); };
    $("ask").showModal();
    const first = fields[0] ? inputs[fields[0].name] : null;
    (first ?? (digits ? $("ask-canned").querySelector("button") : note ? $("ask-note")
      : $("ask-do"))).focus();
  });
}

// --- arranging ------------------------------------------------------------------------------

export async function assign(act) {
  const one = displayedFor(act);
  if (!one) return;
  const said = await ask({
    title: act === "escalate" ? _("Escalate") : _("Assign"),
    button: act === "escalate" ? _("Escalate") : _("Assign"), needsNote: false,
    fields: [{ name: "owner", label: _("To whom"), list: "people", needed: true,
      value: act === "escalate" ? "duty editor" : person }],
  });
  if (!said) return;
  await call(`/v1/cases/${keyOf(one)}/${act}`, { owner: said.owner, note: said.note });
  tell(_("Now for {name}.", { name: said.owner }));
  await showStory();
}

export async function comment(noted = "", problem = null) {
  const one = displayedFor("comment");
  if (!one) return;
  const said = await ask({ title: _("Comment"), button: _("Say it"), noted,
    warning: [problem, _("@name asks somebody to look: {names}",
      { names: view.people.join(", ") })].filter(Boolean) });
  if (!said) return;
  try {
    const done = await call(`/v1/cases/${keyOf(one)}/comment`, { note: said.note });
    const asked = done.remarks.at(-1).mentions;
    if (asked.length) tell(_("Asked: {names}.", { names: asked.join(", ") }));
    else if (/(^|\s)@\w/u.test(said.note)) {
      tell(_("It is said, but nobody was asked: no name here is written like that."), true);
    }
  } catch (error) {
    if (!displayed()) throw error;
    await comment(said.note, error.message || _("The desk cannot be reached."));
    return;
  }
  await showStory();
}

export async function holdLonger() {
  const one = displayedFor("holdLonger");
  if (!one) return;
  const said = await ask({ title: _("Hold longer"), button: _("Hold"), needsNote: false,
    fields: [{ name: "hours", label: _("For how many hours"), type: "number", value: "4",
      needed: true }] });
  if (!said) return;
  await call(`/v1/cases/${keyOf(one)}/postpone`, { hours: Number(said.hours), note: said.note });
  await showStory();
}

export async function embargo() {
  const one = displayedFor("embargo");
  if (!one) return;
  const wire = one.article.item.embargoedUntil ?? one.article.item.embargoed;
  const said = await ask({
    title: _("Embargo"), button: _("Set"),
    warning: [wire ? _("The wire's own: {time}. The later one holds.", { time: appointed(wire) })
      : _("The wire has set none.")],
    fields: [{ name: "until", label: _("Until, in {zone} time (empty: none by the desk)",
      { zone: zone() }), type: "datetime-local",
      value: one.overlay?.embargo ? local(one.overlay.embargo) : "" },
    ...(isChief && wire ? [{ name: "instead", type: "checkbox",
      label: _("In place of the wire's, even if it is earlier") }] : [])],
  });
  if (!said || !isStill(one)) return;
  const until = said.until ? new Date(said.until).toISOString() : null;
  if (!await send(one, "embargo", { until, instead: Boolean(said.instead), note: said.note,
    undo_s: UNDO_S })) return;
  toast(one, until ? _("Embargoed") : _("Embargo lifted"), one.state);
  await showStory();
}

async function pinStory() {
  const one = displayed();
  if (!one) return;
  const said = await ask({
    title: _("Pin to the front"), button: _("Pin"), needsNote: false,
    fields: [{ name: "section", label: _("Section (empty: the front page)") },
      { name: "place", label: _("Place; 1 leads"), type: "number", value: "1", needed: true },
      { name: "until", label: _("Until (empty: until it is taken away)"),
        type: "datetime-local" }],
  });
  if (!said || !isStill(one)) return;
  const { front, before } = await pin(one.article_id, said);
  frontToast(front, before);
}

/** Say that a front was arranged, and offer the one before for ten seconds. */
export function frontToast(front, before) {
  toast({ article_id: "front", revision: front.number, headline: front.section || _("Front page") },
    _("Arranged"), "arranged", async () => {
      await call("/v1/desk/front", { ...before, number: front.number });
      if (view.other === "front") $("view").dispatchEvent(new Event("front"));
      tell(_("The front is as it was."));
    });
}

export async function claimOrRelease() {
  const one = displayedFor("claim");
  if (!one) return;
  const held = one.lock && new Date(one.lock.until) > new Date();
  if (held && one.lock.by === person) await call(`/v1/cases/${keyOf(one)}/release`, {});
  else {
    if (isClaimed(one)) {
      const said = await ask({ title: _("{name} is at it", { name: one.lock.by }),
        button: _("Take over"), note: false, needsNote: false });
      if (!said) return;
    }
    await call(`/v1/cases/${keyOf(one)}/claim`, { take_over: Boolean(isClaimed(one)) });
  }
  await showStory();
}

// --- editing --------------------------------------------------------------------------------

const local = (moment) => {
  const at = new Date(moment);
  return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
};

export async function edit() {
  const one = displayedFor("edit");
  if (!one) return;
  await editFrom(one, shownText(one), one.edit);
}

/** Ask for the words; where they cannot be saved, say why, and keep what was written. */
async function editFrom(one, text, base, warning = [], noted = "") {
  const said = await ask({
    title: _("Edit what goes out"), button: _("Save"), needsNote: false, warning, noted,
    fields: [
      { name: "headline", label: _("Headline"), value: text.headline },
      { name: "summary", label: _("Summary"), value: text.summary, type: "textarea", rows: 2 },
      { name: "body", label: _("Text; a blank line between paragraphs"), value: text.body,
        type: "textarea", rows: 12 },
      { name: "section", label: _("Section"), value: text.section },
      { name: "topics", label: _("Topics, with commas between"), value: text.topics.join(", ") },
      { name: "slug", label: _("Slug"), value: text.slug },
      { name: "due_at", label: _("Not before, in {zone} time", { zone: zone() }), type: "datetime-local",
        value: text.due_at ? local(text.due_at) : "" },
      { name: "public_note", label: _("Public note, to tell readers what was corrected"),
        value: text.public_note },
    ],
  });
  if (!said || !isStill(one)) return;
  const now = displayed();
  const { note, due_at: due, topics, ...rest } = said;
  const wire = { headline: one.enrichment.headline, summary: one.enrichment.summary ?? "",
    body: one.enrichment.body, section: one.enrichment.section, slug: one.slug,
    public_note: "" };
  const changed = Object.fromEntries(Object.entries(rest)
    .map(([name, value]) => [name, value.replace(/\r\n/g, "\n").trim()])
    .filter(([name, value]) => value && value !== (wire[name] ?? "").trim()));
  const named = topics.split(",").map((name) => name.trim()).filter(Boolean);
  const known = one.enrichment.topics ?? [];
  if (named.join("|") !== known.map((topic) => topic.name).join("|")) {
    changed.topics = named.map((name) => ({
      name, qcode: known.find((topic) => topic.name === name)?.qcode ?? "" }));
  }
  if (due) changed.due_at = new Date(due).toISOString();
  if (now.overlay?.pictures) changed.pictures = now.overlay.pictures;
  const again = (edit, warning) => editFrom(one,
    { ...rest, topics: named, due_at: due ? new Date(due) : null }, edit, warning, note);
  try {
    if (!await send(one, "edit", { ...changed, note, edit: base })) { await again(base, []); return; }
  } catch (error) {
    await (error.said?.edited_by ? again(error.said.edit,
      [error.message, _("If you save now, yours takes the place of theirs.")])
      : again(base, [error.message || _("The desk cannot be reached."),
        _("Nothing was saved; what you have written stands here still.")]));
    return;
  }
  tell(_("Saved: it goes out with the next approval."));
  await showStory();
}

// --- whole stories --------------------------------------------------------------------------

export async function stop(act) {
  const one = displayed();
  if (!one) return;
  const found = await call(`/v1/articles/${one.article_id}/consequences`);
  const isKill = act === "kill";
  const said = await ask({
    title: isKill ? _("Kill this story") : _("Recall this story"),
    button: isKill ? _("Kill it everywhere") : _("Recall and purge it"),
    canned: canned().kill,
    warning: [
      isKill ? _("It goes from every site that has it, for ever.")
        : _("For law or rights only: its text is purged everywhere, for ever."),
      found.live ? _("Revision {n} is live.", { n: found.live }) : _("Nothing of it is live."),
      found.sites_known ? make("ul", {}, ...found.sites.map((site) => make("li", {},
        `${site.site}: ${_(String(site.state))}`)))
        : _("Which sites have it cannot be asked now."),
    ],
    fields: [{ name: "slug", label: _("Type its slug: {slug}", { slug: found.slug }),
      needed: true }],
  });
  if (!said || !isStill(one)) return;
  await call(`/v1/articles/${one.article_id}/${act}`, { note: said.note, slug: said.slug });
  await showStory();
  tell(isKill ? _("The kill is on its way.") : _("The recall is on its way."));
}

async function whole(act, title, done) {
  const one = displayed();
  if (!one) return;
  const said = await ask({ title, button: title, canned: canned().kill });
  if (!said || !isStill(one)) return;
  await call(`/v1/articles/${one.article_id}/${act}`, { note: said.note });
  await showStory();
  tell(done);
}

export const unpublish = () => whole("unpublish", _("Take it down"), _("It is being taken down."));
export const bringBack = () => whole("bring-back", _("Bring it back"), _("It is coming back."));
export const reinstate = () => whole("reinstate", _("Let it start anew"),
  _("It starts anew, under a new id."));

export const markChosenStory = () => view.chosen && mark(view.chosen);
