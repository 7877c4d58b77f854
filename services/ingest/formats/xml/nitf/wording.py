"""What people read in an item: headlines, bylines, dateline, notes, bodies; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from services.ingest.formats.parsed import (
    Words,
)
from services.ingest.formats.text.markup import plain_line
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.bylines import signed_by
from services.ingest.formats.wording.datelines import dateline_in, dateline_of_story
from services.ingest.formats.wording.written_dates import Near
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    children,
    descendants,
    find,
    find_all,
    words,
)
from services.ingest.formats.xml.nitf.standing import ending
from services.ingest.formats.xml.story_markup import (
    dateline_words,
    private_notes,
    story_html,
)
from shared.articles import Author, WireDateline
from shared.ninjs import Text

_SIGNED = re.compile(r"(?i)(?:by|von|par|por|door|av|af|di)\s")


def words_of(nitf: Element, said_to_editors: Sequence[str]) -> Iterator[Words]:
    """Give what the item's own fields do not show: notes line by line, and what is around."""
    for line in said_to_editors or [""]:
        yield Words("note", line)
    for name in ("body/body.head/distributor", "body/body.head/series", "body/body.end"):
        for element in find_all(nitf, name):
            if said := words(element):
                yield Words("aside", said)


def slugline_of(
    docdata: Element | None, meta: dict[str, str], keys: Sequence[str]
) -> str | None:
    """Give its slugline."""
    candidates = (
        meta.get("anpa-keyword"),
        ending(meta, "slugline"),
        ending(meta, "slug"),
        attribute(find(docdata, "du-key"), "key"),
        attribute(find(docdata, "doc-name"), "name-string"),
        meta.get("subject"),
        " ".join(keys[:3]),
    )
    return next((text.strip() for text in candidates if text and text.strip()), None)


def notes_of(
    nitf: Element,
    docdata: Element | None,
    contents: list[Element],
    meta: dict[str, str],
) -> tuple[str | None, tuple[str, ...]]:
    """Give the editor's note, and private notes beside it."""
    said = ((attribute(e, "info"), words(e)) for e in find_all(docdata, "ed-msg"))
    messages = [text for told in said for text in told if text]
    correction = find(docdata, "correction")
    if correction is not None and attribute(correction, "info"):
        messages.append(f"CORRECTION: {attribute(correction, 'info')}")
    beside = [text for e in find_all(nitf, "body/body.head/note") if (text := words(e))]
    beside += [note for note in (meta.get("ednote"), meta.get("editor-note")) if note]
    if not messages and beside:
        messages, beside = beside[:1], beside[1:]
    inside = [note for content in contents for note in private_notes(content)]
    below = [
        text
        for e in find_all(nitf, "body/body.end/tagline")
        if _is_for_newsrooms(e) and (text := words(e))
    ]
    return "\n".join(messages) or None, (*beside, *inside, *below)


def _is_for_newsrooms(element: Element) -> bool:
    """Tell what NITF calls a non-publishable advisory."""
    return (attribute(element, "type") or "").lower() == "npa"


def bodies_of(
    nitf: Element, contents: list[Element], meta: dict[str, str]
) -> tuple[tuple[Text, ...], int | None]:
    """Give the bodies, the main one first."""
    written = "".join(_story(content) for content in contents)
    for tagline in find_all(nitf, "body/body.end/tagline"):
        if not _is_for_newsrooms(tagline):
            written += story_html(tagline)
    if not written:
        return (), None
    counted = ending(meta, "wordcount") or ""
    length = find(nitf, "head/pubdata")
    if not counted and (attribute(length, "unit-of-measure") or "").lower().startswith("word"):
        counted = attribute(length, "item-length") or ""
    count = int(counted) if re.fullmatch(r"\d{1,6}", counted, re.ASCII) else None
    text = Text(role="main", content_type="text/html", value=written)
    return (text,), count


def _story(content: Element) -> str:
    """Write a story; where blocks have its lead and then all of it, the lead once."""
    blocks = [*children(content)]
    if any(_class(block) == "full_text" for block in blocks):
        return "".join(
            story_html(block)
            for block in blocks
            if not _class(block).endswith("lead_paragraph")
        )
    return story_html(content)


def _class(element: Element) -> str:
    return (attribute(element, "class") or "").lower()


def headlines(headline: str, top: Element | None) -> tuple[Text, ...]:
    """Give the headlines, the main one first."""
    others = [
        Text(role="sub", content_type="text/plain", value=text)
        for name in ("hl2", "hl3", "hl4")
        for element in find_all(top, f"hedline/{name}")
        if (text := plain_line(words(element))) and text != headline
    ]
    if not headline:
        return tuple(others)
    return (Text(role="main", content_type="text/plain", value=headline), *others)


def descriptions(top: Element | None, correction: Element | None) -> tuple[Text, ...]:
    """Give summaries."""
    abstracts = [
        Text(role="summary", content_type="text/plain", value=text)
        for element in find_all(top, "abstract")
        if (text := plain_line(words(element)))
    ]
    info = attribute(correction, "info")
    if info:
        abstracts.append(Text(role="correction", content_type="text/plain", value=info))
    return tuple(abstracts)


def byline_of(
    top: Element | None, meta: dict[str, str]
) -> tuple[str | None, tuple[Author, ...]]:
    """Give the byline, and who wrote it."""
    lines: list[str] = []
    authors: list[Author] = []
    bylines = [*find_all(top, "byline")]
    # Archives add the same names as their index has them: `Lee, Ann`.
    bylines = [one for one in bylines if "normalized" not in _class(one)] or bylines
    for byline in bylines:
        title = words(find(byline, "byttl")) or words(next(descendants(byline, "byttl"), None))
        line = words(byline)
        if title and line.endswith(title):
            line = line[: -len(title)].rstrip(" ,")
        elif title:
            line = " ".join(line.replace(title, " ", 1).split())
        if not line and _SIGNED.match(title):  # PA signs in the title alone
            line, title = title, ""
        people = [words(person) for person in descendants(byline, "person") if words(person)]
        authors += [Author(name=name, role=title or None) for name in people]
        # Where some are marked as persons, others may stand beside them.
        authors += [
            author
            for author in signed_by(line, role=title or None)
            if not any(author.name in name or name in author.name for name in people)
        ]
        if line or title:
            lines.append(line or title)
    if not lines and (said := plain_line(meta.get("byline") or meta.get("author") or "")):
        return said, signed_by(said)
    return "; ".join(lines) or None, tuple(dict.fromkeys(authors))


def dateline_of(top: Element | None) -> WireDateline | None:
    """Give its dateline, out of fields or off its text."""
    dateline = find(top, "dateline")
    if dateline is None:
        return None
    location = find(dateline, "location")
    where = location if location is not None else dateline
    city = words(next(descendants(where, "city"), None))
    region = words(next(descendants(where, "state"), None)) or words(
        next(descendants(where, "region"), None)
    )
    country = next(descendants(where, "country"), None)
    date = find(dateline, "story.date")
    text = re.sub(r"\s+(?=[,.)])|(?<=\()\s+", "", dateline_words(dateline))
    found = dateline_in(text)
    if location is not None and words(location) and not city:
        where_only = dateline_in(words(location))
        city, region = where_only.place or "", region or where_only.region or ""
    agency = found.agency if found.agency != words(country) else None
    read = WireDateline(
        text=text or None,
        place=city or found.place,
        region=region or (None if city else found.region),
        country=attribute(country, "iso-cc") or words(country) or None,
        date=attribute(date, "norm") or words(date) or found.date,
        agency=agency,
    )
    return read if read != WireDateline() else None


def signed(dateline: WireDateline | None, body: str) -> WireDateline | None:
    """Complete a dateline by the one that the story begins with, if it is of the same place."""
    above = dateline_of_story(body)
    if dateline is None or above is None:
        return dateline or above
    if not dateline.place:  # a date alone
        return WireDateline(**{**dict(above), "date": dateline.date or above.date})
    if dateline.place.casefold() != (above.place or "").casefold():
        return dateline
    told = {"agency": dateline.agency or above.agency, "date": dateline.date or above.date}
    return WireDateline(**{**dict(dateline), **told})


def story_date(top: Element | None, near: Near) -> datetime | None:
    """Read when the story was written; a date in words (`2 mar`) is the dateline's alone."""
    return dates.moment(attribute(find(top, "dateline/story.date"), "norm"), near)
