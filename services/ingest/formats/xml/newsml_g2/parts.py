"""What every part of an item is read with: its codes, names and moments; pure."""

from __future__ import annotations

import re
from datetime import datetime

from services.ingest.formats.parsed import (
    Payload,
    Problem,
)
from services.ingest.formats.text.markup import (
    html_to_text,
    looks_like_html,
    plain_line,
)
from services.ingest.formats.text.names import local_code
from services.ingest.formats.wording import dates
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    children,
    descendants,
    find,
    find_all,
    has_elements,
    language_of,
    place,
    words,
)
from services.ingest.formats.xml.story_markup import story_html

TYPES = {
    "text": "text",
    "picture": "picture",
    "photo": "picture",
    "graphic": "graphic",
    "animated": "graphic",
    "audio": "audio",
    "video": "video",
    "composite": "composite",
    "package": "composite",
    "component": "component",
}
_SHORT_NAMES = frozenset({"mnemonic", "abbreviation", "acronym", "short"})
_NO_OFFSET = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+", re.ASCII)


class NewsItem:
    """Reads one item; holds what several of its parts need."""

    def __init__(
        self, item: Element, sent: datetime | None, payload: Payload, *, is_marked: bool
    ) -> None:
        self.element = item
        self.sent = sent
        self.payload = payload
        self.is_marked = is_marked
        """Whether a name of an embargo may be anywhere in what was delivered."""
        self.problems: list[Problem] = []
        self.meta = find(item, "itemMeta")
        self.content = find(item, "contentMeta")
        self.schemes = {
            alias: uri
            for scheme in descendants(item, "scheme")
            if (alias := attribute(scheme, "alias")) and (uri := attribute(scheme, "uri"))
        }
        self.names = {
            key: name
            for asserted in children(item, "assert")
            if (key := attribute(asserted, "qcode", "uri", "literal"))
            and (name := words(find(asserted, "name")))
        }

    def moment(self, name: str, within: Element | None = None) -> datetime | None:
        """Read a moment, or say that none can be read."""
        element = find(within if within is not None else self.meta, name)
        if element is None or not words(element):
            return None
        read = dates.moment(words(element), self.payload.near)
        if read is not None and _NO_OFFSET.fullmatch(words(element)):
            self.say(
                element,
                f"{words(element)!r} has no offset; it was read as "
                f"{self.payload.zone or 'UTC'}.",
                "Write the offset: 2026-11-23T08:10:30Z or …+01:00.",
            )
        if read is None and not re.fullmatch(r"\d{4}(-\d{2})?", words(element)):
            self.say(
                element,
                f"{words(element)[:60]!r} is no date-time.",
                "Write it in ISO 8601 with an offset, such as 2026-11-23T08:10:30Z.",
            )
        return read

    def codes(self, within: Element | None, name: str) -> tuple[str, ...]:
        """Give the codes of such elements."""
        codes = (attribute(e, "qcode", "uri", "literal") for e in find_all(within, name))
        return tuple(dict.fromkeys(code for code in codes if code))

    def language(self) -> str | None:
        """Give its language."""
        tag = attribute(find(self.content, "language"), "tag")
        return tag or language_of(self.element)

    def name(self, element: Element | None) -> str | None:
        """Give a concept's name in the item's language, else the first, else its code."""
        if element is None:
            return None
        wanted = (self.language() or "en").lower()[:2]
        names = [*children(element, "name")]
        names.sort(
            key=lambda name: (
                not (language_of(name) or wanted).lower().startswith(wanted),
                local_code(attribute(name, "role")).lower() in _SHORT_NAMES,
            )
        )
        text = next((text for name in names if (text := words(name))), None)
        code = attribute(element, "qcode", "uri", "literal")
        if text or code is None:
            return text
        return self.names.get(code) or attribute(element, "literal")

    def say(self, element: Element, detail: str, fix: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(detail=detail, fix=fix, xpath=place(element)))


def rank(element: Element) -> int:
    """Order by rank, the first first."""
    written = attribute(element, "rank") or ""
    return int(written) if re.fullmatch(r"\d{1,4}", written, re.ASCII) else 1


def own_language(element: Element) -> str:
    """Give the language that an element itself says."""
    said = element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return said.strip().lower()


def line_in(element: Element | None) -> str:
    """Give a field that is one line, without the mark-up that some wires escape into it."""
    return plain_line(words(element))


def lines_in(element: Element) -> str:
    """Give an element's text, line by line where it has paragraphs or lines of its own.

    Parts of it that are for newsrooms only are left out; see `private_notes`.
    """
    if not has_elements(element):
        text = words(element)
        return html_to_text(text) if looks_like_html(text) else text
    lines = html_to_text(story_html(element)).splitlines()
    return "\n".join(folded for line in lines if (folded := " ".join(line.split())))


def count(content: Element) -> int | None:
    """Read a count."""
    written = attribute(content, "wordcount") or ""
    return int(written) if re.fullmatch(r"\d{1,7}", written, re.ASCII) else None


def percent(written: str | None) -> int | None:
    """Read a percentage."""
    if written is None or not re.fullmatch(r"\d{1,3}", written, re.ASCII):
        return None
    return min(int(written), 100)
