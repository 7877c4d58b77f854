"""The story in a web page: its paragraphs, without what stands around them.

Three witnesses are heard: trafilatura, the page's own JSON-LD (`articleBody`) where it has
one, and the page's structure. Trafilatura and JSON-LD tell where the story is; the structure
gives back what they lost in the middle of it, and takes away what they took too much of:
headline, captions, links to other stories, furniture. `benchmarks/html_body.py` compares.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from lxml import etree
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from services.ingest.formats.page.blocks import Block, Run, read_blocks, runs, words_of
from services.ingest.formats.page.pieces import (
    FULL_STOP,
    LONGEST_TAIL,
    has_form,
    is_prose,
    is_title,
)
from services.ingest.formats.text.markup import text_to_html

MOST_ELEMENTS = 15_000
"""Of a page that is read with care. News pages have 500 to 5,000; the care takes 8 µs each."""

_FEW_WAITING = 5
"""Deliveries that wait while there is time for care: a tenth of a second's work."""

_MUTE = (etree.Comment, "script", "style", "noscript", "template", "svg", "iframe", "select")
_BELIEVED = 0.6  # of a block's runs of three words
_CONTAINER_SHARE = 0.8  # of the story's characters
_WORDS_OF_A_PARAGRAPH = 14
_WORDS_OF_A_STORY = 120
_ONE_PARAGRAPH = frozenset({"p", "li", "dd", "dt", "pre", "blockquote"})
"""Elements that hold a whole story, parted by line breaks, only where they are long."""
_FEWEST_TEASERS = 3
_WORDS_OF_A_TEASER = 45
_WORDS_OF_A_REMNANT = 50

_APPENDIX = re.compile(
    r"""(?xi)^\W*(?:
      related\b.{0,30} | more\s+(?:from|on|stories|news)\b.{0,40} | recommended.{0,20}
    | (?:you\s+)?(?:may|might)\s+also\s+like.{0,20} | about\s+the\s+author.{0,20}
    | (?:\d+\s+)?(?:comments?|responses?|replies)\b.{0,30}
    | leave\s+a\s+(?:reply|comment).{0,20}
    | (?:share\s+this|see\s+also|latest\s+(?:news|stories|posts)).{0,20}
    | read\s+(?:more|next|also)\b.{0,30} | also\s+(?:read|see).{0,20}
    | references | sources? | further\s+reading | tags | topics | categories | top\s+stories
    | (?:popular|trending|sponsored|promoted|most\s+(?:read|popular|viewed)).{0,20}
    | newsletter.{0,30} | (?:sign\s+up|subscribe).{0,60} | editor'?s'?\s+(?:picks|choice)
    | (?:from\s+)?around\s+the\s+web | what\s+(?:to\s+read\s+next|others\s+are\s+reading)
    )\W*$"""
)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|märz|mai|okt|dez|ene|abr|ago|dic|fev|"
    r"set|out|janv|févr|avr|juil|août|déc)[a-zéû]*"
)
_DATE_LINE = re.compile(
    rf"""(?xi)\b(?:
      \d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d{{2}}
    | (?:19|20)\d{{2}}[./-]\d{{1,2}}[./-]\d{{1,2}}
    | \d{{1,2}}:\d{{2}} | {_MONTH}\.?\s+\d{{1,2}}\b | \d{{1,2}}\.?\s+(?:de\s+)?{_MONTH}
    )"""
)
_BY_LINE = re.compile(
    r"""(?xi)^\W*(?:
      by | von | par | por | de | di | da | door | av | af | text | publicado\s+por | posted
    | published | categori\w+ | tags? | author | autor | written | source | photo | foto
    | updated | share
    )\b"""
)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the witnesses say: runs of three words, and the headline's several wordings."""

    extracted: set[Run]
    told: set[Run]
    titles: tuple[str, ...]


class _Story(NamedTuple):
    """The story as simple HTML, empty where there is none, and what was cut away, line by line.

    What was cut away may hold an embargo.
    """

    markup: str
    beside: str


def find_story(
    tree: HtmlElement, told: str | None, titles: Sequence[str], *, waiting: int = 0
) -> _Story:
    """Tell the story from what stands around it.

    `told` is the page's `articleBody`; `titles` are the wordings of its headline; `waiting` is
    how many other deliveries wait to be read. Scripts and the like are taken out of the tree.
    """
    etree.strip_elements(tree, *_MUTE, with_tail=False)
    if _ELEMENTS(tree) > most_elements(waiting):
        return _Story(_in_a_hurry(tree), _all_lines(tree))
    document = bare_extraction(tree, options=_options())
    extracted = ""
    if document is not None and not isinstance(document, dict) and document.text:
        extracted = document.text
    blocks = read_blocks(tree.body)
    captions = [str(element.text_content()) for element in tree.iter("figcaption")]
    chosen = _choose(blocks, extracted, told, titles)
    if told and sum(len(block.words) for block in chosen) < _WORDS_OF_A_REMNANT:
        # What scripts fill in later is not in the page, but often in what it tells machines.
        words = len(words_of(told))
        if words >= _WORDS_OF_A_REMNANT and words > 2 * len(words_of(extracted)):
            return _Story(text_to_html(told), _lines_of(blocks, captions))
    if chosen:
        return _Story(_write(chosen), _lines_of(blocks, captions))
    markup = text_to_html(extracted.replace("\n", "\n\n")) if extracted else ""
    return _Story(markup, _lines_of(blocks, captions))


_ELEMENTS: Any = etree.XPath("count(//*)")


@lru_cache(maxsize=1)
def _options() -> Extractor:
    """Read trafilatura's settings once: it would for each page."""
    return Extractor(output_format="python", fast=True, comments=False)


def _lines_of(blocks: Sequence[Block], captions: Sequence[str]) -> str:
    return "\n".join(" ".join(text.split()) for text in (*(b.text for b in blocks), *captions))


def _all_lines(tree: HtmlElement) -> str:
    """Give every line of a page too large for care."""
    page = etree.tostring(tree, encoding="unicode", method="html")
    return extract_plain_text(page, main_content=False, alt_texts=False, links=False) or ""


def most_elements(waiting: int) -> int:
    """Give up to which size a page is read with care: the more wait, the smaller.

    With 50 waiting most news pages are read in a hurry, with 500 all of them.
    """
    return int(MOST_ELEMENTS / max(1.0, waiting / _FEW_WAITING))


def _in_a_hurry(tree: HtmlElement) -> str:
    """Read a page too large for care: an eighth of the time, at an F1 lower by 0.05."""
    page = etree.tostring(tree, encoding="unicode", method="html")
    text = extract_plain_text(
        page, main_content=True, alt_texts=False, links=False, preserve_formatting=True
    )
    return text_to_html(re.sub(r"\n+", "\n\n", text or ""))


# --- choosing ----------------------------------------------------------------------------


def _choose(
    blocks: Sequence[Block], extracted: str, told: str | None, titles: Sequence[str]
) -> list[Block]:
    """Choose the blocks of the story, in order."""
    evidence = _Evidence(
        runs(words_of(extracted)),
        runs(words_of(told or "")),
        tuple(filter(None, (" ".join(words_of(title)) for title in titles))),
    )
    extracted_too = [_share(block, evidence.extracted) >= _BELIEVED for block in blocks]
    for index in _teasers(blocks, extracted_too):
        extracted_too[index] = False
    told_too = [_share(block, evidence.told) >= _BELIEVED for block in blocks]
    if not _agree(blocks, extracted_too, told_too):
        if _is_whole(blocks, told_too, told or ""):
            extracted_too = told_too
        else:
            told_too = [False] * len(blocks)
    container = _container(blocks, extracted_too)
    if container is None:
        return []
    formed = [has_form(block, evidence.titles) for block in blocks]
    placed = _placed(blocks, container, extracted_too)
    fit = [form and place for form, place in zip(formed, placed, strict=True)]
    kept = [
        (told_too[index] and formed[index]) or (extracted_too[index] and fit[index])
        for index in range(len(blocks))
    ]
    kept = _mended(blocks, kept, fit)
    kept = _from_the_headline(blocks, kept, evidence)
    kept = _until_the_appendix(blocks, kept)
    chosen = [block for block, keep in zip(blocks, kept, strict=True) if keep]
    return _without_end(_without_repeats(_without_top(chosen)))


def _teasers(blocks: Sequence[Block], believed: Sequence[bool]) -> set[int]:
    """Find the teasers of other stories: three or more alike boxes, each a link and some words.

    Where they are long, or nearly all there is to read, they are the story: a list.
    """
    alike: dict[tuple[HtmlElement, str, str], set[HtmlElement]] = {}
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.link_share <= 0.85 or len(block.words) < 3 or after is None:
            continue
        for box, parent in zip(block.path[:0:-1], block.path[-2::-1], strict=False):
            if not _begins(box, blocks, index):
                break
            if box in after.path:
                alike.setdefault((parent, box.tag, box.get("class") or ""), set()).add(box)
    boxes = {box for group in alike.values() if len(group) >= _FEWEST_TEASERS for box in group}
    inside = {
        index
        for index, block in enumerate(blocks)
        if boxes and any(element in boxes for element in block.path)
    }
    words = sum(len(blocks[index].words) for index in inside)
    beside = sum(
        len(block.words)
        for index, block in enumerate(blocks)
        if believed[index] and index not in inside and is_prose(block)
    )
    few = words <= _WORDS_OF_A_TEASER * len(boxes)
    return inside if beside >= (0.15 if few else 1.0) * words else set()


def _begins(box: HtmlElement, blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a block is the first in a box, but for a word or two: a section's name."""
    for before in blocks[max(0, index - 2) : index]:
        if box in before.path and len(before.words) > 3:
            return False
    return index < 3 or box not in blocks[index - 3].path


def _share(block: Block, known: set[Run]) -> float:
    if not known or not block.words:
        return 0.0
    own = runs(block.words)
    return len(own & known) / len(own)


def _agree(blocks: Sequence[Block], extracted: Sequence[bool], told: Sequence[bool]) -> bool:
    """Believe JSON-LD only if it tells at least half of what trafilatura found."""
    found = sum(
        len(block.words) for block, is_in in zip(blocks, extracted, strict=True) if is_in
    )
    both = sum(
        len(block.words)
        for block, is_in, is_told in zip(blocks, extracted, told, strict=True)
        if is_in and is_told
    )
    return both >= 0.5 * found


def _is_whole(blocks: Sequence[Block], told_too: Sequence[bool], told: str) -> bool:
    """Tell whether JSON-LD is a story of its own, nearly all of which is on the page."""
    words = len(words_of(told))
    found = sum(
        len(block.words) for block, is_in in zip(blocks, told_too, strict=True) if is_in
    )
    return words >= _WORDS_OF_A_STORY and found >= 0.8 * words


def _container(blocks: Sequence[Block], believed: Sequence[bool]) -> HtmlElement | None:
    """Find the deepest element that holds nearly all of the words that were believed."""
    voters = [block for block, counts in zip(blocks, believed, strict=True) if counts]
    prose = [block for block in voters if is_prose(block)]
    clean = [block for block in prose if not block.furniture]
    for group in (clean, prose):
        if _size(group) > 0.4 * _size(prose or voters):
            voters = group
            break
    weights: Counter[HtmlElement] = Counter()
    depths: dict[HtmlElement, int] = {}
    for block in voters:
        for depth, element in enumerate(block.path):
            weights[element] += len(block.text)
            depths[element] = depth
    enough = _CONTAINER_SHARE * _size(voters)
    holding = [
        element
        for element, weight in weights.items()
        if weight >= enough and (weight > LONGEST_TAIL or element.tag not in _ONE_PARAGRAPH)
    ]
    return max(holding, key=lambda element: depths[element]) if holding else None


def _size(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _placed(
    blocks: Sequence[Block], container: HtmlElement, believed: Sequence[bool]
) -> list[bool]:
    """Tell which blocks stand inside the story, and not in furniture there.

    Page builders name every part of a page a widget: where furniture would be most of the
    story, its names mean nothing.
    """
    inside = [container in block.path for block in blocks]
    placed = [
        is_in and _has_place(block, container)
        for block, is_in in zip(blocks, inside, strict=True)
    ]
    believed_prose = [
        is_in and is_believed and is_prose(block)
        for block, is_in, is_believed in zip(blocks, inside, believed, strict=True)
    ]
    whole = _words(blocks, believed_prose)
    kept = _words(blocks, [a and b for a, b in zip(placed, believed_prose, strict=True)])
    return placed if kept >= 0.5 * whole else inside


def _has_place(block: Block, container: HtmlElement) -> bool:
    """Tell whether a block stands inside the story, and not in furniture there."""
    if container not in block.path:
        return False
    below = block.path[block.path.index(container) + 1 :]
    return not any(element in below for element in block.furniture)


def _mended(blocks: Sequence[Block], kept: Sequence[bool], fit: Sequence[bool]) -> list[bool]:
    """Give back paragraphs and headings that were lost in the middle of the story."""
    places = [index for index, keep in enumerate(kept) if keep]
    if not places:
        return [*kept]
    first, last = places[0], places[-1]
    siblings = Counter(blocks[index].holder.getparent() for index in places)
    mended = [*kept]
    for index in range(first + 1, last):
        block = blocks[index]
        if not kept[index] and fit[index]:
            beside = siblings[block.holder.getparent()]
            if block.kind in {"p", "quote", "pre"}:
                mended[index] = block.link_share < 0.6 and beside >= 1
            elif block.kind.startswith("h"):
                mended[index] = block.link_share < 0.5 and beside >= 2
    return mended


def _from_the_headline(
    blocks: Sequence[Block], kept: Sequence[bool], evidence: _Evidence
) -> list[bool]:
    """Leave out what stands above the headline, if that is little."""
    above = 0
    for index, block in enumerate(blocks):
        if block.kind in {"h1", "h2"} and is_title(block, evidence.titles):
            if above > 0.2 * _words(blocks, kept):
                break
            return [keep and place > index for place, keep in enumerate(kept)]
        above += len(block.words) if kept[index] else 0
    return [*kept]


def _until_the_appendix(blocks: Sequence[Block], kept: Sequence[bool]) -> list[bool]:
    """Leave out what follows “Related stories”, “Comments” and the like near the end.

    Where the story goes on beside its other paragraphs, the line was only an insertion.
    """
    total = _words(blocks, kept)
    homes = Counter(
        block.holder.getparent()
        for block, keep in zip(blocks, kept, strict=True)
        if keep and is_prose(block)
    )
    home = homes.most_common(1)[0][0] if homes else None
    last = max(
        (i for i, keep in enumerate(kept) if keep and blocks[i].holder.getparent() is home),
        default=-1,
    )
    seen = 0
    for index, block in enumerate(blocks):
        is_line = len(block.text) < 80 and block.kind not in {"li", "tr"}
        if seen >= 0.75 * total and is_line and _APPENDIX.match(block.text):
            is_heading = block.kind.startswith("h") and block.holder.getparent() is home
            if is_heading or last < index:
                return [keep and place < index for place, keep in enumerate(kept)]
        seen += len(block.words) if kept[index] else 0
    return [*kept]


def _words(blocks: Sequence[Block], kept: Sequence[bool]) -> int:
    return sum(len(block.words) for block, keep in zip(blocks, kept, strict=True) if keep)


def _without_top(chosen: list[Block]) -> list[Block]:
    """Leave out what stands between headline and story: date, by-line, section."""
    start = next(
        (
            index
            for index, block in enumerate(chosen[:8])
            if len(block.words) >= _WORDS_OF_A_PARAGRAPH
            or (len(block.words) >= 6 and FULL_STOP.search(block.text))
        ),
        0,
    )
    top = [
        block
        for block in chosen[:start]
        if not (
            block.kind == "h1" or _BY_LINE.match(block.text) or _DATE_LINE.search(block.text)
        )
    ]
    return top + chosen[start:]


def _without_repeats(chosen: Sequence[Block]) -> list[Block]:
    """Leave out paragraphs that are there twice (for small and for large screens)."""
    seen: set[str] = set()
    kept: list[Block] = []
    for block in chosen:
        line = " ".join(block.words)
        if len(block.words) <= 12 or line not in seen:
            kept.append(block)
            seen.add(line)
    return kept


def _without_end(chosen: list[Block]) -> list[Block]:
    """Leave out headings that nothing follows."""
    end = len(chosen)
    while end and chosen[end - 1].kind.startswith("h"):
        end -= 1
    return chosen[:end]


# --- writing -----------------------------------------------------------------------------


def _write(blocks: Sequence[Block]) -> str:
    """Write blocks as HTML; items of one list and rows of one table stay together."""
    return "\n".join(
        part
        for group, members in groupby(blocks, key=_group)
        for part in _written(group, [*members])
    )


def _group(block: Block) -> HtmlElement | None:
    if block.kind not in {"li", "tr"}:
        return None
    wanted = {"ul", "ol"} if block.kind == "li" else {"table"}
    return next((element for element in reversed(block.path) if element.tag in wanted), None)


def _written(group: HtmlElement | None, blocks: Sequence[Block]) -> Iterator[str]:
    if group is not None and blocks[0].kind == "li":
        items = "".join(f"<li>{block.markup}</li>" for block in blocks)
        yield f"<{group.tag}>{items}</{group.tag}>"
        return
    if group is not None:
        rows = "".join(f"<tr>{block.markup}</tr>" for block in blocks)
        yield f"<table>{rows}</table>"
        return
    for block in blocks:
        if block.kind == "quote":
            yield f"<blockquote><p>{block.markup}</p></blockquote>"
        elif block.kind == "pre":
            yield f"<pre>{block.markup}</pre>"
        elif block.kind.startswith("h"):
            level = max(2, int(block.kind[1]))
            yield f"<h{level}>{html.escape(block.text, quote=False)}</h{level}>"
        elif block.kind == "tr":
            yield f"<p>{html.escape(block.text, quote=False)}</p>"
        else:
            yield f"<p>{block.markup}</p>"
