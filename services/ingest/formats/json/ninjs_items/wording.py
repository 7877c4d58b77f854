"""What people read in an item: headlines, descriptions, bodies, and words beside; pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from services.ingest.formats.json.document import SAID_BEFORE
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.parsed import (
    Payload,
    Words,
)
from services.ingest.formats.text.markup import (
    clean_html,
    has_words,
    looks_like_html,
    plain_line,
    tidy_text,
)
from services.ingest.formats.text.xml_root import find_root
from shared.ninjs import Text


def other_words(fields: Fields, *taken: str) -> tuple[Words, ...]:
    """Give words in fields that an item has no place for, such as `embargoed_text`.

    `taken` are keys whose words are in the item.
    """
    extra = fields.raw("extra")
    beside = extra.values() if isinstance(extra, dict) else ()
    own = (fields.own(key) for key in fields.keys if _says_more(key) and key not in taken)
    return tuple(
        Words("aside", value)
        for value in (*own, *beside)
        if isinstance(value, str) and value.strip()
    )


STORY_KEYS = (
    "body_html", "body_text", "body_xhtml", "body", "html", "text", "content", "ednote",
    "usageterms", "description_text", "description_html",
)  # fmt: skip


@lru_cache(maxsize=4096)
def _says_more(key: str) -> bool:
    if key.startswith(SAID_BEFORE):
        return True
    head, suffix = _stem_and_suffix(key[:_LONGEST_KEY])
    return head in _MORE_WORDS or suffix in ("text", "html", "xhtml", "note", "notes", "line")


_MORE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "note notes comment comments instructions instruction advisory message notice warning "
        "remarks kicker subhead subheadline subtitle teaser lead dek terms rights restrictions "
        "content text html body usage specialinstructions caption",
    )
)
"""What people put words into that newsrooms read, whatever the format calls it."""


def read_headlines(fields: Fields) -> tuple[Text, ...]:
    """Read `headlines[]`, or `headline` and `headline_*`; the main one comes first."""
    found: list[Text] = []
    for one in fields.objects("headlines", named="value"):
        value = one.line("value", "headline", "text")
        if value:
            kind = one.line("contentType")
            found.append(
                Text(role=one.line("role"), content_type=kind and "text/plain", value=value)
            )
    if not found:
        main = fields.line("headline", "title")
        if main:
            found.append(Text(role="main", content_type="text/plain", value=main))
        for key, suffix in _suffixed(fields, "headline"):
            value = fields.line(key)
            if value and value not in {text.value for text in found}:
                found.append(Text(role=suffix, content_type="text/plain", value=value))
    return tuple(sorted(found, key=lambda text: text.role not in {"main", None}))


def read_descriptions(fields: Fields, payload: Payload) -> tuple[Text, ...]:
    """Read `descriptions[]`, or `description_*` and `abstract`; plain before HTML."""
    found: list[Text] = []
    for one in fields.objects("descriptions", named="value"):
        kind = one.line("contentType")
        text = _text_of(one, payload, role=one.line("role"), key="value", kind=kind)
        if text is not None:
            found.append(text)
    said = fields.line("altText", "alt")
    alt = (Text(role="altText", value=said),) if said else ()
    if found:
        return (*found, *alt)
    names = [("abstract", "summary"), ("description", "summary"), ("summary", "summary")]
    names += [one for one in _suffixed(fields, "description") if one[1] != "usage"]  # edNote
    for key, role in names:
        text = _text_of(fields, payload, role=role, key=key, kind=_kind_by_suffix(key))
        if text is not None:
            found.append(text)
    found.sort(key=lambda text: text.content_type == "text/html")
    return (*found, *alt)


def read_bodies(fields: Fields, payload: Payload) -> tuple[Text, ...]:
    """Read `bodies[]`, or `body_*`: HTML first and main, as it has the paragraphs."""
    found: list[Text] = []
    in_other_xml: list[Text] = []
    for one in fields.objects("bodies", named="value"):
        kind = one.line("contentType")
        text = _text_of(one, payload, role=one.line("role"), key="value", kind=kind)
        if text is not None:
            kept = in_other_xml if _is_other_xml(one, kind) else found
            kept.append(_with_counts(text, one))
    found = found or in_other_xml
    if found:
        if not any(text.role in {"main", None} for text in found):
            found.sort(key=lambda text: text.content_type != "text/html")
        return tuple(found)
    named = (one for one in _suffixed(fields, "body") if one[1] not in _NO_STORIES)
    for key, role in [*named, *_BODIES]:
        kind = _kind_by_suffix(key) or ("text/html" if key == "html" else None)
        text = _text_of(fields, payload, role=role, key=key, kind=kind)
        if text is not None and text.value not in {other.value for other in found}:
            found.append(text)
    found.sort(key=lambda text: (text.content_type != "text/html", text.role == "xhtml"))
    if found:
        first = Text(role="main", content_type=found[0].content_type, value=found[0].value)
        found[0] = _with_counts(first, fields)
    return tuple(found)


def _is_other_xml(body: Fields, kind: str | None) -> bool:
    """Tell a body in a wire's own XML, such as TT's, of which cleaning leaves but the words."""
    if "xml" not in (kind or "") or "html" in (kind or ""):
        return False
    root = find_root((body.text("value") or "")[:2000].encode())
    return root is not None and root.name.lower() not in _STORIES


_STORIES = frozenset({"html", "body", "article", "section", "div", "p", "nitf", "body.content"})
"""Elements that a story in HTML or NITF begins with."""


def _with_counts(body: Text, fields: Fields) -> Text:
    if not fields.has("charCount", "wordCount"):
        return body
    counts = {
        "char_count": count(fields, "charCount"),
        "word_count": count(fields, "wordCount"),
    }
    return body.model_copy(update={name: n for name, n in counts.items() if n is not None})


_NO_STORIES = frozenset({"sportsml", "event", "pages"})
"""TT's bodies with results, dates and page sizes in them."""
_BODIES = (("body", "main"), ("content", "main"), ("html", "main"), ("text", "main"))
"""What is no ninjs, and yet the story: our simple JSON's keys among items of ninjs, say."""


def _suffixed(fields: Fields, stem: str) -> Iterator[tuple[str, str]]:
    for key in fields.keys:
        head, suffix = _stem_and_suffix(key[:_LONGEST_KEY])
        if head == stem and suffix:
            yield key, suffix


_LONGEST_KEY = 60


@lru_cache(maxsize=1024)
def _stem_and_suffix(key: str) -> tuple[str, str]:
    """Part `body_html`, which Reuters writes `bodyHtml`, into what it is and in which form."""
    head, _, suffix = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower().partition("_")
    return head, suffix


def _kind_by_suffix(key: str) -> str | None:
    suffix = _stem_and_suffix(key[:_LONGEST_KEY])[1]
    return {"text": "text/plain", "html": "text/html", "xhtml": "text/html"}.get(suffix)


def _text_of(
    fields: Fields, payload: Payload, *, role: str | None, key: str, kind: str | None
) -> Text | None:
    """Read words that say, or show, whether they are HTML."""
    value = fields.text(key)
    if value is None:
        return None
    kind = (kind or "").partition(";")[0].strip().lower()
    is_html = "html" in kind or "xml" in kind or "nitf" in kind
    if not is_html and looks_like_html(value):
        # Wires that label HTML as plain text are many; a story with `<p>` in its words is rare.
        is_html = kind != "text/plain" or value.lstrip().lower().startswith(("<p", "<div"))
    if is_html:
        if "<" not in value and "&lt;" in value and looks_like_html(html.unescape(value)):
            value = html.unescape(value)  # mark-up that was escaped once too often
        cleaned = clean_html(_content_of_nitf(value), base=payload.url, is_washed=True)
        if not has_words(cleaned):
            return None
        return Text(role=role, content_type="text/html", value=cleaned)
    plain = tidy_text(value).strip("\n")
    said = "text/plain" if kind else None
    return Text(role=role, content_type=said, value=plain) if plain.strip() else None


def _content_of_nitf(markup: str) -> str:
    """Give the story in a NITF document, whose head would be read as part of it."""
    begin = _NITF_CONTENT.search(markup) if "<body.content" in markup else None
    if begin is None:
        return markup
    end = markup.rfind("</body.content")
    return markup[begin.end() : end if end > begin.end() else None]


_NITF_CONTENT = re.compile(r"<body\.content\b[^<>]*>")


def texts(fields: Fields, *names: str) -> tuple[str, ...]:
    """Read one text or a list of them."""
    value = fields.raw(*names)
    if isinstance(value, list):
        parts = [str(part) for part in value if isinstance(part, (str, int, float))]
        return tuple(filter(None, map(plain_line, parts)))
    line = fields.text(*names)
    return (tidy_text(line).strip(),) if line else ()


def count(fields: Fields, *names: str) -> int | None:
    """Read a count, none where it is no number."""
    if not fields.has(*names):
        return None
    return fields.whole(*names, least=0, most=100_000_000)
