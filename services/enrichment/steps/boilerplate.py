"""What is not the story: by-lines of machines, share bars, credits, tails, link farms.

What is set aside is kept with its place. A paragraph of prose is only ever set aside inside a
link farm, or in a tail where it shares no vocabulary with the story above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise

from services.enrichment.copy import Paragraph, tidy
from services.enrichment.lines.furniture import (
    LONGEST,
    SHORTEST_TITLE,
    fold,
    kind_of,
    kind_told,
)
from services.enrichment.lines.sites import addresses_in, site_of, without_addresses
from services.enrichment.lines.telltales import ADDRESSED, RUNS_ON, told_in
from services.enrichment.needles import any_of
from shared.articles import SetAside, Span

FARM = 0.6
"""A link farm from this score on (1 real footer: .98; clean bodies: at most .40)."""


_EDGE = 2000
"""What surrounds a story stands within so many paragraphs of either end."""


@dataclass(frozen=True, slots=True)
class Separated:
    """The story's own paragraphs, and the rest in the order of the copy."""

    story: tuple[Paragraph, ...]
    set_aside: tuple[SetAside, ...]


def separate_boilerplate(
    copy: str, headline: str, paragraphs: Sequence[Paragraph]
) -> Separated:
    """Tell the story from what a page, an agency or a re-host put around it.

    `copy` is what the paragraphs' spans point into; `headline` is the reader's, without what
    was glued to it.
    """
    if len(paragraphs) <= _GLUED_INTO:
        paragraphs = [
            part for each in paragraphs for part in _unglued(copy, each, headline.strip())
        ]
    parts, told = _all_parted(copy, paragraphs)
    title = fold(headline)
    looked_at = [at < _EDGE or at >= len(parts) - _EDGE for at in range(len(parts))]
    # Pages say the same line often: “Buy now”, “Share”.
    near = compress(zip(parts, told, strict=True), looked_at)
    lines = {part.text: words for part, words in near}
    known = {line: kind_told(line, title, words) for line, words in lines.items()}
    kinds = [
        known[part.text] if look else None for part, look in zip(parts, looked_at, strict=True)
    ]
    addressed = [
        bool(part.links) or ADDRESSED in words for part, words in zip(parts, told, strict=True)
    ]
    prose = [
        kind is None and (not look or _is_prose(part.text, addressed=has))
        for part, kind, look, has in zip(parts, kinds, looked_at, addressed, strict=True)
    ]
    lead = next((at for at, own in enumerate(prose) if own), len(parts))
    for at in _about(parts, lead):
        kinds[at], prose[at] = "about", False
    tail = _tail(parts, kinds, prose, addressed)
    last = max((at for at in range(tail) if prose[at]), default=-1)
    farm, score = _farm(parts, kinds, last + 1, title)
    story: list[Paragraph] = []
    aside: list[SetAside] = []
    for at, (part, found) in enumerate(zip(parts, kinds, strict=True)):
        kind = _kind_here(found, leads=at < lead, trails=at > last)
        if at >= farm and kind not in _FACTS:
            aside.append(_aside(copy, part, "link_farm", score))
        elif at >= tail and kind not in _FACTS:
            kept = found if found in _TAIL_OF_ITS_OWN else "tail"
            aside.append(_aside(copy, part, kept or "tail"))
        elif (
            kind is None
            and addressed[at]
            and looked_at[at]
            and (own_score := _link_list_score(part)) >= FARM
        ):
            aside.append(_aside(copy, part, "link_farm", own_score))
        elif kind is None:
            story.append(part)
        else:
            aside.append(_aside(copy, part, kind))
    return Separated(story=tuple(story), set_aside=tuple(_joined(copy, aside)))


def _kind_here(kind: str | None, *, leads: bool, trails: bool) -> str | None:
    """Let furniture be furniture only where it stands: most of it above or below the story."""
    if kind in _ANYWHERE or (leads and kind in _LEADING) or (trails and kind in _TRAILING):
        return kind
    return None


def _aside(copy: str, part: Paragraph, kind: str, score: float = 1.0) -> SetAside:
    span = Span(start=part.start, end=part.end, of="copy")
    return SetAside(kind=kind, text=copy[part.start : part.end], span=span, score=score)


def _joined(copy: str, aside: Sequence[SetAside]) -> Iterator[SetAside]:
    """Make one of neighbours of one kind: a footer is one thing, however many lines it has."""
    held: SetAside | None = None
    for each in aside:
        between = copy[held.span.end : each.span.start] if held else ""
        if held and held.kind == each.kind in ("link_farm", "tail") and not between.strip():
            span = Span(start=held.span.start, end=each.span.end, of="copy")
            held = SetAside(
                kind=held.kind, text=copy[span.start : span.end], span=span, score=held.score
            )
            continue
        if held:
            yield held
        held = each
    if held:
        yield held


_ANYWHERE = frozenset(
    "repeated_headline machine_byline standards credits cookies advertisement share caption"
    " related exchange_rate about".split()
)
_TAIL_OF_ITS_OWN = frozenset("tags share subscribe meta related about disclaimer".split())
_FACTS = frozenset({"credits", "standards", "source", "copyright"})
"""Said of the story even when it stands among a tail's links."""
_LEADING = frozenset(
    "byline source meta subscribe breadcrumb sign_off tags copyright note".split()
)
_TRAILING = frozenset(
    "byline source meta subscribe sign_off tags copyright breadcrumb disclaimer".split()
)

# --- prose -------------------------------------------------------------------------------

_STAR = re.compile(r"\s[*•|]\s|\*-\*")
_SENTENCE_END = frozenset(".!?…。！？।؟")
_BEHIND_END = "\"'”’»)]"
_FEWEST_WORDS_OF_PROSE = 12
_UNSPACED_WORDS_OF_PROSE = 30


def _linked(text: str) -> int:
    return sum(map(len, addresses_in(text)))


def _stars(text: str) -> int:
    return len(_STAR.findall(text)) if "*" in text or "•" in text or "|" in text else 0


def _is_prose(text: str, *, addressed: bool) -> bool:
    spaces = text.count(" ")
    if spaces + 1 < _FEWEST_WORDS_OF_PROSE and not (
        len(text) > _UNSPACED_WORDS_OF_PROSE and spaces < len(text) // 20
    ):
        return False
    if _stars(text) > 1:
        return False
    ends = text.rstrip(_BEHIND_END)[-1:] in _SENTENCE_END
    if addressed and _linked(text) * 4 > len(text):
        return ends and len(without_addresses(text).split()) >= _FEWEST_WORDS_OF_PROSE
    return ends or len(text) > LONGEST


# --- where the story ends ----------------------------------------------------------------

_CLOSERS = frozenset("header share tags subscribe copyright source meta related".split())
"""Below one of these, and with no prose left, even lines that we do not know are no story."""

_FOREIGN = 0.85
_CONTENT_WORD = re.compile(r"[^\W\d_]{5,30}")


def _tail(
    parts: Sequence[Paragraph],
    kinds: Sequence[str | None],
    prose: Sequence[bool],
    addressed: Sequence[bool],
) -> int:
    """Give where the tail begins; the number of parts where there is none.

    A header (“You may also like”) or a line of links begins it if all prose below, less than
    half of all, is about something else: a trigger in the middle of a story is no tail.
    """
    count = len(parts)
    lead = next((at for at, own in enumerate(prose) if own), count)
    last = max((at for at, own in enumerate(prose) if own), default=count)
    tried = 0
    for at in range(lead + 1, count):
        unknown = kinds[at] is None and not prose[at]
        if kinds[at] == "header" or (unknown and _farmish(parts[at], addressed=addressed[at])):
            tried += 1
            if tried > _MOST_TRIGGERS and at < last:
                continue
            if _only_others(parts, prose, lead, at):
                return at
        if at > last and kinds[at] in _CLOSERS:
            return at
    return count


_MOST_TRIGGERS = 30
_ABOUT = re.compile(
    r"\W{0,3}(?:About|ABOUT|Über|À propos d[e’'] ?|Acerca de|Sobre) (?=[A-Z0-9])"
)
_LONGEST_ABOUT = 70


def _about(parts: Sequence[Paragraph], lead: int) -> Iterator[int]:
    """Find “About Acme” below a story, and the paragraph in which Acme says what it is."""
    for at in range(lead + 2, len(parts) - 1):
        text = parts[at].text
        begun = _ABOUT.match(text) if len(text) <= _LONGEST_ABOUT else None
        if begun is None or text[-1] in ".!?,;":
            continue
        first = text[begun.end() :].split()[0].strip(":,®™")
        if first and first in parts[at + 1].text[:_LONGEST_ABOUT]:
            yield at
            yield at + 1


def _only_others(
    parts: Sequence[Paragraph], prose: Sequence[bool], lead: int, trigger: int
) -> bool:
    """Tell whether what stands below a trigger is less than the story, and no part of it."""
    above = [parts[at].text for at in range(lead, trigger) if prose[at]]
    rest = sum(len(parts[at].text) for at in range(trigger + 1, len(parts)))
    if rest > sum(map(len, above)) and len(_hosts(parts[trigger:])) <= _FEWEST_HOSTS:
        return False
    below = [parts[at].text for at in range(trigger + 1, len(parts)) if prose[at]]
    story = _vocabulary(above) if below else frozenset()
    return all(_foreign(text, story) >= _FOREIGN for text in below)


def _vocabulary(texts: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*map(_content_words, texts))


@lru_cache(maxsize=64)
def _content_words(text: str) -> frozenset[str]:
    """Give a paragraph's longer words; each header below a story asks for those above it."""
    return frozenset(_CONTENT_WORD.findall(text.lower()))


def _foreign(text: str, story: frozenset[str]) -> float:
    """Give the share of a text's longer words that the story does not have."""
    words = _CONTENT_WORD.findall(without_addresses(text).lower())
    return sum(word not in story for word in words) / len(words) if words else 0.0


# --- link farms --------------------------------------------------------------------------

_FEWEST_HOSTS = 2
_MOST_STARS = 3


def _farmish(part: Paragraph, *, addressed: bool) -> bool:
    """Tell whether a line looks like a piece of a link farm; the whole is scored later."""
    text = part.text
    if _stars(text) >= _MOST_STARS:
        return True
    if not addressed:
        return False
    if len(_hosts((part,))) >= _FEWEST_HOSTS:
        return True
    others = [each for each in addresses_in(text) if site_of(each) not in _EVERYBODYS]
    return sum(map(len, others)) * 2 > len(text)


def _farm(
    parts: Sequence[Paragraph], kinds: Sequence[str | None], begin: int, title: str
) -> tuple[int, float]:
    """Find and score a link farm below the story: where it begins, and how sure we are."""
    unknown = (at for at in range(begin, len(parts)) if kinds[at] is None)
    first = next(
        (at for at in unknown if parts[at].links or addresses_in(parts[at].text)), None
    )
    if first is None:
        return len(parts), 0.0
    score = _link_farm_score(parts[first:], title, _vocabulary([p.text for p in parts[:begin]]))
    return (first, score) if score >= FARM else (len(parts), score)


def _link_farm_score(parts: Sequence[Paragraph], title: str, story: frozenset[str]) -> float:
    """Score a passage between 0 and 1.

    By unrelated domains, the links' share of it, the title again, `*`-separated headlines, and
    words that the story does not have. Newspapers mostly link to themselves, so that few
    domains speak for innocence whatever else is there.
    """
    text = "\n".join(part.text for part in parts)
    hosts = len(_hosts(parts))
    stars = _stars(text)
    linked = _linked(text) / max(1, len(text))
    titles = fold(text).count(title) if len(title) >= SHORTEST_TITLE else 0
    innocence = (
        (1 - 0.8 * min(1.0, hosts / 6))
        * (1 - 0.5 * min(1.0, linked / 0.3))
        * (1 - 0.5 * min(1.0, titles / 2))
        * (1 - 0.5 * min(1.0, stars / 4))
        * (1 - 0.4 * _foreign(text, story))
    )
    return round((1 - innocence) * max(min(1.0, hosts / 3), min(1.0, stars / 8)), 2)


def _link_list_score(part: Paragraph) -> float:
    """Score a paragraph of nothing but links, wherever it stands."""
    if len(part.links) + len(addresses_in(part.text)) <= _FEWEST_HOSTS:
        return 0.0
    hosts = len(_hosts((part,)))
    if hosts <= _FEWEST_HOSTS:
        return 0.0
    rest = _CONTENT_WORD.findall(without_addresses(part.text).lower())
    return round(max(0.0, min(1.0, hosts / 4) - 0.1 * len(rest)), 2)


def _hosts(parts: Sequence[Paragraph]) -> frozenset[str]:
    """Give the sites linked to, by their registered names, but for the page's own.

    Those that everybody links to are left out: a story that shows a post lists no other sites.
    """
    links = (
        link
        for part in parts
        for link in (*addresses_in(part.text), *part.links)
        if link[:1] not in "/#?."
    )
    return frozenset(filter(None, map(site_of, links))) - _EVERYBODYS


_EVERYBODYS = frozenset(
    "t.co twitter.com x.com facebook.com fb.com instagram.com youtube.com youtu.be tiktok.com"
    " t.me telegram.org whatsapp.com linkedin.com pinterest.com reddit.com threads.net bsky.app"
    " google.com apple.com".split()
)
"""Where posts and apps are, which copy shows and every page links to."""


# --- furniture at the end of a paragraph -------------------------------------------------

_GLUED_INTO = 3
"""A page that came as so few lines may have all of its furniture in them."""
_LONGEST_CRUMBS = 120
_LONGEST_FOOTER = 1_500
_SHORTEST_STORY = 200
_FEWEST_WORDS_OF_TITLE = 4
_FOOTER = re.compile(
    r"\s+(?=(?:Also Read|ALSO READ|Read (?:More|Also)|READ (?:MORE|ALSO)|Subscribe (?:to|now)"
    r"|Sign up (?:for|to)|Follow us|Share (?:this|on)|Related (?:News|Stories|Articles|Posts)"
    r"|You (?:may|might) also like|Copyright(?= ?[©(\d])|©|All [Rr]ights [Rr]eserved"
    r"|(?:Originally|First) published|Source ?:|Tags ?:|Leave a (?:Reply|Comment)"
    r"|Comments? ?\(|We use cookies|This website uses cookies|Our Standards ?:|Lire aussi"
    r"|À lire aussi|Lesen Sie auch|Leggi anche|Lea también|Leia também|Lees ook)(?!\w))"
)
_DATELINE = re.compile(
    r"\s(?=[A-Z][A-Z' -]{2,30}(?:, [A-Z][\w. ]{2,20})? \([A-Z][A-Za-z ]{1,20}\) ?[–—-])"
)


def _unglued(copy: str, paragraph: Paragraph, headline: str) -> Iterator[Paragraph]:
    """Part a whole page on one line: breadcrumb, headline, story, footer.

    Only where the headline itself is met, and where nothing but furniture is left.
    """
    raw = copy[paragraph.start : paragraph.end]
    if len(raw) < _SHORTEST_STORY:
        yield paragraph
        return
    cuts = {0, len(raw)}
    title = raw[: _LONGEST_CRUMBS + len(headline)].find(headline) if headline else -1
    after = raw[title + len(headline) :].lstrip()
    if (
        title >= 0
        and headline.count(" ") >= _FEWEST_WORDS_OF_TITLE - 1
        and len(after) >= _SHORTEST_STORY
        and (after[0].isupper() or after[0] in '“"‘«(')
        and (title == 0 or kind_of(tidy(raw[:title]), "") is not None)
    ):
        begin = len(raw) - len(after)
        cuts.update((title, begin))
        dateline = _DATELINE.search(raw, begin, begin + _LONGEST_CRUMBS)
        if dateline and kind_of(tidy(raw[begin : dateline.end()]), "") is not None:
            cuts.add(dateline.end())
    cuts.update(_footers(raw, max(*(cuts - {len(raw)}), len(raw) - _LONGEST_FOOTER)))
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        piece = raw[start:end].rstrip()
        text = tidy(piece)
        if text:
            at = paragraph.start + start
            yield Paragraph(at, at + len(piece), text, paragraph.links)


def _footers(raw: str, begin: int) -> list[int]:
    """Give where the pieces of a footer begin: nothing but furniture, behind a sentence."""
    found = [(mark.start(), mark.end()) for mark in _FOOTER.finditer(raw, begin)]
    stop = len(raw)
    kept: list[tuple[int, int]] = []
    for before, at in reversed(found):
        if kind_of(tidy(raw[at:stop]), "") is None:
            break
        kept.append((before, at))
        stop = before
    while kept and raw[: kept[-1][0]].rstrip(_BEHIND_END)[-1:] not in _SENTENCE_END:
        kept.pop()
    return [at for _, at in kept]


_INLINE = re.compile(
    r"(?:(?<=[.!?”\"’»)\]…])|(?<=\w))\s*(?=our standards\s?:)"
    r"|(?<=[.!?”\"’»)\]…])\s+(?=\(?(?:additional reporting|reporting|writing|editing|compiled"
    r"|photography|reportage|reporte|reportagem|rédigé|bericht|edição|editado|source\s?:)\b)"
    r"|(?<=[.!?”\"’»)\]])\s+(?=(?:enditem|\(end\)|\(ansa\)\.?|/tass/|efe)$)",
    re.IGNORECASE,
)
_may_run_on = any_of((
    " by ", "tandards", "ource", " par ", " de ", " von ", " por ", "nditem", "(END)", "(ANSA)",
    " EFE", "/TASS/",
))  # fmt: skip


def _all_parted(
    copy: str, paragraphs: Sequence[Paragraph]
) -> tuple[Sequence[Paragraph], list[frozenset[str]]]:
    """Part those near either end from what runs on in them; say what is told in each part."""
    told = told_in([paragraph.text for paragraph in paragraphs])
    run_on = {
        at
        for at, words in enumerate(told)
        if RUNS_ON in words
        and (at < _EDGE or at >= len(told) - _EDGE)
        and _may_run_on(paragraphs[at].text)
    }
    if not run_on:
        return paragraphs, told
    parts = [
        part
        for at, paragraph in enumerate(paragraphs)
        for part in (_parted(copy, paragraph) if at in run_on else (paragraph,))
    ]
    return parts, told_in([part.text for part in parts])


def _parted(copy: str, paragraph: Paragraph) -> Iterator[Paragraph]:
    """Part a paragraph from credits and the like that run on in it (“… (Reporting by A)”)."""
    start = paragraph.start
    raw = copy[paragraph.start : paragraph.end]
    for found in _INLINE.finditer(raw):
        at = paragraph.start + found.end()
        rest = tidy(copy[at : paragraph.end])
        before = copy[start : paragraph.start + found.start()].rstrip()
        if (
            before
            and kind_of(rest.partition("Our Standards")[0].strip() or rest, "") in _INLINE_KINDS
        ):
            kept = tidy(before, keep_lines="\n" in paragraph.text)
            yield Paragraph(start, start + len(before), kept, paragraph.links)
            start = at
    if start == paragraph.start:
        yield paragraph
    elif start < paragraph.end:
        yield Paragraph(start, paragraph.end, tidy(copy[start : paragraph.end]))


_INLINE_KINDS = frozenset({"credits", "standards", "source", "sign_off"})
