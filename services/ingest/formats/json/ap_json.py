"""AP's media API: ninjs 1.x words in a wrapper, renditions by reference, signals.

https://developer.ap.org/ap-media-api/: `{"data": {"item": …}}` and
`{"data": {"items": [{"meta": …, "item": …}]}}`. A story's text is a NITF rendition, fetched
apart; a caller that has it puts it under `nitf.body_html`, as Superdesk does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from services.ingest.formats.json.document import Json, Problems, read_json
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.json.ninjs_items import associations, completed, read_fields
from services.ingest.formats.json.ninjs_items.listing import MOST_ITEMS, finished
from services.ingest.formats.json.ninjs_items.origin import alt_ids, categories
from services.ingest.formats.json.ninjs_items.wording import texts
from services.ingest.formats.parsed import Parsed, ParsedItem, Payload
from services.ingest.formats.text.markup import clean_html, has_words
from services.ingest.formats.text.newscodes import is_uri
from services.ingest.formats.wording.stops import ADVISORY
from services.ingest.formats.wording.written_dates import Near
from shared.articles import Author, Extras, WireDateline
from shared.ninjs import AltId, Concept, Item, Text

_NAMES_OF_THE_ITEM = ("itemid", "friendlykey")


def parse(payload: Payload) -> Parsed:
    """Read one item or a page of a feed."""
    problems = Problems()
    value = read_json(payload.content, problems, payload.charset)
    return parse_value(value, problems, payload)


def parse_value(value: Json, problems: Problems, payload: Payload) -> Parsed:
    """Read what is JSON already."""
    items = [
        parsed
        for wrapper, fields in _items(value, problems, payload.near)
        if (parsed := _item(wrapper, fields, payload)) is not None
    ]
    return finished("ap_json", items, problems)


def is_ap(value: dict[str, Json]) -> bool:
    """Tell AP's wrapper, or its item without one, from other JSON."""
    data = value.get("data")
    if isinstance(data, dict) and ("item" in data or "items" in data):
        return True
    if isinstance(value.get("item"), dict) and "data" not in value:
        return True
    items = value.get("items")
    if isinstance(items, list) and items and isinstance(items[0], dict) and "item" in items[0]:
        return True
    altids = value.get("altids")
    return isinstance(altids, dict) and "itemid" in altids


def _items(value: Json, problems: Problems, near: Near) -> Iterator[tuple[Fields, Fields]]:
    """Find the items, each with the object that wraps it."""
    if isinstance(value, list):
        for index, one in enumerate(value[:MOST_ITEMS]):
            if isinstance(one, dict):
                yield from _wrapped(Fields(one, f"/{index}", problems, near))
        return
    if not isinstance(value, dict):
        problems.add("", "an item is a JSON object", 'send {"data": {"item": …}}', fatal=True)
        return
    yield from _wrapped(Fields(value, "", problems, near))


def _wrapped(wrapper: Fields) -> Iterator[tuple[Fields, Fields]]:
    data = wrapper.object("data") if isinstance(wrapper.raw("data"), dict) else wrapper
    data = data or wrapper
    listed = data.raw("items")
    if isinstance(listed, list):
        for index, one in enumerate(data.objects("items")):
            if index == MOST_ITEMS:
                wrapper.problems.add(
                    f"{data.at('items')}/{index}",
                    f"there are more than {MOST_ITEMS} items; the rest was left out",
                    "ask for smaller pages (page_size)",
                    fatal=True,
                )
                return
            inner = one.object("item") if isinstance(one.raw("item"), dict) else None
            yield one, inner or one
        return
    item = data.object("item") if isinstance(data.raw("item"), dict) else None
    yield (data if data.has("nitf") else wrapper), item or data


def _item(wrapper: Fields, fields: Fields, payload: Payload) -> ParsedItem | None:
    """Read one item as ninjs, then what AP says in its own way."""
    read = read_fields(fields, payload)
    if read is None:
        return None
    altids = fields.object("altids")
    item_id = altids.line("itemid") if altids else None
    item: dict[str, Any] = dict(read.item)
    extras: dict[str, Any] = dict(read.extras)

    item["uri"] = _uri(fields, item_id) or read.item.uri
    item["alt_ids"] = _alt_ids(fields, altids)
    item["slugline"], extras["take_key"] = _slugline(fields, read.item)
    item["by"] = _byline(fields, read.item) or read.item.by
    item["ed_note"] = _without(read.item.ed_note, "Eds:")
    item["usage_terms"] = ", ".join(texts(fields, "usageterms")) or None
    item["descriptions"] = _descriptions(fields, read.item)
    item["bodies"] = _bodies(wrapper, fields, payload, read.item)
    item["subjects"] = _without_categories(fields, read.item)
    beside = associations(fields, payload, 0) or associations(wrapper, payload, 0)
    item["associations"] = tuple({**one, "uri": _without_session(one["uri"])} for one in beside)
    dateline = _dateline(fields)
    item["located"] = read.item.located or (dateline.text if dateline else None)

    extras["dateline"] = dateline or read.extras.dateline
    extras["sequence"] = altids.line("transref") if altids else None
    extras["categories"] = _categories(fields) or read.extras.categories
    extras["original_source"] = _source(fields) or read.extras.original_source
    extras["creditline"] = fields.line("description_creditline", "creditline")
    extras["authors"] = read.extras.authors or _authors(fields)
    extras["signals"] = _signals(fields, read.extras)
    extras["word_count"] = read.extras.word_count or _words(fields)
    is_advisory = fields.has("signals") and not _is_news(fields)
    whole = replace(
        read,
        item=Item(**item),
        extras=Extras(**extras),
        otherwise="withheld" if is_advisory else read.otherwise,
    )
    return completed(whole, fields, payload)


def _uri(fields: Fields, item_id: str | None) -> str | None:
    """Give AP's address of the item without the query, which holds the asker's session."""
    uri = fields.line("uri")
    if uri and uri.startswith(("http://", "https://")):
        bare = _without_session(uri)
        if is_uri(bare) and (item_id is None or item_id in bare):
            return bare
    return f"urn:ap.org:{item_id}" if item_id and is_uri(f"urn:ap.org:{item_id}") else None


def _without_session(uri: str) -> str:
    return uri.partition("?")[0].partition("#")[0] if uri.startswith("http") else uri


def _alt_ids(fields: Fields, altids: Fields | None) -> tuple[AltId, ...]:
    """Give the names that are the item's alone.

    `referenceid` is a slug and `transref` a number that is used again the next day; as names
    of the item they would let one kill take a stranger's story.
    """
    if altids is None:
        return alt_ids(fields, None)
    named = ((role, altids.line(role)) for role in _NAMES_OF_THE_ITEM)
    return tuple(AltId(role=role, value=value) for role, value in named if value)


def _slugline(fields: Fields, item: Item) -> tuple[str | None, str | None]:
    """Part `BC-BBN--Top Ten, 2nd Ld` into slug and take key."""
    slugline = item.slugline or fields.line("title")
    if slugline is None or item.type != "text":
        return slugline, None
    slug, _, take = slugline.partition(",")
    return slug.removeprefix("BC-").strip(), take.strip() or None


def _byline(fields: Fields, item: Item) -> str | None:
    """Give the writers, or of a picture its photographer."""
    photographer = _photographer(fields)
    if photographer and item.type == "picture":
        return photographer
    names: list[str] = []
    for one in fields.objects("bylines", named="by"):
        title = one.line("title")
        by = one.line("by")
        name = one.line("name") or (f"{by} ({title})" if by and title else by)
        if name:
            names.append(_without(name, "By ") or name)
    return ", ".join(names) or photographer


def _photographer(fields: Fields) -> str | None:
    raw = fields.raw("photographer")
    if isinstance(raw, dict):
        named = fields.object("photographer")
        return named.line("name") if named else None
    return fields.line("photographer")


def _authors(fields: Fields) -> tuple[Author, ...]:
    found = [
        Author(name=name, role=one.line("title", "parametric"))
        for one in fields.objects("bylines", named="by")
        if (name := _without(one.line("name", "by"), "By "))
    ]
    name = _photographer(fields)
    if name:
        found.append(Author(name=name, role="photographer"))
    return tuple(found)


def _without(text: str | None, prefix: str) -> str | None:
    return text.removeprefix(prefix).strip() if text else text


def _descriptions(fields: Fields, item: Item) -> tuple[Text, ...]:
    """Add the extended headline, AP's abstract, before the caption and summary."""
    extended = fields.line("headline_extended")
    found = [
        text
        for text in item.descriptions
        if text.value != extended and text.role != "creditline"  # extras.creditline
    ]
    if extended:
        found.insert(0, Text(role="summary", content_type="text/plain", value=extended))
    return tuple(found)


def _bodies(wrapper: Fields, fields: Fields, payload: Payload, item: Item) -> tuple[Text, ...]:
    """Take the text that came along as NITF, or note that it is only referred to."""
    if item.bodies:
        return item.bodies
    for holder in (wrapper, fields):
        nitf = holder.raw("nitf")
        markup = nitf if isinstance(nitf, str) else None
        if isinstance(nitf, dict):
            inner = holder.object("nitf")
            markup = inner.text("body_html", "body") if inner else None
        if markup:
            cleaned = clean_html(markup, base=payload.url)
            if has_words(cleaned):
                return (Text(role="main", content_type="text/html", value=cleaned),)
    if item.type == "text" and item.pub_status == "usable":
        fields.problems.add(
            fields.at("renditions"),
            "the story's text is not here, only the address of its NITF rendition",
            "fetch renditions.nitf.href and send that as application/xml, or its body under "
            "nitf.body_html",
        )
    return ()


def _without_categories(fields: Fields, item: Item) -> tuple[Concept, ...]:
    """Leave out the one-letter categories: they are `extras.categories`."""
    letters = set(_categories(fields))
    return tuple(
        subject
        for subject in item.subjects
        if not (
            subject.rel == "category" and subject.uri is None and subject.literal in letters
        )
    )


def _categories(fields: Fields) -> tuple[str, ...]:
    codes = [
        code
        for one in fields.objects("subject", "subjects")
        if "category" in one.lines("rels", "rel") and (code := one.line("code"))
    ]
    return tuple(dict.fromkeys(codes)) or categories(fields, "service", "categories")


def _source(fields: Fields) -> str | None:
    names = [
        name for one in fields.objects("infosource", named="name") if (name := one.line("name"))
    ]
    return ",".join(names) or fields.line("source", "provider")


def _dateline(fields: Fields) -> WireDateline | None:
    one = fields.object("datelinelocation")
    if one is None:
        return None
    city = one.line("city", "name")
    region, country = one.line("countryareaname"), one.line("countryname")
    if city is None and region is None and country is None:
        return None
    return WireDateline(
        text=", ".join(filter(None, (city, region or country))) or None,
        place=city or region or country,
        region=region,
        country=country or one.line("countrycode"),
    )


def _is_news(fields: Fields) -> bool:
    return "newscontent" in fields.lines("signals")


def _signals(fields: Fields, read: Extras) -> tuple[str, ...]:
    """Add that an item is an advisory; others wrap items as AP does, but signal nothing."""
    is_unsaid = not fields.has("signals", "altids")
    signals = read.signals if is_unsaid or _is_news(fields) else (*read.signals, ADVISORY)
    return tuple(dict.fromkeys(signals))


def _words(fields: Fields) -> int | None:
    for one in fields.objects("renditions"):
        if one.has("words"):
            return one.whole("words", least=0, most=10_000_000)
    return None
