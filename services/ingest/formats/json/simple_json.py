"""Our own smallest JSON, for whoever has no news format (SHAPES, “Intake”).

`{uri?, version?, url?, headline, text | html, language?, pubstatus?, embargoed?}`
"""

from __future__ import annotations

from services.ingest.formats.fields import FieldsRead, Spot
from services.ingest.formats.json.document import Json, Problems, escaped, read_json
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.json.ninjs_items import completed
from services.ingest.formats.json.ninjs_items.listing import finished, item_fields
from services.ingest.formats.json.ninjs_items.origin import alt_ids
from services.ingest.formats.json.ninjs_items.standing import (
    embargo_fields,
    language,
    pub_status,
)
from services.ingest.formats.json.ninjs_items.wording import other_words
from services.ingest.formats.parsed import Parsed, ParsedItem, Payload
from services.ingest.formats.text.markup import absolute_url, clean_html, has_words, plain_line
from services.ingest.formats.text.newscodes import item_uri
from services.ingest.formats.wording.embargo.names import names_beginning, names_embargo
from shared.articles import Extras
from shared.ninjs import Item, Text

_KEYS = frozenset(
    {"uri", "version", "url", "headline", "text", "html", "language", "pubstatus", "embargoed"}
)


def parse(payload: Payload) -> Parsed:
    """Read one item, or a list of them; each fault with its JSON pointer."""
    problems = Problems()
    value = read_json(payload.content, problems, payload.charset)
    return parse_value(value, problems, payload)


def parse_value(value: Json, problems: Problems, payload: Payload) -> Parsed:
    """Read what is JSON already (out of a CloudEvent, say)."""
    items = [
        parsed
        for fields in item_fields(value, problems, payload.near)
        if (parsed := _item(fields, payload)) is not None
    ]
    return finished("simple_json", items, problems)


def _item(fields: Fields, payload: Payload) -> ParsedItem | None:
    problems = fields.problems
    for key in fields.keys:
        if key not in _KEYS and not (names_embargo(key) or names_beginning(key)):
            problems.add(
                f"{fields.pointer}/{escaped(key)}",
                f"“{escaped(key)}” means nothing here and was left out",
                f"send {', '.join(sorted(_KEYS))}; for more, send ninjs 3.1",
            )
    guid = fields.line("uri")
    headline = plain_line(fields.words("headline") or "") or None
    status = pub_status(fields)
    body = _body(fields, payload)
    url = fields.line("url")
    link = absolute_url(url) if url else None
    item = Item(
        uri=item_uri(guid) if guid else None,
        version=fields.line("version"),
        language=language(fields),
        pub_status=status,
        headlines=(Text(role="main", value=headline),) if headline else (),
        bodies=(body,) if body else (),
        alt_ids=alt_ids(fields, guid),
    )
    read = FieldsRead(
        item=item,
        extras=Extras(url=link),
        words=other_words(fields, "html" if fields.has("html") else "text"),
        embargoes=embargo_fields(fields),
        spot=lambda: Spot(pointer=fields.at("embargoed")),
    )
    parsed = completed(read, fields, payload)
    is_stop = parsed.item.pub_status != "usable" and not parsed.extras.embargo_unclear
    missing = False
    if headline is None and not (is_stop and guid is not None):
        missing = True
        problems.add(
            fields.at("headline"),
            "the headline is missing",
            'send "headline": "…", some words in a string',
            fatal=True,
        )
    if body is None and not is_stop:
        missing = True
        problems.add(
            fields.at("text"),
            "the story is missing: there is neither “text” nor “html”",
            'send "text": "…" (a blank line between paragraphs) or "html": "<p>…</p>"',
            fatal=True,
        )
    if missing:
        return None
    if url and link is None:
        problems.add(
            fields.at("url"),
            "this is no web address",
            "send it whole: https://example.org/story",
        )
    return parsed


def _body(fields: Fields, payload: Payload) -> Text | None:
    markup = fields.words("html")
    if markup is not None:
        cleaned = clean_html(markup, base=fields.line("url") or payload.url)
        if has_words(cleaned):
            return Text(role="main", content_type="text/html", value=cleaned)
    text = fields.words("text")
    if text is not None and text.strip():
        return Text(role="main", content_type="text/plain", value=text.strip("\n"))
    return None
