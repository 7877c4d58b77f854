"""How an item stands: type, status, signals, embargo, language; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, get_args

from services.ingest.formats.complete import EmbargoField, Spot
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.json.ninjs_items.wording import LONGEST_KEY
from shared.articles import (
    PubStatus,
)

_ItemType = Literal[
    "text",
    "audio",
    "video",
    "picture",
    "graphic",
    "composite",
    "component",
    "event",
    "planning",
]
_TYPES: tuple[_ItemType, ...] = get_args(_ItemType)
_STATUS: dict[str, PubStatus] = {
    "usable": "usable",
    "embargoed": "usable",  # AP's word; the date says until when
    "withheld": "withheld",
    "withhold": "withheld",
    "hold": "withheld",
    "onhold": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "cancel": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "withdrawn": "canceled",
    "recalled": "canceled",
    "deleted": "canceled",
}


def where_an_embargo_belongs(fields: Fields) -> Spot:
    """Point to where an embargo is said in ninjs."""
    return Spot(pointer=fields.at("embargoedUntil", "embargoed"))


def embargo_fields(fields: Fields) -> tuple[EmbargoField, ...]:
    """Read all that looks like an embargo, however it is spelled.

    What is there and no text, a list of two different values say, cannot be read as a time.
    """
    found = [_embargo_field(fields, key) for key in fields.keys if is_of_an_embargo(key)]
    for key in fields.keys:
        inner = fields.own(key)
        if isinstance(inner, dict) and any(map(is_of_an_embargo, inner)):
            within = Fields(inner, fields.place_of(key), fields.problems, fields.near)
            found += [_embargo_field(within, one) for one in inner if is_of_an_embargo(one)]
    if (fields.line("pubStatus") or "").lower().rpartition(":")[2] == "embargoed":
        found.append(EmbargoField(None))
    return tuple(one for one in found if one is not None)


def _embargo_field(fields: Fields, key: str) -> EmbargoField | None:
    value = fields.own(key)
    if value is None or value is False or value == "":
        return None
    plain = re.sub(r"[^a-z]", "", key.lower())
    return EmbargoField(
        value if isinstance(value, str) else "",
        Spot(pointer=fields.place_of(key)),
        is_known=plain in ("embargoed", "embargoeduntil"),
    )


@lru_cache(maxsize=4096)
def is_of_an_embargo(key: str) -> bool:
    """Tell a key that looks like an embargo, however it is spelled."""
    plain = re.sub(r"[^a-z]", "", key[:LONGEST_KEY].lower())
    return plain != "embargoedtext" and any(word in plain for word in _OF_AN_EMBARGO)


_OF_AN_EMBARGO = (
    "embarg", "sperrfrist", "holduntil", "holdforrelease", "donotpublish", "notbefore",
    "publishafter", "releaseafter", "releasetime", "notforpublication",
)  # fmt: skip


def pub_status(fields: Fields, *names: str) -> PubStatus:
    """Read the wire's word for the item's state; one nobody knows is a hold, never a go."""
    word = fields.line(*(names or ("pubStatus",)))
    if word is None:
        if fields.has(*(names or ("pubStatus",))):
            return "withheld"
        return "usable"
    known = _STATUS.get(re.sub(r"[^a-z]", "", word.lower().rpartition(":")[2]))
    if known is None:
        fields.problems.add(
            fields.at(*(names or ("pubStatus",))),
            f"“{word[:40]}” is no publishing status; the item is withheld",
            "write usable, withheld or canceled",
        )
        return "withheld"
    return known


def signals_of(fields: Fields) -> Iterator[str]:
    """Read signals, and TT's word for an update: corrected, changed, or no longer published."""
    if isinstance(fields.raw("signals"), dict):
        said = fields.object("signals")
        word = said.line("updateType") if said else None
        if word:
            yield {"KORR": "sig:correction", "RÄ": "sig:correction", "UV": "sig:update"}.get(
                word, word
            )
    else:
        yield from fields.lines("signals")
    yield from fields.lines("signal")


def is_advisory_of(fields: Fields) -> bool:
    """Tell by its profile what is for newsrooms only: PA's `advisory`, TT's `INFO`."""
    profile = fields.line("profile") or ""
    return profile.lower() == "advisory" or profile == "INFO"


def item_type(fields: Fields) -> _ItemType:
    """Read what kind of item it is; an unknown kind with words is taken as text."""
    word = (fields.line("type") or "text").lower()
    if word in _TYPES:
        return _TYPES[_TYPES.index(word)]
    alias: dict[str, _ItemType] = {
        "photo": "picture",
        "image": "picture",
        "preformatted": "text",
        "article": "text",
        "story": "text",
        "complex": "composite",
    }
    if word not in alias:
        fields.problems.add(
            fields.at("type"),
            f"“{word[:40]}” is no type of item; it was taken as text",
            f"write one of {', '.join(_TYPES)}",
        )
    return alias.get(word, "text")


def language(fields: Fields, *names: str) -> str | None:
    """Read a BCP 47 tag, with the hyphens it should have."""
    tag = fields.line(*(names or ("language",)))
    if tag is None:
        return None
    tag = tag.replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}", tag):
        return tag
    fields.problems.add(
        fields.at(*(names or ("language",))),
        f"“{tag[:40]}” is no language tag; it was left out",
        "write a BCP 47 tag such as en or en-GB",
    )
    return None


def representation(fields: Fields) -> Literal["full", "partial"] | None:
    """Tell a whole item from a part of one."""
    word = (fields.line("representationType") or "").lower()
    if word in {"full", "complete"}:
        return "full"
    return "partial" if word in {"partial", "incomplete"} else None
