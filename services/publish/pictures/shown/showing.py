"""Pure: what the public item shows of its pictures, by what is there and what has ended.

A kill wins: a picture of the story's source that was killed takes its place in the story with
it. What is embargoed or on hold is not spoken of; what has not come yet is a reference without
an address. Of several forms of one picture the largest is shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

import orjson

from services.publish.pictures.shown.recipes import address, sizes
from services.publish.pictures.shown.slots import Slot
from services.publish.publication import Revision
from shared.articles import Noun, PictureEdit
from shared.media import ALT_ROLES, CREDIT_ROLES, Caption, Media, Picture, role_word
from shared.written import without_credentials

_CAPTION_ROLES = ("caption", "", "text", "description", "summary")
"""By rank: of several texts of a picture one is its caption, in any process the same."""
_ALT = "altText"


class Kept(Noun):
    """What publish knows of one source's picture.

    `ended` wins over everything, for good, unless a person took back that kill: `end_number` is
    its number. `stop` is the number of the newest hold, and `stopped` what that hold is.
    """

    media: Media | None = None
    ended: Literal["", "canceled", "recalled"] = ""
    end_number: int = 0
    stop: int = 0
    stopped: Literal["", "withheld", "held"] = ""

    @property
    def number(self) -> int:
        """Give the newest number heard of."""
        return max(self.stop, self.media.number if self.media else 0)

    def may_be_shown(self, now: datetime, *, released: bool = False) -> bool:
        """Tell whether readers may see it at this moment, if its source has not ended it."""
        media = self.media
        if media is None or self.ended:
            return False
        if self.stopped and self.stop > media.number:
            return self.stopped == "held" and released
        if released and media.held:
            media = Media.model_validate({**dict(media), "held": None})
        return media.is_shown_at(now)

    def next_change(self, now: datetime) -> datetime | None:
        """Give when time alone makes a difference."""
        if self.media is None or self.ended:
            return None
        moments = (self.media.embargoed_until, self.media.expires)
        return min((each for each in moments if each and each > now), default=None)


Known = Mapping[str, Kept]
"""Pictures by their names (`slots.name_of`)."""


def shown_in(revision: Revision, known: Known, now: datetime, *, site_url: str) -> Revision:
    """Give a revision as it is with these pictures; the same one where nothing changes."""
    if not revision.slots:
        return revision
    item: dict[str, Any] = orjson.loads(revision.item)
    of_slots = {_uri(slot) for slot in revision.slots}
    others = [each for each in item.get("associations", []) if each.get("uri") not in of_slots]
    shown = []
    slots = tuple(
        _forgotten(each) if _is_recalled(each, known) else each for each in revision.slots
    )
    for slot in slots:
        kept, is_out = _found(slot, known, now)
        if slot.public:
            if not is_out:
                shown.append(_association(slot, kept, site_url))
            continue
        references = [e for e in item.get("renditions", []) if not _is_ours(e, site_url)]
        item["renditions"] = [*_renditions(kept, slot, site_url), *references]
        if is_out and _has_ended(slot, known):
            item = _without_words(item)
        else:
            item |= _words(slot, kept, item)
    item["associations"] = [*shown, *others]
    for name in ("associations", "renditions"):
        if not item.get(name):
            item.pop(name, None)
    written = without_credentials(orjson.dumps(item, option=orjson.OPT_SORT_KEYS).decode())
    if written == revision.item and slots == revision.slots:
        return revision
    digest = hashlib.sha256(written.encode()).hexdigest()
    return Revision.model_validate(
        {**dict(revision), "item": written, "hash": digest, "slots": slots}
    )


def names_of(revisions: Iterable[Revision | None]) -> set[str]:
    """Give every name of a picture that these revisions have."""
    return {name for each in revisions if each for slot in each.slots for name in slot.names}


def _found(slot: Slot, known: Known, now: datetime) -> tuple[Kept | None, bool]:
    """Give the picture to show, if any, and whether its place is out of the story."""
    named, edit = slot.named, slot.edit
    of_slot = [known[name] for name in slot.names if name in known]
    is_early = named.embargoed_until is not None and named.embargoed_until > now
    is_over = named.expires is not None and named.expires <= now
    is_out = named.pub_status != "usable" or is_early or is_over
    if is_out or (edit and edit.dropped) or any(each.ended for each in of_slot):
        return None, True
    released = bool(edit and edit.released)
    good = [each for each in of_slot if each.may_be_shown(now, released=released)]
    if not good:
        # What may not be shown now is not spoken of either.
        return None, bool(of_slot)
    return max(good, key=_rank), False


def _has_ended(slot: Slot, known: Known) -> bool:
    return any(known[name].ended for name in slot.names if name in known)


def _is_recalled(slot: Slot, known: Known) -> bool:
    return any(known[name].ended == "recalled" for name in slot.names if name in known)


def _forgotten(slot: Slot) -> Slot:
    """Keep of a recalled picture's place by which names it is known, and no word of it."""
    public: dict[str, Any] = orjson.loads(slot.public) if slot.public else {}
    bare = {key: public[key] for key in ("name", "uri", "type", "pubStatus") if key in public}
    edit = slot.edit and PictureEdit(picture=slot.edit.picture, dropped=slot.edit.dropped)
    return Slot(
        source=slot.source,
        named=Picture.model_validate({**dict(slot.named), "says": Caption()}),
        public=orjson.dumps(bare, option=orjson.OPT_SORT_KEYS).decode() if bare else "",
        edit=edit,
    )


_WHOSE = ("by", "copyrightNotice", "usageTerms", "digitalSourceType", "rightsInfo")


def _without_words(item: Mapping[str, Any]) -> dict[str, Any]:
    """Say nothing of the picture that an item was: it has ended, and its words with it."""
    texts = (
        each
        for each in item.get("descriptions", ())
        if role_word(each.get("role")) not in {"", "caption", "text", *ALT_ROLES}
    )
    sources = (
        each
        for each in item.get("infoSources", ())
        if role_word(each.get("role")) not in CREDIT_ROLES
    )
    left = {key: value for key, value in item.items() if key not in _WHOSE}
    left |= {"descriptions": [*texts], "infoSources": [*sources]}
    return {key: value for key, value in left.items() if value != []}


def _rank(kept: Kept) -> tuple[int, int, str]:
    media = kept.media
    assert media is not None
    return media.width * media.height, media.number, media.sha256


def _uri(slot: Slot) -> str:
    return str(orjson.loads(slot.public)["uri"]) if slot.public else ""


def _is_ours(rendition: Mapping[str, Any], site_url: str) -> bool:
    return str(rendition.get("href", "")).startswith(f"{site_url.rstrip('/')}/media/")


def _association(slot: Slot, kept: Kept | None, site_url: str) -> dict[str, Any]:
    public: dict[str, Any] = orjson.loads(slot.public)
    renditions = [*_renditions(kept, slot, site_url), *public.get("renditions", [])]
    said = {**public, "renditions": renditions, **_words(slot, kept, public)}
    return {key: value for key, value in said.items() if value not in ([], "", None)}


def _renditions(kept: Kept | None, slot: Slot, site_url: str) -> list[dict[str, Any]]:
    if kept is None or kept.media is None:
        return []
    media = kept.media
    point = slot.named.focal_point or media.focal_point
    focus = (point.x, point.y) if point else None
    if slot.edit and slot.edit.focus:
        x, y = slot.edit.focus.split("x")
        focus = int(x) / 100, int(y) / 100
    found = []
    for asked, width, height in sizes(media.width, media.height):
        each: dict[str, Any] = {
            "name": f"{'poster' if slot.named.kind == 'poster' else 'w'}{asked}",
            "href": site_url.rstrip("/") + address(media.sha256, asked),
            "contentType": "image/jpeg",
            "width": width,
            "height": height,
        }
        if focus:
            each["poi"] = {"x": round(width * focus[0]), "y": round(height * focus[1])}
        found.append(each)
    return found


def _words(slot: Slot, kept: Kept | None, public: Mapping[str, Any]) -> dict[str, Any]:
    """Say what the picture shows and whose it is: the story's own words before the file's."""
    of_file = kept.media.says if kept and kept.media else Caption()
    says = _own_words(slot, public).or_else(of_file)
    alt, caption = says.alt, says.caption
    if slot.edit and slot.edit.alt is not None:
        alt = slot.edit.alt
    if slot.edit and slot.edit.caption is not None:
        caption = slot.edit.caption
    # An item that is the picture has a summary of its own.
    replaced = {*(_CAPTION_ROLES if slot.public else ("", "caption", "text")), *ALT_ROLES}
    others = [
        each
        for each in public.get("descriptions", [])
        if role_word(each.get("role")) not in replaced
    ]
    texts = [
        {"role": role, "contentType": "text/plain", "value": _line(value)}
        for role, value in (("caption", caption), (_ALT, alt))
        if value and _line(value)
    ]
    said: dict[str, Any] = {
        "descriptions": [*texts, *others],
        "copyrightNotice": _line(says.copyright_notice or ""),
        "usageTerms": _line(says.usage_terms or ""),
    }
    if says.by and not public.get("by"):
        said["by"] = _line(says.by)
    credit = says.credit or says.copyright_notice
    if credit:
        info = [
            each
            for each in public.get("infoSources", [])
            if role_word(each.get("role")) not in CREDIT_ROLES
        ]
        said["infoSources"] = [*info, {"name": _line(credit), "role": "creditLine"}]
    if (kind := says.digital_source_type or "").startswith(("http://", "https://")):
        said["digitalSourceType"] = {"uri": kind}
    if (licence := says.licence or "").startswith(("http://", "https://")):
        said["rightsInfo"] = {"linkedRights": licence}
    return {key: value for key, value in said.items() if value}


def _own_words(slot: Slot, public: Mapping[str, Any]) -> Caption:
    """Give what the story says of it, as far as that may be said in public."""
    texts = {
        role_word(each.get("role")): each.get("value")
        for each in reversed(public.get("descriptions", []))
    }
    named = slot.named.says
    caption = next((texts[role] for role in _CAPTION_ROLES if texts.get(role)), None)
    if not slot.public:
        caption = texts.get("caption") or texts.get("text") or texts.get("")
    return Caption(
        alt=named.alt,
        caption=caption,
        by=public.get("by") or named.by,
        credit=named.credit,
        copyright_notice=public.get("copyrightNotice") or named.copyright_notice,
        usage_terms=public.get("usageTerms") or named.usage_terms,
        licence=named.licence,
        digital_source_type=named.digital_source_type,
    )


def _line(text: str) -> str:
    return " ".join(text.split())
