"""How a NewsItem is named and how it stands: status, revision, embargo; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from services.ingest.formats.fields import EmbargoField, Spot
from services.ingest.formats.text.names import named
from services.ingest.formats.text.newscodes import item_uri
from services.ingest.formats.wording import dates
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    children,
    find,
    find_all,
    language_of,
    place,
    words,
)
from services.ingest.formats.xml.embargo_marks import embargo_marks
from services.ingest.formats.xml.newsml_1_2.parts import NewsItem, formal_name
from shared.ninjs import AltId, PubStatus

_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "embargoed": "usable",  # and not before its time, see `_status`
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "deleted": "canceled",
    "withdrawn": "canceled",
    "retracted": "canceled",
    "hold": "withheld",
}
_CAREFUL: tuple[PubStatus, ...] = ("usable", "withheld", "canceled")
_KILLS = frozenset({"delete", "kill", "cancel", "mandatorykill", "retract"})


def identity_of(news: NewsItem) -> tuple[str | None, str | None, tuple[AltId, ...]]:
    """Give uri, version and further names."""
    identifier = find(news.element, "Identification/NewsIdentifier")
    public = words(find(identifier, "PublicIdentifier"))
    revision = words(find(identifier, "RevisionId"))
    parts = [words(find(identifier, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    alt_ids: list[AltId] = []
    story = ""
    if public:
        alt_ids.append(AltId(role="guid", value=public))
        suffix = re.search(r":(\d+)[NUA]?$", public)
        stem = public[: suffix.start()] if suffix is not None else public
        ours = all(parts) and stem == "urn:newsml:" + ":".join(parts)
        same = suffix is not None and suffix[1] == revision.rstrip("NUA")
        story = stem if revision and (ours or (same and public.count(":") > 4)) else public
    elif all(parts):
        story = "urn:newsml:" + ":".join(parts)
    if not story:
        news.say(
            identifier if identifier is not None else news.element,
            "The item has no identifier; its next version will not be known as the same.",
            "Give Identification/NewsIdentifier with a PublicIdentifier.",
        )
        return None, revision or None, ()
    uri, more = named(story)
    if uri == public:
        alt_ids = []
    if news.part is not None and uri is not None:
        # What takes the NewsItem back takes all its stories back.
        alt_ids.append(AltId(role="newsItem", value=uri))
        same = [*_siblings(news)]
        number = attribute(news.part, "Duid") or str(same.index(news.part) + 1)
        return item_uri(f"{uri}#{number}"), revision or None, (*alt_ids, *more)
    return uri, revision or None, (*alt_ids, *(alt for alt in more if alt not in alt_ids))


def _siblings(news: NewsItem) -> Iterator[Element]:
    above = news.part.getparent() if news.part is not None else None
    yield from children(above, "NewsComponent") if above is not None else ()


def replaced_of(news: NewsItem, status: PubStatus) -> Iterator[AltId]:
    """Name what a kill says it replaces, so that it reaches that as well."""
    before = attribute(find(news.management, "DerivedFrom"), "NewsItem")
    if status == "canceled" and before:
        yield AltId(role="derivedFrom", value=before)


def moment_of(news: NewsItem, name: str) -> datetime | None:
    """Read a moment of the NewsManagement, or say that none can be read."""
    element = find(news.management, name)
    if element is None:
        return None
    read = dates.moment(words(element), news.payload.near)
    if read is None and words(element):
        news.say(
            element,
            f"{words(element)[:60]!r} is no date-time.",
            "Write it in ISO 8601 with an offset, such as 20261123T081030+0000.",
        )
    return read


def status_of(news: NewsItem) -> PubStatus:
    """Give the most careful of what the item, its NITF and its instructions say."""
    element = find(news.management, "Status")
    status = _STATUSES.get((attribute(element, "FormalName") or "Usable").lower())
    if status is None and element is not None:
        news.say(
            element,
            f"NewsML knows no status {(attribute(element, 'FormalName') or '')[:40]!r}; "
            "the item is withheld.",
            "Use Usable, Embargoed, Withheld or Canceled.",
        )
    instructions = (
        (attribute(e, "FormalName") or "").lower()
        for e in find_all(news.management, "Instruction")
    )
    if any(re.sub(r"\W", "", text) in _KILLS for text in instructions):
        return "canceled"
    known = [_STATUSES[mark] for mark in _marks_inside(news) if mark in _STATUSES]
    return max(status or "withheld", *known, "usable", key=_CAREFUL.index)


def _marks_inside(news: NewsItem) -> list[str]:
    return [(attribute(e, "management-status") or "").lower() for e in news.inside("docdata")]


def _changes(news: NewsItem) -> dict[PubStatus | None, tuple[str, Element]]:
    """Give when the status will change to which, as written."""
    changes: dict[PubStatus | None, tuple[str, Element]] = {}
    for will_change in find_all(news.management, "StatusWillChange"):
        future = formal_name(will_change, "FutureStatus") or ""
        written = words(find(will_change, "DateAndTime"))
        changes.setdefault(_STATUSES.get(future.lower()), (written, will_change))
    return changes


def expires_of(news: NewsItem) -> datetime | None:
    """Give when it may be shown no more."""
    changes = _changes(news)
    told = (changes[status][0] for status in ("canceled", "withheld") if status in changes)
    return next(
        (end for written in told if (end := dates.moment(written, news.payload.near))), None
    )


def embargoes_of(news: NewsItem) -> Iterator[EmbargoField]:
    """Read the change to usable, a start of use after the making, and the NITF inside."""
    status = find(news.management, "Status")
    said = (attribute(status, "FormalName") or "").lower()
    is_embargoed = "embargoed" in (said, *_marks_inside(news))
    if is_embargoed:
        yield EmbargoField(None, Spot(xpath=place(status)) if status is not None else Spot())
    change = _changes(news).get("usable")
    if change is not None:
        yield EmbargoField(change[0], Spot(xpath=place(change[1])))
    made = moment_of(news, "ThisRevisionCreated")
    for element in news.under("RightsMetadata/UsageRights/StartDate"):
        start = dates.moment(words(element), news.payload.near)
        if start is None or (made is not None and start > made):
            yield EmbargoField(words(element), Spot(xpath=place(element)))
    for docdata in news.inside("docdata"):
        release = find(docdata, "date.release")
        written = attribute(release, "norm") or words(release)
        at = dates.moment(written, news.payload.near)
        since = made or news.payload.received_at
        if release is not None and (at is None or is_embargoed or at > since):
            yield EmbargoField(written, Spot(xpath=place(release)))
    if news.is_marked:
        yield from embargo_marks(news.element, "Embargo")


def sent_at(news: NewsItem) -> datetime | None:
    """Give when it was sent."""
    return dates.moment(words(find(news.envelope, "DateAndTime")), news.payload.near)


def urgency_of(news: NewsItem) -> int | None:
    """Give its urgency, 1 to 9."""
    for element in (
        find(news.management, "Urgency"),
        find(news.envelope, "Priority"),
    ):
        written = attribute(element, "FormalName") or ""
        if re.fullmatch(r"[1-9]", written):
            return int(written)
    return None


def signals_of(news: NewsItem) -> Iterator[str]:
    """Give its signals: what is corrected, what is for newsrooms."""
    for name in ("Instruction", "NewsItemType"):
        for element in find_all(news.management, name):
            said = attribute(element, "FormalName")
            if said and name == "Instruction":
                yield f"instruction:{said}"
                if re.match(r"(?i)correct|rectif", said):
                    yield "sig:correction"
            elif said and said.lower() != "news":
                yield f"type:{said}"


def language_said(news: NewsItem) -> str | None:
    """Give its language, the innermost that is said."""
    for element in news.under("DescriptiveMetadata/Language"):
        said = attribute(element, "FormalName")
        if said:
            return said
    return language_of(news.element)
