"""What RSS, Atom and WordPress' export have in common: story and teaser, media, tombstones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from services.ingest.formats.parsed import ParsedItem, Payload, Problem, Words
from services.ingest.formats.text.markup import (
    absolute_url,
    clean_html,
    html_to_text,
    looks_like_html,
    plain_line,
    text_to_html,
)
from services.ingest.formats.text.names import named
from services.ingest.formats.text.newscodes import item_uri
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.paragraphs import count_words
from services.ingest.formats.xml.document import (
    MOST_ITEMS,
    Element,
    attribute,
    children,
    descendants,
    find,
    local_name,
    place,
    raw_text,
    words,
)
from shared.articles import Extras
from shared.ninjs import Item

_LONGEST_TEASER = 600
_BASE = re.compile(
    r"<base\s[^<>]{0,200}?href\s*=\s*[\"']?(https?://[^\"'\s<>]{1,500})", re.IGNORECASE
)
_MOST_MEDIA = 50
_LONGEST_ALT = 500
"""Of Media RSS's `text`, which for films is all that is said in them."""
_KINDS = {"image": "picture", "video": "video", "audio": "audio"}


def first_text(element: Element, *names: str) -> str:
    """Give the text, as it came, of the first child of one of these names that has any."""
    for name in names:
        for child in children(element, name):
            text = raw_text(child)
            if text.strip():
                return text
    return ""


def text_elsewhere(element: Element) -> str:
    """Give the text that feeds of films and sound keep in other elements, the longest."""
    found = [
        raw_text(child)
        for name in ("description", "summary", "subtitle", "text")
        for child in descendants(element, name)
        if _OF_MEDIA.search(str(child.tag))
    ]
    return max(found, key=len, default="")


_OF_MEDIA = re.compile(r"search\.yahoo\.com/mrss|itunes\.com/dtds|undeclared:(?:media|itunes)")


def _as_html(text: str, base: str | None) -> str:
    """Write a feed's text, HTML or plain, as safe HTML."""
    if not text.strip():
        return ""
    if looks_like_html(text):
        said = _BASE.search(text[:2000])
        cleaned = clean_html(text, base=said[1] if said else base)
        if re.search(r"<(?:p|div|ul|ol|table|pre|blockquote|h\d|figure)\b", cleaned):
            return cleaned
        parts = re.split(r"(?:<br/>\s*){2,}|\n\s*\n", cleaned)
        return "".join(f"<p>{part.strip()}</p>" for part in parts if part.strip())
    return text_to_html(plain_line(text) if "\n\n" not in text else text)


def story_and_summary(content: str, description: str, base: str | None) -> tuple[str, str]:
    """Tell the story (HTML) from its teaser (plain): the longer is the story.

    A short description alone is both: the feed sends no more.
    """
    one, other = _as_html(content, base), _as_html(description, base)
    story, teaser = (one, other) if len(one) >= len(other) else (other, one)
    summary = " ".join(html_to_text(teaser).split()) if teaser else ""
    if not summary and story:
        whole = " ".join(html_to_text(story).split())
        summary = whole if len(whole) <= _LONGEST_TEASER and not content.strip() else ""
    if summary and content.strip() and _says_only(story, summary):
        summary = ""
    return story, summary


def _says_only(story: str, summary: str) -> bool:
    """Tell a story (HTML) that is its teaser word for word; most are plainly longer."""
    signs = _TAG.sub("", story)
    blanks = sum(map(signs.count, " \n\t\xa0"))
    if len(signs) - blanks > _LONGEST_REFERENCE * len(summary):
        return False
    return summary == " ".join(html_to_text(story).split())


_TAG = re.compile(r"<[^<>]*>")
_LONGEST_REFERENCE = len("&quot;")
"""What clean HTML writes one sign as at most."""


def entry_media(element: Element, base: str | None) -> Iterator[dict[str, object]]:
    """Give pictures, films and sound that a feed's item names, each address once.

    The sizes of a group are one picture; a thumbnail is a size of what it stands with, or of
    the entry's first picture.
    """
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    loose: list[dict[str, Any]] = []
    for forms, told in _media_groups(element):
        renditions = []
        for form in forms:
            rendition = _media_rendition(form, base)
            if rendition is not None and rendition["href"] not in seen:
                seen.add(rendition["href"])
                renditions.append(rendition)
        if not renditions or len(found) >= _MOST_MEDIA:
            continue
        if all(one["name"] == "thumbnail" for one in renditions):
            loose += renditions
            continue
        found.append(_media_association(forms, told, renditions, len(found) + 1))
    if loose and not found:
        first = [{**one, "name": "original"} for one in loose[:1]]
        found.append(_media_association([], [element][:0], first, 1))
    elif loose:
        found[0]["renditions"] += loose
    yield from found


def _media_groups(element: Element) -> Iterator[tuple[list[Element], list[Element]]]:
    """Give the forms of each picture or film, and the elements that say something of it."""
    for child in children(element):
        name, of_mrss = local_name(child), "search.yahoo.com/mrss" in str(child.tag)
        if name == "group":
            contents = [one for one in children(child) if local_name(one) == "content"]
            forms = [form for one in contents for form in _with_thumbnails(one)]
            if forms:
                yield [*forms, *_thumbnails(child)], [*contents, child, element]
        elif of_mrss and name == "content":
            yield [*_with_thumbnails(child)], [child, element]
        elif (
            name in ("enclosure", "image", "fullimage")
            or (of_mrss and name == "thumbnail")
            or (name == "link" and attribute(child, "rel") == "enclosure")
        ):
            yield [child], [child, element]


def _with_thumbnails(content: Element) -> Iterator[Element]:
    yield content
    yield from _thumbnails(content)


def _thumbnails(element: Element) -> Iterator[Element]:
    return (one for one in children(element) if local_name(one) == "thumbnail")


def _media_rendition(media: Element, base: str | None) -> dict[str, Any] | None:
    address = absolute_url(attribute(media, "url", "href") or words(find(media, "url")), base)
    if address is None:
        return None
    is_thumbnail = local_name(media) == "thumbnail"
    rendition: dict[str, Any] = {
        "name": "thumbnail" if is_thumbnail else "original",
        "href": address,
    }
    mime = attribute(media, "type") or ""
    if "/" in mime:
        rendition["contentType"] = mime
    for side in ("width", "height"):
        size = attribute(media, side) or ""
        if re.fullmatch(r"\d{1,6}", size, re.ASCII):
            rendition[side] = int(size)
    duration = attribute(media, "duration") or ""
    if re.fullmatch(r"\d{1,6}(\.\d+)?", duration, re.ASCII):
        rendition["duration"] = float(duration)
    return rendition


def _media_association(
    forms: Sequence[Element],
    told: Sequence[Element],
    renditions: list[dict[str, Any]],
    number: int,
) -> dict[str, Any]:
    media = forms[0] if forms else None
    mime = (attribute(media, "type") if media is not None else None) or ""
    medium = (attribute(media, "medium") if media is not None else None) or ""
    medium = (medium or mime.partition("/")[0]).lower()
    association: dict[str, Any] = {
        "name": f"media{number}",
        "uri": item_uri(renditions[0]["href"]),
        "type": _KINDS.get(medium, "picture"),
        "renditions": renditions,
    }
    within = told[:-1] if len(told) > 1 and told[-1] is not told[0] else told

    def said(*names: str, of: Sequence[Element] = within) -> str:
        return next((text for n in names for one in of if (text := words(find(one, n)))), "")

    # An entry's own title and description are the story's, not the picture's.
    caption = plain_line(
        said("description", "title")
        or (attribute(media, "title") if media is not None else "")
        or ""
    )
    if caption:
        association["descriptions"] = [{"role": "caption", "value": caption}]
    alt = plain_line(said("text")) if association["type"] == "picture" else ""
    if alt and len(alt) <= _LONGEST_ALT:
        association.setdefault("descriptions", []).append({"role": "altText", "value": alt})
    credit = said("credit", of=within) or (_of_mrss(told[-1], "credit") if told else "")
    if credit:
        association["by"] = credit
    rights = said("copyright", of=within) or (_of_mrss(told[-1], "copyright") if told else "")
    if rights:
        association["copyrightNotice"] = rights
    return association


def _of_mrss(element: Element, name: str) -> str:
    """Give what an entry says for all its media: Media RSS inherits from the item."""
    return next(
        (
            text
            for child in children(element)
            if local_name(child) == name
            and "search.yahoo.com/mrss" in str(child.tag)
            and (text := words(child))
        ),
        "",
    )


def deleted_entries(root: Element, payload: Payload) -> list[ParsedItem]:
    """Read RFC 6721's tombstones (`at:deleted-entry`): each is a kill of its `ref`."""
    killed: list[ParsedItem] = []
    alone = local_name(root) == "deleted-entry"
    for element in (root,) if alone else descendants(root, "deleted-entry"):
        uri, alt_ids = named(attribute(element, "ref"))
        if uri is None or len(killed) >= MOST_ITEMS:
            continue
        when = dates.moment(attribute(element, "when"), payload.near) or payload.received_at
        item = Item(
            uri=uri,
            version_created=when,
            pub_status="canceled",
            ed_note=words(find(element, "comment")) or None,
            alt_ids=alt_ids,
        )
        killed.append(ParsedItem(item, Extras()))
    return killed


def other_words(element: Element, *read: str) -> tuple[Words, ...]:
    """Give what an entry says in further elements with words in them, but for names and such.

    The teaser or story that was not taken is here as well.
    """
    return tuple(
        Words("aside", text, is_markup=looks_like_html(text))
        for child in children(element)
        if (text := raw_text(child))
        and (local_name(child) in read or len(text) >= _SHORTEST_WORDS)
        and text.strip()
    )


_SHORTEST_WORDS = 10


def count(body: str) -> int | None:
    """Count the words of a body, if there is one."""
    return count_words(body) if body else None


MOST_TOLD = 100
"""Problems of one feed: whoever has more mends these first."""


def untitled(entry: Element) -> Problem:
    """Say of an entry that it has no headline."""
    return Problem(
        detail=f"The <{local_name(entry)}> has no <title>: no headline, no story.",
        fix=f"Give every <{local_name(entry)}> a <title>.",
        xpath=place(entry),
    )


_LOGINS = frozenset(
    {
        "",
        "admin",
        "administrator",
        "webmaster",
        "root",
        "wordpress",
        "user",
        "noreply",
        "editor",
    }
)


def is_a_login(name: str) -> bool:
    """Tell what a system calls whoever runs it from somebody's name."""
    return name.strip().casefold() in _LOGINS


def told_by(address: str) -> str:
    """Give the address that one of Google's alerts leads to; others are their own."""
    parts = urlsplit(address) if "/url?" in address else None
    if (
        parts
        and parts.path == "/url"
        and re.fullmatch(r"www\.google\.[a-z.]{2,6}", parts.netloc)
    ):
        said = parse_qs(parts.query)
        there = next((said[key][0] for key in ("url", "q") if key in said), "")
        return there if there.startswith(("http://", "https://")) else address
    return address


def nameless(entry: Element, name: str) -> Problem:
    """Say of an entry that nothing names its story."""
    return Problem(
        detail=f"The <{local_name(entry)}> has neither <{name}> nor link; its next version "
        "will not be known as the same.",
        fix=f"Give every <{local_name(entry)}> a <{name}> that stays with the story.",
        xpath=place(entry),
    )
