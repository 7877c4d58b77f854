"""Who wrote a story and when, as a page shows it to readers where its head says nothing; pure.

Looked for between the headline and the story's first paragraphs: what stands elsewhere may be
another story's, or a reader's comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from services.ingest.formats.json.moments import read_moment
from services.ingest.formats.text.markup import plain_line
from services.ingest.formats.wording.bylines import authors_of, signed_by
from services.ingest.formats.wording.written_dates import Near

_LONG_PARAGRAPH = 80
_PARAGRAPHS_LOOKED_AT = 3
_MOST_ELEMENTS = 2_000
_LONGEST_LINE = 120
_ELSEWHERE = re.compile(
    r"(?i)comment|related|teaser|sidebar|recommend|promo|most-?read|newsletter"
)
_SIGNED = re.compile(
    r"(?i)(?:^|[-_ ])(?:by-?line|authors?|writers?|autor(?:in|es)?|auteurs?|autore|fn)"
    r"(?:[-_]{1,2}names?|__?link)?(?:$| )"
)
_DATED = re.compile(
    r"(?i)(?:^|[-_ ])(?:date|datetime|timestamp|time|published|posted|pub-?date|dateline|datum"
    r"|fecha|data|updated)(?:$|[-_ ])"
)
_LABEL = re.compile(
    r"(?i)^\W*(?:(?:first |last )?(?:published|posted|updated|modified|created)(?: on| at)?"
    r"|stand|veröffentlicht(?: am)?|aktualisiert(?: am)?|erstellt(?: am)?|publié(?: le)?"
    r"|mis à jour(?: le)?|publicado(?: el| em)?|actualizado(?: el)?|atualizado(?: em)?"
    r"|pubblicato(?: il)?|aggiornato(?: il)?|gepubliceerd(?: op)?|опубликовано|on)\b\s*[:.]?\s*"
)
_POSTED_BY = re.compile(
    r"(?i)^(?:posted|written|reported|text)\s+by\s*:?\s+|^(?:text|autor(?:in)?)\s*:\s*"
)
_BEHIND_THE_NAME = re.compile(r"\d|\s[-–—•·|/]+(?:\s|$)|[•|(@]|\s{2,}|\.\s+(?=[A-Z]\w{3})")
"""What parts a name from a date, an address, a paper."""
_TAIL = re.compile(
    r"(?i)(?:\s+(?:on|at|am|the|updated?|published|posted|(?:jan|febr)(?:uary)?|mar(?:ch)?|apr(?:il)?"
    r"|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|(?:nov|dec)(?:ember)?"
    r"|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?)\.?,?)+$"
)
_A_PERSON = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,4}")
_NOBODY = re.compile(
    r"(?i)\b(?:staff|reports?|desk|team|news|newsroom|redaktion|rédaction|redacción|redazione"
    r"|redactie|admin|editors?|subscribe|follow|share|comments?|read|more)\b"
)
_A_DIGIT = re.compile(r"\d")


class Shown:
    """What a page shows of its story beside the text.

    Its elements are gone through once, however often they are asked.
    """

    def __init__(self, tree: HtmlElement, headline: str | None) -> None:
        self._gone_through: list[HtmlElement] = []
        self._left = chain(_below(tree, headline), _of_the_only_entry(tree))

    def authors(self) -> tuple[str, ...]:
        """Give the people that a by-line below the headline names."""
        for element in self._elements():
            classes = element.get("class") or ""
            is_marked = _SIGNED.search(classes) or element.get("rel") == "author"
            if not is_marked and element.tag != "p":
                continue
            line = _line(element)
            if not line or not (is_marked or authors_of(line)):
                continue
            bare = _BEHIND_THE_NAME.split(_POSTED_BY.sub("", line))[0]
            names = tuple(
                name
                for one in (authors_of(bare) or signed_by(bare))
                if _A_PERSON.fullmatch(name := _TAIL.sub("", one.name))
                and not _NOBODY.search(name)
            )
            if names:
                return names
        return ()

    def date(self, near: Near) -> datetime | None:
        """Give when a story was published, as stands below its headline."""
        dated = [element for element in self._elements() if _is_dated(element)]
        for_machines = (
            element.get(name) for element in dated for name in ("datetime", "title")
        )
        for said in chain(for_machines, map(_line, dated)):
            if said and _A_DIGIT.search(said):
                read = read_moment(_LABEL.sub("", said[:_LONGEST_LINE]), near)
                if read is not None:
                    return read.at
        return None

    def _elements(self) -> Iterator[HtmlElement]:
        yield from self._gone_through
        for element in self._left:
            self._gone_through.append(element)
            yield element


def _is_dated(element: HtmlElement) -> bool:
    return element.tag == "time" or _DATED.search(_marks_of(element)) is not None


def _below(tree: HtmlElement, headline: str | None) -> Iterator[HtmlElement]:
    """Give the elements from the headline to the first long paragraphs."""
    heads = [one for one in tree.iter("h1", "h2", "h3") if headline and _line(one) == headline]
    heads = heads or [*tree.iter("h1")][:1]
    if not heads:
        return
    paragraphs, within = 0, False
    left = _MOST_ELEMENTS
    for element in tree.iter():
        if element is heads[0]:
            within = True
        if not within or not isinstance(element.tag, str):
            continue
        left -= 1
        is_long = element.tag == "p" and len(element.text_content()) > _LONG_PARAGRAPH
        paragraphs += is_long
        if paragraphs == _PARAGRAPHS_LOOKED_AT or not left:
            return
        if not is_long and not _is_elsewhere(element):
            yield element


def _of_the_only_entry(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Give the elements of an hAtom entry where there is one: blogs sign below the story."""
    entries = _ENTRIES(tree)
    if len(entries) == 1:
        for element, _ in zip(entries[0].iter(), range(_MOST_ELEMENTS), strict=False):
            if isinstance(element.tag, str) and not _is_elsewhere(element):
                yield element


_ENTRIES: Any = etree.XPath(
    "/descendant::*/@class[contains(., 'hentry')][contains(concat(' ', ., ' '), ' hentry ')]/.."
)
"""From the attribute to its element: a predicate of each element takes ten times as long."""


def _is_elsewhere(element: HtmlElement) -> bool:
    around: HtmlElement | None = element
    for _ in range(6):
        if around is None:
            return False
        if around.tag in _BESIDE or _names_elsewhere(_marks_of(around)[:_LONGEST_MARKS]):
            return str(around.tag) != "body"
        around = around.getparent()
    return False


_LONGEST_MARKS = 1_000
_BESIDE = frozenset({"aside", "nav", "footer", "figure", "figcaption"})


def _marks_of(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


@lru_cache(maxsize=4096)
def _names_elsewhere(marks: str) -> bool:
    return _ELSEWHERE.search(marks) is not None


def _line(element: HtmlElement) -> str:
    """Give the words of a short element."""
    text = ""
    for part in element.itertext():
        text += f"{part} "
        if len(text) > 4 * _LONGEST_LINE:
            return ""
    line = plain_line(text)
    return line if len(line) <= 2 * _LONGEST_LINE else ""
