// How far each site is with the story: what it was told, what it answered, when it is asked again.

import { make, moment } from "./make.js";
import { _ } from "./state.js";

export const isOwed = (site) => site.state === "pending";

function state(site) {
  if (site.is_kill_acknowledged) {
    return site.acknowledged_at ? _("kill acknowledged") : _("kill taken");
  }
  if (site.state === "delivered") return _("delivered");
  if (site.state === "dead") return _("given up after {n} tries", { n: site.attempts });
  if (site.channel !== "webhook") return site.is_kill ? _("kill not fetched yet") : _("pending");
  if (!site.attempts) return _("is being told, has not answered yet");
  return _("tried {n} times, again at {time}", { n: site.attempts, time: moment(site.due_at) });
}

function answer(site) {
  const [status, ...detail] = site.answer.split(" ");
  if (!site.answer) return null;
  return make("span", { class: "answer" }, /^\d+$/.test(status)
    ? _("answered {text}", { text: site.answer })
    : _("no answer ({text})", { text: detail.slice(1).join(" ") }));
}

export function sites(around) {
  if (!around.sites_known) {
    return [make("p", { class: "quiet" }, _("Which sites have it cannot be asked now."))];
  }
  if (!around.sites.length) return [];
  return [make("h3", {}, _("Sites")), make("ul", { class: "sites" },
    ...around.sites.map((site) => make("li", { "data-site": site.site },
      make("strong", {}, site.site), " ",
      make("span", { class: site.state === "dead" ? "block" : isOwed(site) ? "doubt" : "note" },
        state(site)), " ", answer(site),
      site.delivered_at ? [" ", make("time", { datetime: site.delivered_at },
        moment(site.delivered_at))] : null)))];
}
