// The front as people arrange it: which stories lead, in which order, and for how long.

import { call, tell, tried } from "./api.js";
import { clock, make } from "./make.js";
import { $, _, mayDecide } from "./state.js";

let shown = null;
let pins = [];
let told = () => {};

const wanted = () => ({ edition: shown.edition, section: shown.section });
const asSent = (each) => ({ article_id: each.article_id, place: each.place, until: each.until });

async function read(edition, section) {
  return call(`/v1/desk/front?${new URLSearchParams({ edition, section })}`);
}

/** Put one story in its place; whoever stands there moves down. */
export async function pin(articleId, said) {
  const before = await read("", said.section.trim());
  const place = Math.max(Number(said.place) || 1, 1);
  const others = before.pins.filter((each) => each.article_id !== articleId
    && !(each.until && new Date(each.until) < new Date()));
  const until = said.until ? new Date(said.until).toISOString() : null;
  const moved = others.map((each) => ({ ...asSent(each),
    place: others.some((one) => one.place === place) && each.place >= place
      ? each.place + 1 : each.place }));
  const front = await call("/v1/desk/front", { edition: before.edition, section: before.section,
    number: before.number, note: said.note,
    pins: [...moved, { article_id: articleId, place, until }] });
  return { front, before: { edition: before.edition, section: before.section,
    pins: lasting(before.pins) } };
}

const lasting = (all) => all.filter((each) => !each.until
  || new Date(each.until) > new Date()).map(asSent);

export async function showFront(saved) {
  if (saved) told = saved;
  shown = await read(shown?.edition ?? "", shown?.section ?? "");
  pins = shown.pins.filter((each) => !each.until || new Date(each.until) > new Date())
    .map((each) => ({ ...each }));
  draw();
}

function draw(focus = null) {
  const isChanged = JSON.stringify(pins.map(asSent)) !== JSON.stringify(lasting(shown.pins));
  $("view").replaceChildren(...[
    make("h2", {}, _("The front")),
    choice(),
    make("p", { class: "quiet" }, shown.number
      ? _("Arranged by {name} at {time}.", { name: shown.by, time: clock(shown.at) })
      : _("Nobody has arranged it yet: urgency and time decide.")),
    make("h3", { id: "front-pins" }, _("Pinned")),
    pins.length ? make("ol", { class: "front-list", "aria-labelledby": "front-pins" },
      ...pins.map(row)) : make("p", { class: "quiet" }, _("Nothing is pinned.")),
    mayDecide ? make("div", { class: "front-acts" },
      make("button", { type: "button", class: "primary", id: "front-save", disabled: !isChanged,
        onclick: () => tried(save) }, _("Arrange it like this")),
      make("button", { type: "button", id: "front-reset", disabled: !isChanged,
        onclick: () => tried(() => showFront()) }, _("As it was"))) : null,
    make("h3", { id: "front-now" }, _("What stands there now, and why")),
    shown.places_known ? make("ol", { class: "front-list", "aria-labelledby": "front-now" },
      ...shown.places.map(place)) : make("p", { class: "quiet" },
      _("The site cannot be asked now.")),
  ].filter(Boolean));
  if (focus) (document.getElementById(focus) ?? $("view")).focus({ preventScroll: true });
}

function choice() {
  const field = (name, label) => [make("label", { for: `front-${name}` }, label),
    make("input", { id: `front-${name}`, value: shown[name], maxlength: "60",
      pattern: "[a-z0-9-]*", autocomplete: "off", list: name === "section" ? "front-known" : null })];
  return make("form", { class: "front-choice", onsubmit: (event) => {
    event.preventDefault();
    tried(async () => {
      shown = await read($("front-edition").value.trim(), $("front-section").value.trim());
      await showFront();
    });
  } }, ...field("section", _("Section (empty: the front page)")),
  make("datalist", { id: "front-known" }, ...shown.fronts.filter((each) => each.section)
    .map((each) => make("option", { value: each.section }))),
  ...field("edition", _("Edition (empty: the main one)")),
  make("button", { type: "submit" }, _("Show")));
}

function row(each, at) {
  const name = each.headline || each.article_id;
  const until = make("input", { type: "datetime-local", id: `front-until-${each.article_id}`,
    value: each.until ? local(each.until) : "", disabled: !mayDecide,
    onchange: () => {
      each.until = until.value ? new Date(until.value).toISOString() : null;
      draw(until.id);
    } });
  const button = (id, text, label, act, disabled) => make("button", { type: "button",
    id: `front-${id}-${each.article_id}`, "aria-label": `${label}: ${name}`, disabled,
    onclick: act }, text);
  return make("li", { value: each.place, onkeydown: (event) => {
    if (!mayDecide || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(at, event.key === "ArrowUp" ? -1 : 1);
  } }, make("span", { class: "headline" }, `${each.place}. ${name}`),
  make("div", { class: "front-acts" },
    mayDecide ? button("up", "↑", _("Up"), () => move(at, -1), at === 0) : null,
    mayDecide ? button("down", "↓", _("Down"), () => move(at, 1), at === pins.length - 1) : null,
    mayDecide ? button("lead", _("Lead"), _("Lead"), () => lead(at),
      at === 0 && each.place === 1) : null,
    make("label", { for: until.id }, _("Until")), until,
    mayDecide ? button("unpin", _("Unpin"), _("Unpin"), () => { pins.splice(at, 1); draw("front-save"); },
      false) : null));
}

function place(each) {
  const isPinned = pins.some((one) => one.article_id === each.article_id);
  return make("li", { value: each.place }, make("span", { class: "headline" },
    `${each.place}. ${each.headline}`), make("span", { class: "quiet" }, ` ${each.why}`),
  mayDecide && !isPinned ? make("div", { class: "front-acts" }, make("button", { type: "button",
    "aria-label": `${_("Pin here")}: ${each.headline}`,
    onclick: () => {
      shift(each.place);
      pins.push({ article_id: each.article_id, place: each.place, until: null,
        headline: each.headline });
      pins.sort((a, b) => a.place - b.place);
      draw(`front-up-${each.article_id}`);
    } }, _("Pin here"))) : null);
}

/** Make room in a place: who stands there, and those right behind, go one on. */
function shift(from) {
  let taken = from;
  for (const one of [...pins].sort((a, b) => a.place - b.place)) {
    if (one.place === taken) { one.place += 1; taken = one.place; }
  }
}

function move(at, step) {
  const [one, other] = [pins[at], pins[at + step]];
  if (!one || !other) return;
  [one.place, other.place] = [other.place, one.place];
  pins.sort((a, b) => a.place - b.place);
  draw(`front-${step < 0 ? "up" : "down"}-${one.article_id}`);
}

function lead(at) {
  const [one] = pins.splice(at, 1);
  shift(1);
  one.place = 1;
  pins.unshift(one);
  pins.sort((a, b) => a.place - b.place);
  draw(`front-until-${one.article_id}`);
}

async function save() {
  const before = { ...wanted(), pins: lasting(shown.pins) };
  const front = await call("/v1/desk/front", {
    ...wanted(), number: shown.number, pins: pins.map(asSent),
  });
  told(front, before);
  await showFront();
  tell(_("The front is arranged."));
}

const local = (moment) => {
  const at = new Date(moment);
  return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
};
