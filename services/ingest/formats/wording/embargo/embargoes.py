"""Embargoes in words, in the languages we carry; pure.

Only set forms count: a story that is about an embargo is under none. A form counts at the
beginning of a line, behind marks, brackets and what calls for attention; the bare word, which
is one of trade and of arms too, only with a time right behind it, in capitals or alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain, islice

from ahocorasick_rs import BytesAhoCorasick, Implementation

from services.ingest.formats.wording.embargo.folding import INLINE, folded, is_folded, untagged
from services.ingest.formats.wording.embargo.notices import (
    BEGINNINGS,
    LONGEST_NOTICE_LINE,
    is_notice,
    may_be_notice,
)
from services.ingest.formats.wording.embargo.orders import TRIGGERS, is_order, may_order, orders
from services.ingest.formats.wording.embargo.phrases import (
    ADJECTIVE,
    ALONE,
    BEHIND,
    EMBARGO,
    FOR_RELEASE,
    IN_FRONT,
    LIFTED,
    OF_ITSELF,
    OPENERS,
    PHRASE,
    PHRASE_IN_SIGNS,
    PREPOSED,
    SIGNS,
    STEMS,
    THEN_A_MARK,
    THEN_COPY,
    THEN_NOTHING,
    THEN_WHEN,
    WITHIN,
)

_LONGEST_LINE = 2000
_READ_OF_A_LINE = 400
_OPENING = re.compile(r"[(\[{*【（［<|–—]+")
_CLOSING = re.compile(r"[)\]}*】）］>|]|\Z")
_MOST_OPENINGS = 8
_HEAD_OF_A_LINE = 120


def says_embargo(line: str, *, anywhere: bool = True) -> bool:
    """Tell whether a line puts the item under an embargo.

    In a note to editors the word may stand anywhere; elsewhere only at the beginning, since
    stories are written about embargoes too.
    """
    line = folded(line[:_LONGEST_LINE])
    if _stands_in_front(line) or is_order(line) or is_notice(line, is_head=not anywhere):
        return True
    low = line.lower()
    if not any(name in low for name in (_ITS_NAMES if anywhere else _ITS_NAMES[:1])):
        return False
    if LIFTED.search(line):
        return False
    return BEHIND.search(line) is not None or (anywhere and EMBARGO.search(line) is not None)


_ITS_NAMES = ("mbarg", "perrfrist", "эмбарго", "release", "not ", "in advance")
"""Of which `BEHIND` has the first, and `EMBARGO` one."""


def is_silent(lines: str) -> bool:
    """Tell, at little cost, that no line of several can put an item under an embargo.

    False says nothing: the lines are to be read one by one.
    """
    if not is_folded(lines) or "&" in lines or ">" in lines:
        return False
    if any(
        not line.isprintable() or is_notice(line, is_head=True) for line in lines.split("\n")
    ):
        return False
    low = lines.encode("utf-8", "surrogatepass").lower()
    if not _STEMS_AND_TRIGGERS.find_matches_as_indexes(low):
        return True
    return not may_order(low) and not any(map(_may_speak, lines.split("\n")))


def _may_speak(line: str) -> bool:
    """Tell, of a line without an order, whether it may put an item under an embargo.

    Headlines say `after` and `until` of much else.
    """
    low = line.encode("utf-8", "surrogatepass").lower()
    return bool(_STEMS_AND_TRIGGERS.find_matches_as_indexes(low)) and (
        line != line.strip() or any(sign in line for sign in _BRACKETS) or says_embargo(line)
    )


def _stands_in_front(line: str) -> bool:
    """Tell whether a line, or a bracket in it, begins as an embargo does.

    Or says of itself, `this story is embargoed until Friday`, that it is under one. The line
    is folded.
    """
    line = line[:_READ_OF_A_LINE]
    low = line.lower()
    if not _has_a_stem(low):
        return False
    openings = [
        each
        for each in islice(_OPENING.finditer(line, 1), _MOST_OPENINGS)
        if _opens(line[each.start() : each.start() + 41])
    ]
    opens = "mbarg" in low or _opens(line)
    if not (opens or openings):
        return False
    if (opens and _begins_so(line)) or ("mbarg" in low and OF_ITSELF.search(line)):
        return True
    for each in openings:
        end = _CLOSING.search(line, each.end())
        piece = line[each.start() : end.start() if end else None]
        if _has_a_stem(piece.lower()) and _begins_so(piece):
            return True
    return False


def lines_under_embargo(text: str, *, is_markup: bool = False) -> Iterator[str]:
    """Find the lines of a whole story that begin as an embargo does; most stories have none."""
    apart: list[str] = []
    begun = _begun_in_markup(text, apart) if is_markup else _begun(text.split("\n"), apart)
    for line in chain(begun, _in_brackets(text, is_markup=is_markup)):
        if not _has_a_stem(folded(line[:_HEAD_OF_A_LINE]).lower()):
            continue
        if _stands_in_front(folded(line[:_LONGEST_LINE])):
            yield line
    yield from orders(text, is_markup=is_markup)
    yield from (line for line in apart if is_notice(folded(line)))


_MOST_APART = 2_000


def _begun(lines: list[str], apart: list[str]) -> Iterator[str]:
    """Give the lines that begin as an embargo may.

    On the way those are put `apart` that are short and stand for themselves, and are worth a
    close look: a wrapped sentence's parts are not.
    """
    for at, line in enumerate(lines):
        if not line or _begins_as_most(line[:3]):
            continue
        if _opens(line):
            yield line
        if (
            len(line) <= LONGEST_NOTICE_LINE
            and len(apart) < _MOST_APART
            and may_be_notice(line)
            and not line.lstrip()[:1].islower()
            and not (at + 1 < len(lines) and lines[at + 1].lstrip()[:1].islower())
            and _ends_a_line(lines[at - 1].strip() if at else "")
        ):
            apart.append(line)


def _ends_a_line(line: str) -> bool:
    return not _WRAPPED_FROM <= len(line) <= LONGEST_NOTICE_LINE or line[-1] in _ENDS_A_LINE


_WRAPPED_FROM = 45
"""Signs of a line; what is shorter was not wrapped, nor what is longer."""
_ENDS_A_LINE = frozenset('.!?:)]"”»*=-。')


def _begun_in_markup(markup: str, apart: list[str]) -> Iterator[str]:
    """Give the same of blocks, without reading the rest of them."""
    if _opens(markup):
        yield _flattened(markup, 0)
    for found in _AFTER_A_TAG.finditer(markup):
        head = found[1]
        if _begins_as_most(head[:3]):
            continue
        opens = _opens(head)
        may_be_one = may_be_notice(head) and _LONG.match(markup, found.start(1)) is None
        if (opens or may_be_one) and _begins_a_line(markup, found.start()):
            line = _flattened(markup, found.start(1))
            if may_be_one and len(line) <= LONGEST_NOTICE_LINE and len(apart) < _MOST_APART:
                apart.append(line)
            if opens:
                yield line


_LONG = re.compile(rf"[^<&\n]{{{LONGEST_NOTICE_LINE}}}[^<&\s]")
"""What is longer than a notice already in its first words."""
_AFTER_A_TAG = re.compile(r">\s*([^<>\s][^<]{0,39})")


def _begins_a_line(markup: str, end: int) -> bool:
    """Tell words behind a block's tag from those behind one within a line."""
    for _ in range(_MOST_TAGS):
        start = markup.rfind("<", 0, end)
        name = markup[start + 1 : end].strip("/ ").partition(" ")[0]
        if name not in INLINE:
            return True
        before = markup[max(0, start - 40) : start].rstrip()
        if not before.endswith(">"):
            return not before
        end = markup.rfind(">", 0, start)
    return True


_MOST_TAGS = 6
_MOST_BRACKETS = 2_000
_BRACKETS = tuple("([*【（")


def _flattened(markup: str, start: int) -> str:
    """Write the line that begins there as plain text, up to the end of its block."""
    end = start + 2 * _READ_OF_A_LINE
    closed = markup.find("</p>", start, end)
    piece = markup[start : end if closed < 0 else closed]
    line = untagged(piece, "\n")
    return unescape(line.strip().partition("\n")[0])


def _in_brackets(text: str, *, is_markup: bool) -> Iterator[str]:
    for sign in _BRACKETS:
        if sign not in text:
            continue
        at = -1
        for _ in range(_MOST_BRACKETS):
            at = text.find(sign, at + 1)
            if at < 0:
                break
            if _opens(text[at : at + 41]):
                end = at + _READ_OF_A_LINE
                yield _flattened(text, at) if is_markup else text[at:end].partition("\n")[0]


def _opens(line: str) -> bool:
    first = line[:3]
    if first.isalpha() and first.isascii():  # as most lines begin: nothing stands before it
        low = first.lower()
        return (
            low in OPENERS or low[:2] in OPENERS or (low == "the" and line[3:5] in (" e", " E"))
        )
    head = line[:40].lstrip(_MARKS).lower()
    first = head[:3].rstrip()
    return (
        first in OPENERS
        or head[:2].rstrip() in OPENERS
        or head.startswith("the e")
        or head[:1] > "\u05ff"
        or head[:1].isdigit()
        or " " in head[1:2]
    )


def _begins_as_most(first: str) -> bool:
    """Tell by three letters, as of most lines, that neither an embargo nor a notice begins."""
    if not (first.isalpha() and first.isascii()):
        return False
    low = first.lower()
    return low not in _FIRST_LETTERS and low[:2] not in OPENERS


_FIRST_LETTERS = BEGINNINGS | {*OPENERS, "the"}
_MARKS = (
    " \t\n\r\x0b\x0c\xa0\u3000*_-–—()[]{}<>«»„“”\"'‘’#=|/\\.,:;!?¡¿•·…+~^&@$§°"
    "【】（）［］「」『』〈〉《》※★☆◆■□●○▲▼►"
)


def _has_a_stem(low: str) -> bool:
    """Tell whether a line, folded and in small letters, may be one: most have no such word."""
    return bool(_FINDER.find_matches_as_indexes(low.encode("utf-8", "surrogatepass")))


_FINDER = BytesAhoCorasick(
    [each.encode() for each in dict.fromkeys((*STEMS, *SIGNS))],
    implementation=Implementation.DFA,
)
_STEMS_AND_TRIGGERS = BytesAhoCorasick(
    [each.encode() for each in dict.fromkeys((*STEMS, *SIGNS, *TRIGGERS))],
    implementation=Implementation.ContiguousNFA,
)
_OTHER_SCRIPTS = re.compile("[\u0400-\u1fff\u3000-\uffff]")


def _begins_so(line: str) -> bool:
    if PHRASE.match(line) or FOR_RELEASE.match(line):
        return True
    if not line.isascii() and _OTHER_SCRIPTS.search(line) and PHRASE_IN_SIGNS.match(line):
        return True
    found = IN_FRONT.match(line)
    if found is not None and _is_one(line, found):
        return True
    within = WITHIN.match(line)
    return within is not None and THEN_WHEN.match(line[within.end() :]) is not None


_BRACKETED = re.compile(r"[(\[{【（［<]\s?$")
_BRACKET_ENDS = re.compile(r"\s?[)\]}】）］>]")


def _is_one(line: str, found: re.Match[str]) -> bool:
    """Tell an embargo from a story about one by what stands behind the word."""
    rest, term, before = line[found.end() :], found["term"], line[: found.start("term")]
    if THEN_WHEN.match(rest):
        return True
    if _BRACKETED.search(before) and _BRACKET_ENDS.match(rest):
        return True  # `[EMBARGO] …`: the word alone is no story
    if ADJECTIVE.search(term) and rest.startswith(": "):
        return True
    if THEN_NOTHING.match(rest):
        return False
    marked = term.isupper() or before.lstrip()[:1] in tuple("([*{【（［<#=")
    if ALONE.match(rest):
        return bool(marked or ADJECTIVE.search(term) or PREPOSED.search(before))
    if rest[:1].isalnum():
        return False
    if term.lower().startswith("sperr") and rest[:1] in ":!":
        return True
    return bool(
        (term.isupper() and THEN_A_MARK.match(rest)) or (marked and THEN_COPY.match(rest))
    )
