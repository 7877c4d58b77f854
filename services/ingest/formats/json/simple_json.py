"""Our own smallest JSON, for whoever has no news format (SHAPES, “Intake”).

`{uri?, version?, url?, headline, text | html, language?, pubstatus?, embargoed?}`
"""

from __future__ import annotations

from services.ingest.formats.json.document import Fields, Json, Problems, escaped, read_json
from services.ingest.formats.json.ninjs_items import (
    alt_ids,
    embargo_is_unknown,
    finished,
    item_fields,
    language,
    pub_status,
    status_in_words,
)
from services.ingest.formats.parsed import Parsed, ParsedItem, Payload
from services.ingest.formats.text.markup import absolute_url, clean_html, has_words, plain_line
from services.ingest.formats.text.newscodes import item_uri
from shared.articles import Extras, Item, Text

KEYS = frozenset(
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
        for fields in item_fields(value, problems)
        if (parsed := _item(fields, payload)) is not None
    ]
    return finished("simple_json", items, problems)


def _item(fields: Fields, payload: Payload) -> ParsedItem | None:
    problems = fields.problems
    for key in fields.keys:
        if key not in KEYS:
            problems.add(
                f"{fields.pointer}/{escaped(key)}",
                f"“{escaped(key)}” means nothing here and was left out",
                f"send {', '.join(sorted(KEYS))}; for more, send ninjs 3.1",
            )
    guid = fields.line("uri")
    headline = plain_line(fields.words("headline") or "") or None
    status = pub_status(fields)
    body = _body(fields, payload)
    embargo = fields.moment("embargoed")
    if status == "usable" and embargo_is_unknown(fields, embargo):
        status = "withheld"
    status, embargo, cited = status_in_words(
        fields,
        payload,
        said=status,
        headline=headline,
        body=body,
        embargo=embargo,
        sent=None,
    )
    missing = False
    if headline is None and (status != "canceled" or guid is None):
        missing = True
        problems.add(
            fields.at("headline"),
            "the headline is missing",
            'send "headline": "…", some words in a string',
            fatal=True,
        )
    if body is None and status == "usable":
        missing = True
        problems.add(
            fields.at("text"),
            "the story is missing: there is neither “text” nor “html”",
            'send "text": "…" (a blank line between paragraphs) or "html": "<p>…</p>"',
            fatal=True,
        )
    if missing:
        return None
    url = fields.line("url")
    link = absolute_url(url) if url else None
    if url and link is None:
        problems.add(
            fields.at("url"),
            "this is no web address",
            "send it whole: https://example.org/story",
        )
    item = Item(
        uri=item_uri(guid) if guid else None,
        version=fields.line("version"),
        language=language(fields),
        pub_status=status,
        embargoed_until=embargo,
        headlines=(Text(role="main", value=headline),) if headline else (),
        bodies=(body,) if body else (),
        alt_ids=(*alt_ids(fields, guid), *cited),
    )
    return ParsedItem(item, Extras(url=link))


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
