"""What a block of a page is by its looks: a story, or a caption, a link, furniture; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from services.ingest.formats.page.blocks import Block

_WORDS_OF_A_SUBTITLE = 30
LONGEST_TAIL = 300
_LONGEST_CAPTION = 200
_LONGEST_HEAD = 1_500
_CHILDREN_OF_A_FIGURE = 20

_TAIL = re.compile(
    r"""(?xi)^\W*(?:
      related(?:\s+(?:articles?|stor(?:y|ies)|posts?|news|content|topics|links))?\s*(?::|$)
    | (?:see\s+also|also\s+(?:read|see)|read\s+(?:also|next)|(?:click|tap)\s+here)\b
    | you\s+(?:may|might)\s+(?:also\s+)?like\b | sign\s+up\s+(?:for|to|here|now)\b
    | subscribe\s+(?:to|for|here|now|today)\b | (?:like|follow|join)\s+us\s+(?:on|at)\b
    | follow\s+@ | share\s+(?:this|on|via)\b | tweet$ | advertisement\W*$
    | filed\s+under\b | (?:tags?|topics?|categories)\s*:
    | (?:photos?|images?|pictures?)\s*(?:credits?|source|via\b|:|/)
    | \(?(?:credits?|source\s+image)\s*[:/] | (?:getty|shutterstock)\b.{0,40}$
    | leave\s+a\s+(?:reply|comment) | (?:\d+\s+)?comments?\W*$
    | (?:copyright\s+(?:©|\(c\)|\d{4})|©|\(c\)\s) | all\s+rights\s+reserved
    | about\s+the\s+author\b
    | (?:continue|keep)\s+reading\b | scroll\s+down\b | story\s+continues\b
    | (?:previous|next)\s+(?:post|article|story)\b | back\s+to\s+top\b
    | lesen\s+sie\s+auch | mehr\s+zum\s+thema | (?:à\s+)?lire\s+aussi | leia\s+(?:também|mais)
    | lee\s+también | te\s+puede\s+interesar | leggi\s+anche | lees\s+ook | читайте\s+также
    | compart(?:ilhe|ir)\b | teilen$ | (?:foto|bild|fotos|imagem|imagen)\s*[:/]
    )"""
)
"""How what is no story begins. It counts in lines of up to `LONGEST_TAIL` characters."""

_MAYBE_TAIL = re.compile(
    r"""(?xi)^\W*(?:
      more\s+(?:from|on|stories|news|in)\b | read\s+more\b | you\s+(?:may|might)\s+also\b
    | follow\s+\w+(?:\s+\w+)?\s+on\b | copyright\b | recommended\b | sponsored\b
    | (?:posted|published)\s+(?:in|by|on)\b | written\s+by\b | photos?\s+by\b
    | comment\s+on\b | what\s+do\s+you\s+think\b | tell\s+us\s+what\b | let\s+us\s+know\b
    | loading\b | watch\b | (?:video|listen)\s*: | download\s+(?:our|the)\s+app\b
    | get\s+(?:our|the\s+latest|\w+\s+delivered)\b | print\s+this\b | view\s+(?:all|more)\b
    | (?:last\s+)?(?:updated|modified)\b | contact\s+(?:us|the)\b | also\s+on\b
    | \d+\s+min(?:ute)?s?\s+read\b | subscribe\b | sign\s+up\b | join\b
    )"""
)
"""How also sentences begin: a link, or the lack of a full stop, must speak against it."""

_SENTENCE_END = re.compile(r"[.!?…:;,。！？»”\"'’)\]]\s*$")
FULL_STOP = re.compile(r"[.!?…][\"'”’)]*$")


def is_prose(block: Block) -> bool:
    """Tell words to be read from links and labels."""
    return block.link_share < 0.5 and len(block.words) >= 8


def has_form(block: Block, titles: Sequence[str]) -> bool:
    """Tell whether a block reads as part of a story."""
    return not (
        _is_tail(block)
        or _is_link_line(block)
        or _is_caption(block)
        or is_title(block, titles)
        or _is_beside_the_headline(block)
    )


def _is_tail(block: Block) -> bool:
    if len(block.text) >= LONGEST_TAIL:
        return False
    if _TAIL.match(block.text):
        return True
    doubtful = block.link_share > 0.2 or not FULL_STOP.search(block.text)
    return doubtful and _MAYBE_TAIL.match(block.text) is not None


def is_title(block: Block, titles: Sequence[str]) -> bool:
    """Tell the headline, in any of its wordings, also with a section before it."""
    if len(block.text) > 250 or len(block.words) < 2:
        return False
    line = " ".join(block.words)
    for title in titles:
        if line == title:
            return True
        if len(block.words) >= 4 and (
            f" {line} " in f" {title} " or f" {title} " in f" {line} "
        ):
            return len(title) > 0.4 * len(line)
        if block.kind == "h1":
            own, other = {*block.words}, {*title.split()}
            common = len(own & other)
            if common >= 3 and common >= 0.6 * min(len(own), len(other)):
                return True
    return False


def _is_beside_the_headline(block: Block) -> bool:
    """Tell a subtitle, a by-line, a date: what stands in the <header> of the headline."""
    if len(block.words) >= _WORDS_OF_A_SUBTITLE:
        return False
    return any(
        element.tag == "header"
        and element.find(".//h1") is not None
        and _is_small(element, _LONGEST_HEAD)
        for element in reversed(block.path)
    )


def _is_link_line(block: Block) -> bool:
    """Tell a line that is one link to another page, and no sentence."""
    if block.kind in {"li", "tr", "td"} or block.link_share <= 0.85:
        return False
    if len(block.text) >= 160 or "://" in block.text or block.text.startswith("www."):
        return False
    return block.text.isupper() or not block.text.endswith((".", "!", "?", '"', "”"))


def _is_caption(block: Block) -> bool:
    """Tell the words under a picture: short, no sentence, alone with an image."""
    if (
        block.kind not in {"p", "td", "tr"}
        or len(block.text) > _LONGEST_CAPTION
        or _SENTENCE_END.search(block.text)
    ):
        return False
    holder: HtmlElement | None = block.holder
    for _ in range(2):
        if holder is None or not _is_small(holder, len(block.text) + 120):
            return False
        if holder.find(".//img") is not None or holder.find(".//picture") is not None:
            return True
        holder = holder.getparent()
    return False


def _is_small(element: HtmlElement, most: int) -> bool:
    """Tell whether an element holds little text, without reading all of a large one."""
    if len(element) > _CHILDREN_OF_A_FIGURE:
        return False
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length > most:
            return False
    return True
