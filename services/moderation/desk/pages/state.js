// What the page knows: who looks, in which language, and what is on the screen.

const meta = (name) => document.querySelector(`meta[name=${name}]`).content;

export const $ = (id) => document.getElementById(id);
export const person = meta("person");
export const role = meta("role");
export let csrf = meta("csrf");
export const language = document.documentElement.lang;
export const isChief = role === "chief";
export const mayDecide = role !== "reader";

/** Learn the session that the same person has since begun in another tab; tell whether there is one. */
export async function renewSession() {
  const answer = await fetch("/desk", { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = (name) => page.querySelector(`meta[name=${name}]`)?.content;
  if (!found("csrf") || found("csrf") === csrf || found("person") !== person) return false;
  csrf = found("csrf");
  return true;
}

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
