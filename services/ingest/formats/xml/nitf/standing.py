"""How an item stands: status, embargo, dates, further names; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from services.ingest.formats.fields import EmbargoField, Spot
from services.ingest.formats.parsed import (
    ParsedItem,
    Payload,
    Problem,
)
from services.ingest.formats.text.names import named
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.written_dates import Near
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    find,
    find_all,
    language_of,
    place,
    words,
)
from shared.articles import Extras
from shared.ninjs import AltId, Item, PubStatus

_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "embargoed": "usable",  # and not before its time, see `_embargo`
    "withheld": "withheld",
    "hold": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "withdrawn": "canceled",
    "retracted": "canceled",
}


def also_named(
    docdata: Element | None, correction: Element | None, status: PubStatus
) -> Iterator[AltId]:
    """Name the document that a kill, or a hold, says that it is about."""
    stopped = attribute(docdata, "management-doc-idref")
    if status == "canceled":
        stopped = stopped or attribute(correction, "id-string")
    if stopped:
        yield AltId(role="management-doc-idref", value=stopped)


def also_stopped(nitf: Element, item: Item) -> Iterator[ParsedItem]:
    """Give a kill or hold for another document that a usable one says is canceled or held."""
    docdata = find(nitf, "head/docdata")
    other = attribute(docdata, "management-doc-idref")
    said = _STATUSES.get((attribute(docdata, "management-idref-status") or "").lower())
    if other and said in ("canceled", "withheld") and item.pub_status == "usable":
        uri, alt_ids = named(other)
        if uri != item.uri:
            stop = Item(
                uri=uri,
                version_created=item.version_created,
                pub_status=said,
                slugline=item.slugline,
                alt_ids=alt_ids,
            )
            yield ParsedItem(stop, Extras())


def meta_of(head: Element | None) -> dict[str, str]:
    """Give the meta elements of the head, by name."""
    said: dict[str, str] = {}
    for element in find_all(head, "meta"):
        name = attribute(element, "name", "http-equiv")
        content = attribute(element, "content")
        if name and content:
            said.setdefault(name.lower(), content)
    return said


def ending(meta: dict[str, str], name: str) -> str | None:
    """Give what a wire says under its own name for this: `anpa-category`, `ap-category`."""
    own = next((said for key, said in meta.items() if key.endswith(f"-{name}")), None)
    return meta.get(f"anpa-{name}") or meta.get(name) or own


def date_of(element: Element | None, problems: list[Problem], near: Near) -> datetime | None:
    """Read a date, or say that none can be read."""
    if element is None:
        return None
    written = attribute(element, "norm") or words(element)
    read = dates.moment(written, near)
    if written and read is None:
        problems.append(
            Problem(
                detail=f"{written[:60]!r} is no date-time.",
                fix="Write it in ISO 8601 with an offset, such as 20261123T081030+0000.",
                xpath=place(element) + "/@norm",
            )
        )
    return read


def status_of(docdata: Element | None, problems: list[Problem]) -> PubStatus:
    """Give its state; one nobody knows is a hold."""
    said = (attribute(docdata, "management-status") or "usable").lower()
    status = _STATUSES.get(said)
    if status is None:
        problems.append(
            Problem(
                detail=f"{said[:40]!r} is no management-status; the item is withheld.",
                fix="Use usable, embargoed, withheld or canceled.",
                xpath=f"{place(docdata)}/@management-status" if docdata is not None else None,
            )
        )
    return status or "withheld"


def embargoes(
    docdata: Element | None, issued: datetime | None, payload: Payload
) -> Iterator[EmbargoField]:
    """Read a release that lies after the issue, or that nobody can read, and the status.

    A release of the day of issue, as most have it, is no embargo.
    """
    is_embargoed = (attribute(docdata, "management-status") or "").lower() == "embargoed"
    for element, said in _releases(docdata):
        at = dates.moment(said, payload.near)
        is_later = at is None or at > (issued or payload.received_at)
        if is_later or (is_embargoed and issued is None):
            written = said if any(map(str.isalnum, said.strip("0"))) else ""
            yield EmbargoField(written, Spot(xpath=place(element)))
    if is_embargoed:
        where = f"{place(docdata)}/@management-status" if docdata is not None else None
        yield EmbargoField(None, Spot(xpath=where))


def _releases(docdata: Element | None) -> Iterator[tuple[Element, str]]:
    """Give every time of release: by its norm and, where they say more, by its words."""
    releases = [*find_all(docdata, "date.release")]
    for release in releases:
        norm, said = attribute(release, "norm"), words(release)
        yield release, norm or said
        if norm and said:
            yield release, said
    for rights in find_all(docdata, "doc.rights"):
        start = attribute(rights, "startdate")
        if start:
            yield rights, start


def urgency(
    element: Element | None, meta: dict[str, str], problems: list[Problem]
) -> int | None:
    """Give its urgency, 1 to 8."""
    written = attribute(element, "ed-urg") or meta.get("urgency") or ""
    if written in {"1", "2", "3", "4", "5", "6", "7", "8", "9"}:
        return int(written)
    if written and written != "0" and element is not None:
        problems.append(
            Problem(
                detail=f"{written[:20]!r} is no urgency.",
                fix="Give ed-urg a number from 1 (most urgent) to 8.",
                xpath=place(element) + "/@ed-urg",
            )
        )
    return None


def language(nitf: Element, contents: list[Element]) -> str | None:
    """Give its language."""
    content = contents[0] if contents else None
    for element in (content, find(nitf, "body"), nitf):
        said = language_of(element) if element is not None else None
        if said:
            return said
    said = attribute(nitf, "baselang") or meta_of(find(nitf, "head")).get("language")
    if said:
        return said
    paragraphs = {language_of(p) for p in find_all(content, "p")}
    return paragraphs.pop() if len(paragraphs) == 1 else None


def signals(docdata: Element | None, correction: Element | None) -> Iterator[str]:
    """Give its signals: corrections, and what is for newsrooms."""
    if correction is not None:
        yield "sig:correction"
    for name, key, mark in (
        ("fixture", "fix-id", "fixture"),
        ("doc-scope", "scope", "scope"),
        ("series", "series.name", "series"),
    ):
        for element in find_all(docdata, name):
            said = attribute(element, key)
            if said:
                yield f"{mark}:{said}"
