"""dpa's digitalwires JSON: ninjs words of its own, everything said of a story in one list.

https://github.com/dpa-newslab: one entry, or `{"entries": […]}` from the wireQ. It is written
anew in ninjs terms, beside what it says itself, and read as that. What dpa's `ednotes` and
`notepad` keep from publication goes into our private notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from services.ingest.formats.json.document import Json, Problems, read_json
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.json.ninjs_items import completed, read_fields
from services.ingest.formats.json.ninjs_items.listing import finished, item_fields
from services.ingest.formats.parsed import Parsed, ParsedItem, Payload, Words
from services.ingest.formats.text.markup import clean_html, html_to_text
from shared.articles import Extras

_LISTS = {
    "dpasubject": "subject",
    "subject": "subject",
    "geosubject": "place",
    "poi": "place",
    "genre": "genre",
    "person": "person",
    "organisation": "organisation",
    "infosource": "infosource",
    "provider": "infosource",
    "creator": "authors",
    "keyword": "keywords",
    "desk": "service",
}
"""Where ninjs has what dpa lists under `categories`, by its type."""
_STORY = ("article_html", "infobox_html", "linkbox_html")


def parse(payload: Payload) -> Parsed:
    """Read one entry, or a list of them."""
    problems = Problems()
    value = read_json(payload.content, problems, payload.charset)
    return parse_value(value, problems, payload)


def parse_value(value: Json, problems: Problems, payload: Payload) -> Parsed:
    """Read what is JSON already."""
    if isinstance(value, dict) and isinstance(value.get("entries"), list):
        value = value["entries"]
    items = [
        parsed
        for fields in item_fields(value, problems, payload.near)
        if (parsed := _item(fields, payload)) is not None
    ]
    return finished("digitalwires", items, problems)


def is_digitalwires(value: dict[str, Json]) -> bool:
    """Tell an entry, or a list of them, from other JSON."""
    entries = value.get("entries")
    if isinstance(entries, list) and entries and isinstance(entries[0], dict):
        value = entries[0]
    return str(value.get("format")).startswith("digitalwires") or (
        "urn" in value and "article_html" in value
    )


def _item(fields: Fields, payload: Payload) -> ParsedItem | None:
    """Read one entry as ninjs, and add what ninjs has no words for."""
    written = {key: fields.raw(key) for key in fields.keys if key not in _ELSEWHERE}
    written |= _in_ninjs_terms(fields)
    own = Fields(written, fields.pointer, fields.problems, fields.near)
    read = read_fields(own, payload)
    if read is None:
        return None
    notes = tuple(dict.fromkeys(_notes(fields, are_public=False)))
    said = (*notes, read.item.ed_note or "")
    whole = replace(
        read,
        extras=Extras(**{**dict(read.extras), "notes": notes}),
        words=(*read.words, *(Words("note", note) for note in said if note)),
    )
    return completed(whole, own, payload)


_ELSEWHERE = frozenset({"categories", "associations", "descriptions", "headline", "type"})


def _in_ninjs_terms(fields: Fields) -> dict[str, Json]:
    story = "".join(text for key in _STORY if (text := fields.text(key)))
    beside: list[Json] = [_picture(one) for one in fields.objects("associations")]
    written: dict[str, Json] = {
        "uri": fields.line("urn"),
        "type": _type(fields, has_story=bool(story)),
        "headlines": [*_headlines(fields)],
        "descriptions": [*_descriptions(fields)],
        "body_html": story or None,
        "ednote": "\n".join(dict.fromkeys(_notes(fields, are_public=True))) or None,
    }
    if story:
        written["associations"] = beside
    elif beside and isinstance(beside[0], dict):  # the entry is that picture
        written["renditions"] = beside[0].get("renditions")
    for one in fields.objects("categories"):
        kind = (one.line("type") or "").rpartition(":")[2]
        if kind == "locationcreated" and "located" not in written:
            written["located"] = one.line("name")
        if kind in _LISTS:
            listed = written.setdefault(_LISTS[kind], [])
            if isinstance(listed, list):
                listed.append(_concept(one, kind))
    return written


def _type(fields: Fields, *, has_story: bool) -> str:
    """Tell what the entry is: dpa calls all of them composite."""
    beside = next(fields.objects("associations"), None)
    kind = beside.line("type") if beside and not has_story else None
    return kind or "text"


def _headlines(fields: Fields) -> Iterator[Json]:
    for key, role in (("headline", "main"), ("kicker", "kicker"), ("subhead", "subhead")):
        value = fields.line(key)
        if value:
            yield {"role": role, "contenttype": "text/plain", "value": value}


def _descriptions(fields: Fields) -> Iterator[Json]:
    teaser = fields.line("teaser")
    if teaser:
        yield {"role": "teaser", "contenttype": "text/plain", "value": teaser}
    for one in fields.objects("descriptions", named="description"):
        role = (one.line("role") or "").rpartition(":")[2] or None
        yield {"role": role, "value": one.text("description")}


def _concept(one: Fields, kind: str) -> Json:
    """Write a category as ninjs does, with dpa's qcode as its code."""
    code = one.line("qcode")
    if kind == "keyword":
        return one.line("name")
    if kind == "desk":
        return {"name": one.line("name"), "code": code and code.rpartition(":")[2]}
    place = one.object("geojson") if kind == "poi" and one.has("geojson") else None
    return {
        "name": one.line("name"),
        "code": code,
        "role": one.line("role"),
        "geojson": place.raw("geometry") if place else None,
    }


def _picture(one: Fields) -> Json:
    credit = one.line("creditline")
    return {
        "uri": one.line("urn"),
        "type": one.line("type"),
        "version": one.line("version"),
        "versioncreated": one.line("version_created"),
        "headline": one.line("headline"),
        "description_text": one.text("caption"),
        "byline": credit,
        "renditions": one.raw("renditions"),
    }


def _notes(fields: Fields, *, are_public: bool) -> Iterator[str]:
    """Give the notes that may go further, or those that may not: the ones not said to."""
    for one in fields.objects("ednotes", named="ednote"):
        note = one.text("ednote")
        if note and (one.raw("is_publishable") is True) is are_public:
            yield html_to_text(clean_html(note)) if "<" in note else note.strip()
    notepad = fields.object("notepad") if not are_public and fields.has("notepad") else None
    private = notepad.text("nonpublic_html") if notepad else None
    if private:
        yield html_to_text(clean_html(private))
