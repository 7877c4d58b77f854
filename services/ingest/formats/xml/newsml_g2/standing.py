"""How an item stands, and what else is called what it is: status, embargo, names; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from services.ingest.formats.fields import EmbargoField, Spot
from services.ingest.formats.text.names import local_code
from services.ingest.formats.text.newscodes import is_uri
from services.ingest.formats.wording import dates
from services.ingest.formats.xml.document import (
    attribute,
    find,
    find_all,
    local_name,
    place,
    words,
)
from services.ingest.formats.xml.embargo_marks import embargo_marks
from services.ingest.formats.xml.newsml_g2.parts import TYPES, NewsItem
from shared.ninjs import AltId, PubStatus

_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "withdrawn": "canceled",  # LSEG's, of what its source took back
}
_KILLS = frozenset({"kill", "mandatorykill", "storykill"})
_NUMBER_OF_THE_DAY = re.compile(r"[A-Z]{2,4}[ -]?\d{3,4}", re.ASCII)
"""As APA's (`APA0123`), which tomorrow is another story's."""


def type_of(news: NewsItem) -> str:
    """Tell what kind of item it is."""
    code = local_code(attribute(find(news.meta, "itemClass"), "qcode", "uri", "literal"))
    if code.lower() in TYPES:
        return TYPES[code.lower()]
    return "composite" if local_name(news.element) == "packageItem" else "text"


def made_once(news: NewsItem) -> datetime | None:
    """Give when a first version was made: then was the item, too."""
    first = (attribute(news.element, "version") or "1") == "1"
    return news.moment("versionCreated") if first else None


def status_of(news: NewsItem) -> PubStatus:
    """Give its state; one nobody knows is a hold."""
    said = [*find_all(news.meta, "pubStatus")]
    element = said[0] if said else None
    if len({local_code(attribute(one, "qcode", "uri", "literal")).lower() for one in said}) > 1:
        news.say(
            said[0],
            "There are several publishing statuses, which differ; the item is withheld.",
            "Give one pubStatus.",
        )
        return "withheld"
    code = local_code(attribute(element, "qcode", "uri", "literal")).lower()
    status = _STATUSES.get(code or "usable")
    if status is None and element is not None:
        news.say(
            element,
            f"G2 knows no publishing status {code[:40]!r}; the item is withheld.",
            "Use stat:usable, stat:withheld or stat:canceled.",
        )
    if any(local_code(one).lower() in _KILLS for one in news.codes(news.meta, "signal")):
        return "canceled"
    return status or "withheld"


def embargoes_of(news: NewsItem) -> Iterator[EmbargoField]:
    """Give all that looks like an embargo."""
    for element in find_all(news.meta, "embargoed"):
        yield EmbargoField(words(element), Spot(xpath=place(element)))
    if news.is_marked:
        yield from embargo_marks(news.element, "embargoed")


def says_advisory(news: NewsItem, signals: tuple[str, ...]) -> bool:
    """Tell what is for newsrooms only: by its profile, or AP's by no `newscontent`."""
    if words(find(news.meta, "profile")).lower() == "advisory":
        return True
    is_ap = (attribute(news.element, "guid") or "").startswith("tag:ap.org,")
    return is_ap and bool(signals) and "newscontent" not in map(local_code, signals)


def evolved_from_of(news: NewsItem) -> str | None:
    """Give what this was written from."""
    for link in find_all(news.meta, "link"):
        if local_code(attribute(link, "rel")) in (
            "evolvedFrom",
            "previousVersion",
            "translatedFrom",
        ):
            before = attribute(link, "residref", "guidref", "href")
            return before if before != attribute(news.element, "guid") else None
    return None


def page_of(news: NewsItem) -> str | None:
    """Give where its page is."""
    for link in find_all(news.meta, "link"):
        href = attribute(link, "href")
        if local_code(attribute(link, "rel")) in ("isA", "canonical", "webstory") and href:
            return href if is_uri(href) and href.startswith("http") else None
    return None


def urgency_of(news: NewsItem) -> int | None:
    """Give its urgency, 1 to 9."""
    element = find(news.content, "urgency")
    written = words(element)
    if re.fullmatch(r"[1-9]", written):
        return int(written)
    if written not in ("", "0") and element is not None:
        news.say(element, f"{written[:20]!r} is no urgency.", "Give a number from 1 to 9.")
    return None


def killed_too(news: NewsItem, status: PubStatus) -> Iterator[AltId]:
    """Name what a kill replaces; a hold of an update leaves what was before it."""
    before = evolved_from_of(news)
    if status == "canceled" and before:
        yield AltId(role="evolvedFrom", value=before)


def alt_ids_of(news: NewsItem) -> Iterator[AltId]:
    """Give the item's other names."""
    for element in find_all(news.content, "altId"):
        value = words(element) or attribute(element, "id")
        role = local_code(attribute(element, "type")) or None
        if value and _NUMBER_OF_THE_DAY.fullmatch(value):
            role = "transref"
        if value:
            yield AltId(role=role, value=value)
    for element in find_all(news.meta, "versionedId"):  # Reuters
        versioned = attribute(element, "guid")
        if versioned:
            yield AltId(role="versionedId", value=versioned)


def rights_end(news: NewsItem) -> datetime | None:
    """Give when the rights to it end."""
    for element in find_all(news.element, "rightsInfo/timeconstraint"):
        end = attribute(element, "end", "validto")
        if end:
            return dates.moment(end, news.payload.near)
    return None
