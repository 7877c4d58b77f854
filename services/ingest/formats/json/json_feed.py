"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from services.ingest.formats.fields import FieldsRead, Spot
from services.ingest.formats.json.document import Json, Problems, read_json
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.json.ninjs_items import completed
from services.ingest.formats.json.ninjs_items.listing import (
    MOST_ITEMS,
    embargoes_around,
    finished,
)
from services.ingest.formats.json.ninjs_items.origin import alt_ids
from services.ingest.formats.json.ninjs_items.standing import embargo_fields, language
from services.ingest.formats.json.ninjs_items.wording import other_words
from services.ingest.formats.parsed import Parsed, ParsedItem, Payload
from services.ingest.formats.text.markup import absolute_url, clean_html, has_words, tidy_text
from services.ingest.formats.text.newscodes import is_uri, item_uri
from shared.articles import Author, Extras
from shared.ninjs import InfoSource, Item, Rendition, Text


def parse(payload: Payload) -> Parsed:
    """Read every item of the feed."""
    problems = Problems()
    value = read_json(payload.content, problems, payload.charset)
    return parse_value(value, problems, payload)


def parse_value(value: Json, problems: Problems, payload: Payload) -> Parsed:
    """Read what is JSON already; of feeds in a list, the first."""
    items: list[ParsedItem] = []
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        feed = Fields(value, "", problems, payload.near)
        around = embargoes_around(value)
        for index, fields in enumerate(feed.objects("items")):
            if index == MOST_ITEMS:
                problems.add(
                    f"/items/{index}",
                    f"there are more than {MOST_ITEMS} items; the rest was left out",
                    "give the newest ones, and the rest under next_url",
                    fatal=True,
                )
                break
            item = _item(feed, fields.with_others(around) if around else fields, payload)
            if item is not None:
                items.append(item)
        if not items and not problems.found and "items" in value:
            return Parsed(format="json_feed", items=())
    else:
        problems.add(
            "", "a feed is a JSON object", 'send {"version": …, "items": []}', fatal=True
        )
    return finished("json_feed", items, problems)


def is_json_feed(value: dict[str, Json]) -> bool:
    """Tell a JSON Feed by its version."""
    version = value.get("version")
    return isinstance(version, str) and "jsonfeed.org/version/" in version


def _item(feed: Fields, fields: Fields, payload: Payload) -> ParsedItem | None:
    base = payload.url or _link(feed.line("home_page_url", "feed_url"), None)
    url = _link(fields.line("url"), base)
    guid = fields.line("id") or url
    headline = fields.line("title")
    body = _body(fields, url or base)
    summary = fields.text("summary")
    if headline is None and body is None:
        fields.problems.add(
            fields.at("title"),
            "this item has neither a title nor content",
            "send “title”, and “content_html” or “content_text”",
            fatal=True,
        )
        return None
    if headline is None:
        fields.problems.add(
            fields.at("title"), "this item has no title", "send “title”: no headline, no story"
        )
    if guid is None:
        fields.problems.add(
            fields.at("id"),
            "this item has no id; its next version will not be known as the same",
            "send “id”, the same with every version",
        )
    found = Item(
        uri=item_uri(guid) if guid else None,
        first_created=fields.moment("date_published"),
        version_created=fields.moment("date_modified", "date_published"),
        language=language(fields) or language(feed),
        by=", ".join(author.name for author in _authors(feed, fields)) or None,
        headlines=(Text(role="main", content_type="text/plain", value=headline),)
        if headline
        else (),
        descriptions=(
            Text(role="summary", content_type="text/plain", value=tidy_text(summary).strip()),
        )
        if summary
        else (),
        bodies=(body,) if body else (),
        info_sources=(InfoSource(name=name, role="publisher"),)
        if (name := feed.line("title"))
        else (),
        alt_ids=alt_ids(fields, guid),
        renditions=_pictures(fields, url or base),
    )
    extras = Extras(
        url=_link(fields.line("external_url"), base) or url,
        authors=_authors(feed, fields),
        keywords=fields.lines("tags"),
    )
    read = FieldsRead(
        item=found,
        extras=extras,
        words=other_words(
            fields, "content_html" if fields.has("content_html") else "content_text"
        ),
        embargoes=embargo_fields(fields),
        written_at=found.version_created,
        spot=lambda: Spot(pointer=fields.at("title")),
    )
    return completed(read, fields, payload)


def _body(fields: Fields, base: str | None) -> Text | None:
    markup = fields.text("content_html")
    if markup:
        cleaned = clean_html(markup, base=base)
        if has_words(cleaned):
            return Text(role="main", content_type="text/html", value=cleaned)
    text = fields.text("content_text")
    if text:
        return Text(role="main", content_type="text/plain", value=tidy_text(text).strip("\n"))
    return None


def _authors(feed: Fields, fields: Fields) -> tuple[Author, ...]:
    for holder in (fields, feed):
        names = [one.line("name") for one in holder.objects("authors", "author", named="name")]
        if any(names):
            return tuple(Author(name=name) for name in names if name)
    return ()


def _pictures(fields: Fields, base: str | None) -> tuple[Rendition, ...]:
    found: list[Rendition] = []
    for key in ("image", "banner_image"):
        href = _link(fields.line(key), base) if isinstance(fields.raw(key), str) else None
        if href:
            found.append(Rendition(name=key, href=href))
    for one in fields.objects("attachments"):
        href = _link(one.line("url"), base)
        if href:
            found.append(
                Rendition(
                    name="attachment",
                    href=href,
                    content_type=one.line("mime_type"),
                    title=one.line("title"),
                )
            )
    return tuple(found)


def _link(url: str | None, base: str | None) -> str | None:
    resolved = absolute_url(url, base, pictures=True) if url else None
    return resolved if resolved and is_uri(resolved) else None
