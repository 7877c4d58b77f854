// The pictures of the story that is displayed: seen, described, put in order, dropped.

import { ask } from "./acts.js";
import { call, tell, tried } from "./api.js";
import { make } from "./make.js";
import { $, _, isChief, keyOf, view } from "./state.js";

const begun = "begun";

/** Draw the pictures, unless they are drawn already or somebody has begun to write there. */
export async function showPictures(one, saved) {
  const key = keyOf(one);
  const { pictures } = await call(`/v1/cases/${key}/pictures`);
  const place = $("pictures");
  const drawn = JSON.stringify([pictures, one.edit]);
  if (key !== view.chosen || !place || place.dataset.drawn === drawn) return;
  if (place.dataset[begun]) {
    tell(_("Somebody changed this story: save what you have begun, or choose it anew."), true);
    return;
  }
  place.dataset.drawn = drawn;
  for (const event of ["input", "change", "click"]) {
    place.addEventListener(event, ({ target }) => {
      if (target.closest("img, input, textarea")) place.dataset[begun] = "yes";
    });
  }
  const forms = pictures.map((each) => form(each));
  $("pictures").replaceChildren(...(pictures.length ? [
    make("h3", {}, _("Pictures")),
    ...forms.map(([element]) => element),
    one.article ? make("button", { type: "button", id: "save-pictures",
      onclick: () => tried(() => save(one, forms.map(([, read]) => read()), saved)) },
    _("Save what was chosen")) : null,
  ].filter(Boolean) : []));
}

async function save(one, chosen, saved) {
  // The story that is displayed may have been edited since its pictures were drawn.
  const { number, by, at, pictures, ...kept } = view.detail?.overlay ?? {};
  await call(`/v1/cases/${keyOf(one)}/edit`, {
    ...kept, pictures: chosen, note: _("Pictures chosen."), edit: view.detail?.edit,
  });
  delete $("pictures").dataset[begun];
  tell(_("Saved: it goes out with the next approval."));
  await saved();
}

/** What a chief may do about a picture in all stories of its source. */
function actsOn(each) {
  const end = [
    { act: "kill", title: _("Kill this picture"), then: "canceled",
      warning: _("It leaves every story of its source, here and at every site.") },
    { act: "recall", title: _("Recall this picture"), then: "recalled",
      warning: _("It leaves every story, and its bytes and words are deleted for ever.") },
  ];
  if (!each.media || !isChief || each.state === "recalled") return [];
  if (each.state === "canceled") {
    return [{ act: "reinstate", title: _("Show this picture again"), then: "usable",
      warning: _("It was killed by mistake: it shows again where it stood.") }];
  }
  return each.held ? [{ act: "release", title: _("Release this picture"), then: "usable",
    warning: _("It shows although another source withdrew the same picture.") }, ...end] : end;
}

async function actOn(each, { act, title, then, warning }, legend, row) {
  const said = await ask({ title, button: title, warning: [warning] });
  if (!said) return;
  await call(`${each.look}/${act}`, { note: said.note });
  legend.textContent = titled(each, then);
  row.remove();
  tell(_("Done: the newsroom and its sites are told."));
}

const titled = (each, state) => `${each.name || _("Picture")} · ${_(state)}`;

function form(each) {
  const edit = each.edit ?? {};
  let focus = edit.focus ?? null;
  const alt = make("input", { value: edit.alt ?? each.says.alt ?? "", maxlength: "1000" });
  const caption = make("textarea", { rows: "2", maxlength: "2000",
    value: edit.caption ?? each.says.caption ?? "" });
  const box = (on) => {
    const made = make("input", { type: "checkbox" });
    made.checked = Boolean(on);
    return made;
  };
  const [lead, dropped, released] = [box(edit.lead), box(edit.dropped), box(edit.released)];
  const said = make("span", { class: "quiet" });
  const point = () => { said.textContent = focus ? _("Focal point {point}.", { point: focus })
    : _("Click where the picture matters most."); };
  point();
  const image = each.look ? make("img", { src: each.look, alt: each.says.alt ?? each.name,
    loading: "lazy", width: String(each.media.width), height: String(each.media.height) }) : null;
  image?.addEventListener("click", (event) => {
    const at = image.getBoundingClientRect();
    const share = (part, whole) => Math.min(100, Math.max(0, Math.round(100 * part / whole)));
    focus = `${share(event.clientX - at.left, at.width)}x${
      share(event.clientY - at.top, at.height)}`;
    point();
  });
  const isHeld = each.state === "held" || Boolean(each.held);
  const legend = make("legend", {}, titled(each, each.state));
  const row = make("p", { class: "picture-acts" }, ...actsOn(each).map((act) => make("button", {
    type: "button", onclick: () => tried(() => actOn(each, act, legend, row)) }, `${act.title}…`)));
  const element = make("fieldset", { class: "picture" },
    legend,
    image ?? make("p", { class: "quiet" }, _("Its bytes are not here yet.")),
    image ? said : null,
    each.reason || each.held ? make("p", { class: "banner" }, each.held ?? each.reason) : null,
    make("p", { class: "quiet" }, [each.says.credit ?? each.says.by, each.says.copyright_notice,
      each.says.usage_terms].filter(Boolean).join(" · ") || _("Nobody is named to be credited.")),
    make("label", {}, _("Text for who cannot see it"), alt),
    make("label", {}, _("Caption"), caption),
    make("label", { class: "choice" }, lead, ` ${_("Lead picture")}`),
    make("label", { class: "choice" }, dropped, ` ${_("Leave it out")}`),
    isHeld ? make("label", { class: "choice" }, released, ` ${
      _("Show it although another source withdrew it")}`) : null,
    each.alike.length ? make("p", {}, _("Looks like: "), ...each.alike.map((other) => make("a", {
      href: other.look, target: "_blank", rel: "noreferrer" },
    `${other.source} (${other.bits}) `))) : null,
    row.childElementCount ? row : null);
  const changed = (now, was) => (now.trim() === (was ?? "").trim() ? null : now.trim());
  const read = () => ({
    picture: each.picture, alt: changed(alt.value, each.says.alt),
    caption: changed(caption.value, each.says.caption), focus, lead: lead.checked,
    dropped: dropped.checked, released: released.checked,
  });
  return [element, read];
}
