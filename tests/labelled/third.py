"""The third labelled set: open web pages that no one here wrote, kept without their text.

`third.json` says where in the true bodies of ../shared/corpus/html (beside a checkout) the
names, quotes and datelines stand; the bodies stay there. Each label carries a hash of its
words, so that labels and text cannot drift apart unseen.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from services.enrichment.data.gazetteer import gazetteer
from services.enrichment.enrich import enrich
from services.enrichment.steps.kin import Similar
from shared.articles import Enrichment
from tests.labelled.scoring import NOW, Score, Story

LABELS = Path(__file__).with_name("third.json")
PAGES = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "html"
KINDS = ("people", "organisations", "places")
_NEAR = 4
"""Code points by which the beginning of a quote may differ: marks, spaces."""

Slice = tuple[int, int, str]


@dataclass(frozen=True)
class Name:
    """Somebody or something named, as it is written; `doubtful` ones count for nothing."""

    spellings: frozenset[str]
    doubtful: bool


@dataclass(frozen=True)
class Page:
    """A page with its labels read into words."""

    story: Story
    news: bool
    """Copy as agencies and papers send it, not a shop's page, a recipe or a plea."""
    names: dict[str, list[Name]]
    quotes: list[tuple[int, frozenset[str], bool]]
    """Where each begins, its speaker's names (none: not judged), whether it is doubtful."""
    dateline: str | None
    topics: frozenset[str]
    """First-level topics, two digits each, that must be found."""
    also: frozenset[str]


def there() -> bool:
    """Tell whether the pages lie beside this checkout."""
    return (PAGES / "ground-truth.json").exists()


def hash_of(words: str) -> str:
    """Give what a label keeps instead of its words."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]


@cache
def pages() -> list[Page]:
    """Read the labels over the text; raise where the two do not fit."""
    truth = json.loads((PAGES / "ground-truth.json").read_text("utf-8"))
    told = json.loads(LABELS.read_text("utf-8"))
    return [_page(name, labels, truth[name]["articleBody"]) for name, labels in told.items()]


def _page(name: str, labels: dict[str, Any], body: str) -> Page:
    text = body[: labels["to"]]

    def words(at: Slice) -> str:
        start, end, known = at
        found = text[start:end]
        if hash_of(found) != known:
            raise ValueError(f"{name} has other words at {start}")
        return found

    return Page(
        story=Story(name[:8], {"headline": headline_of(name)}, text),
        news=labels["news"],
        names={
            kind: [
                Name(frozenset(_plain(words(at)) for at in each["at"]), bool(each.get("doubt")))
                for each in labels[kind]
            ]
            for kind in KINDS
        },
        quotes=[
            (
                each["at"],
                frozenset(_plain(words(at)) for at in each["by"]),
                bool(each.get("doubt")),
            )
            for each in labels["quotes"]
        ],
        dateline=words(labels["dateline"]) if labels.get("dateline") else None,
        topics=frozenset(labels["topics"]),
        also=frozenset(labels["also"]),
    )


_TITLE = re.compile(
    rb"""<meta[^>]*property=["']og:title["'][^>]*content=(["'])(.*?)\1""", re.DOTALL
)


def headline_of(name: str) -> str:
    """Give the headline that a page shows where it is shared."""
    page = gzip.decompress((PAGES / f"{name}.html.gz").read_bytes())
    match = _TITLE.search(page)
    return html.unescape(match.group(2).decode("utf-8", "replace")) if match else ""


def _plain(name: str) -> str:
    """Give a name as names are compared: “the U.S.” is the United States."""
    name = " ".join(name.split()).replace("’", "'").removeprefix("the ").removeprefix("The ")
    spots = gazetteer().spots.get(name, ()) or gazetteer().spots.get(name + ".", ())
    if spots and spots[0].kind != "city":
        name = spots[0].name
    return name.removesuffix("'s").rstrip(".,").casefold()


@dataclass
class Third:
    """What the steps find on the set."""

    scores: dict[str, Score] = field(default_factory=dict)
    untold: list[str] = field(default_factory=list)
    """News stories without any topic."""
    news: int = 0
    failed: list[str] = field(default_factory=list)
    """Pages on which a step failed."""


@cache
def third() -> Third:
    """Run every step over every page; names and quotes of news pages count."""
    found = Third()
    for page in pages():
        said = enrich(page.story.article(), Similar(), NOW)
        found.failed += [f"{page.story.name}: {step}" for step in said.degraded]
        if not page.news:
            continue
        found.news += 1
        if not said.topics:
            found.untold.append(page.story.name)
        for step, right, missed, wrong in _compared(page, said):
            score = found.scores.setdefault(step, Score())
            score.right += right
            score.missed += [f"{page.story.name}: {each}" for each in missed]
            score.wrong += [f"{page.story.name}: {each}" for each in wrong]
    return found


def _compared(page: Page, said: Enrichment) -> Iterator[tuple[str, int, list[str], list[str]]]:
    for kind in KINDS:
        yield kind, *_names(page.names[kind], [each.name for each in getattr(said, kind)])
    yield from _quotes(page, said)
    filed = said.dateline.place if said.dateline else None
    same = filed is not None and page.dateline is not None
    same = same and _plain(filed or "") == _plain(page.dateline or "")
    yield (
        "dateline",
        int(same),
        [page.dateline] if page.dateline and not same else [],
        [filed] if filed and not same else [],
    )
    roots = {topic.qcode[7:9] for topic in said.topics if topic.qcode.endswith("000000")}
    right = roots & page.topics
    allowed = roots & page.also
    first = not page.topics and bool(allowed)
    yield (
        "topic_roots",
        len(right) + int(first),
        sorted(page.topics - roots),
        sorted(roots - page.topics - page.also),
    )


def _names(labels: list[Name], given: list[str]) -> tuple[int, list[str], list[str]]:
    plain = {_plain(name): name for name in given}
    right, missed = 0, []
    taken: set[str] = set()
    for label in labels:
        hit = label.spellings & plain.keys()
        taken |= hit
        if label.doubtful:
            continue
        if hit:
            right += 1
        else:
            missed.append(min(label.spellings))
    return right, missed, [name for key, name in plain.items() if key not in taken]


def _quotes(page: Page, said: Enrichment) -> Iterator[tuple[str, int, list[str], list[str]]]:
    """Compare quotes by where they begin, and the speakers of those that were found."""
    shift = page.story.text.find(said.body[:40])
    begins = [quote.span.start + max(0, shift) for quote in said.quotes if quote.span]
    right, missed, speakers, others = 0, [], 0, []
    taken: set[int] = set()
    for at, by, doubtful in page.quotes:
        near = [n for n, begin in enumerate(begins) if abs(begin - at) <= _NEAR]
        taken.update(near)
        if doubtful:
            continue
        if not near:
            missed.append(page.story.text[at : at + 25])
            continue
        right += 1
        if by:
            speaker = said.quotes[near[0]].speaker
            if speaker and (_plain(speaker) in by or any(map(_plain(speaker).endswith, by))):
                speakers += 1
            else:
                others.append(f"{speaker} for {min(by)}: {page.story.text[at : at + 25]}")
    wrong = [said.quotes[n].text[:40] for n in range(len(begins)) if n not in taken]
    yield "quotes", right, missed, wrong
    yield "speakers", speakers, others, others
