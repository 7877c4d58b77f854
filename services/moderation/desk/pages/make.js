// Making elements, times and differences. Text is only ever set as text.

import { _, language } from "./state.js";

export function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value ?? "";
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined
    && child !== false));
  return element;
}

const isThisYear = (moment) => new Date(moment).getFullYear() === new Date().getFullYear();

export const clock = (moment, more = {}) => new Date(moment).toLocaleString(language, {
  ...(isThisYear(moment) ? {} : { year: "numeric" }),
  month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", ...more,
});

/** Say a time that is meant for others as well, with its zone. */
export const appointed = (moment) => clock(moment, { timeZoneName: "short" });

export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const hour = (moment) => new Date(moment).toLocaleTimeString(language, {
  hour: "2-digit", minute: "2-digit",
});

export const moment = (at) => new Date(at).toLocaleTimeString(language, {
  hour: "2-digit", minute: "2-digit", second: "2-digit",
});

export function span(ms) {
  const minutes = Math.round(Math.abs(ms) / 60000);
  if (minutes < 1) return _("less than a minute");
  if (minutes < 120) return _("{n} min", { n: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? _("{n} h", { n: hours }) : _("{n} days", { n: Math.round(hours / 24) });
}

// Spans count code points; a JavaScript string counts halves of some of them.
export function marked(text, spans) {
  const letters = Array.from(text);
  const parts = [];
  let at = 0;
  for (const each of [...spans].sort((a, b) => a.start - b.start)) {
    if (each.start < at || each.start >= letters.length) continue;
    parts.push(letters.slice(at, each.start).join(""));
    parts.push(make("mark", { title: `${each.rule}: ${each.why}`, tabindex: "-1" },
      letters.slice(each.start, each.end).join("")));
    at = each.end;
  }
  return [...parts, letters.slice(at).join("")];
}

export function paragraphs(text, spans) {
  let start = 0;
  return text.split("\n\n").map((paragraph) => {
    const length = Array.from(paragraph).length;
    const here = spans
      .filter((each) => each.end > start && each.start < start + length)
      .map((each) => ({
        ...each,
        start: Math.max(each.start - start, 0), end: Math.min(each.end - start, length),
      }));
    start += length + 2;
    return make("p", {}, ...marked(paragraph, here));
  });
}

/** Tell what changed between two texts, by paragraphs first and words in those that differ. */
export function difference(before, after) {
  const [a, b] = [before.split("\n\n"), after.split("\n\n")];
  return align(a, b).flatMap(([tag, old, now]) => {
    if (tag === "same") return [make("p", {}, now)];
    if (tag === "del") return [make("p", {}, make("del", {}, old))];
    if (tag === "ins") return [make("p", {}, make("ins", {}, now))];
    return [make("p", {}, ...words(old, now))];
  });
}

function words(before, after) {
  const cut = (text) => text.slice(0, 20000).split(/(\s+)/);
  const parts = [];
  let [gone, come, space] = ["", "", ""];
  const flush = () => {
    if (gone) parts.push(make("del", {}, gone));
    if (gone && come) parts.push(" ");
    if (come) parts.push(make("ins", {}, come));
    parts.push(space);
    [gone, come, space] = ["", "", ""];
  };
  // Words that changed beside one another are told as one change, with their spaces.
  for (const [tag, old, now] of align(cut(before), cut(after))) {
    if (tag === "same" && !now.trim() && (gone || come)) space += now;
    else if (tag === "same") { flush(); parts.push(now); }
    else {
      if (gone && old) gone += space;
      if (come && now) come += space;
      [gone, come, space] = [gone + old, come + now, ""];
    }
  }
  flush();
  return parts;
}

function align(a, b) {
  if (a.length * b.length > 4e6) {
    return [["changed", a.join(" "), b.join(" ")]];
  }
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
      parts.push(["same", a[i], b[j]]); i += 1; j += 1;
    } else if (i < a.length && j < b.length
        && best[(i + 1) * width + j + 1] >= Math.max(best[(i + 1) * width + j],
          best[i * width + j + 1])) {
      parts.push(["changed", a[i], b[j]]); i += 1; j += 1;
    } else if (j < b.length && (i === a.length
        || best[i * width + j + 1] >= best[(i + 1) * width + j])) {
      parts.push(["ins", "", b[j]]); j += 1;
    } else { parts.push(["del", a[i], ""]); i += 1; }
  }
  return parts;
}
