// What the page knows: who looks, in which language, and what is on the screen.

const meta = (name) => document.querySelector(`meta[name=${name}]`).content;

export const $ = (id) => document.getElementById(id);
export const person = meta("person");
export const role = meta("role");
export const csrf = meta("csrf");
export const language = document.documentElement.lang;
export const isChief = role === "chief";
export const mayDecide = role !== "reader";

const texts = JSON.parse($("texts").textContent);

/** Say a text in the chosen language; {name} stands for a value. */
export function _(text, values = {}) {
  return (texts[text] || text).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

export const view = {
  tab: "held", filter: {}, sort: "deadline", rows: [], next: null, matches: null, counts: {},
  chosen: null, detail: null, around: null, marked: new Set(), arrived: new Set(), queues: [],
  people: [], keys: localStorage.getItem("keys") !== "off", loading: false, mark: -1,
  reading: "", asked: new Set(), isBehind: false,
};

export const keyOf = (one) => `${one.article_id}:${one.revision}`;
