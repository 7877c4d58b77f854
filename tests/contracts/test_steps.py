"""What holds for every step: any text, no exception, and time that stays in proportion."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.enrichment.copy import copy_of
from services.enrichment.enrich import STEPS, enrich
from services.enrichment.steps import (
    amounts,
    boilerplate,
    dateline,
    dates,
    entities,
    genre,
    headline,
    keywords,
    kin,
    language,
    length,
    provenance,
    quotes,
    readability,
    section,
    sketch,
    style,
    summary,
    topics,
)
from services.enrichment.steps import credits as credits_of
from services.enrichment.words import read
from shared.articles import Article, Person, SetAside, SourceFacts, Span
from shared.ninjs import Item, Text

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def _copy(text: str) -> Any:
    return copy_of(Item(headlines=(Text(value=text[:200]),), bodies=(Text(value=text),)))


def _aside(text: str) -> SetAside:
    return SetAside(kind="source", text=text, span=Span(start=0, end=len(text)))


def _separate(text: str) -> object:
    copy = _copy(text)
    return boilerplate.separate_boilerplate(copy.text, text[:200], copy.paragraphs)


PEOPLE = (Person(name="Ann Roe", mentions=2),)

RUN: dict[str, Callable[[str], object]] = {
    "boilerplate": _separate,
    "headline": lambda text: headline.clean_headline(text, [text[:100], text]),
    "dateline": lambda text: dateline.read_dateline([text, text], now=NOW),
    "credits": lambda text: credits_of.read_credits(
        [text, text[:300]], bylines=[text, text[:90]]
    ),
    "provenance": lambda text: provenance.trace_provenance(
        carrier=text[:50], claims=[text], set_aside=[_aside(text)]
    ),
    "language": lambda text: language.detect_language(text, text),
    "length": lambda text: length.count_words(read(text)),
    "sketch": lambda text: sketch.make_sketch(read(text)),
    "kin": lambda text: kin.find_kin(
        text[:20], sketch.make_sketch(read(text)), kin.Similar.nothing()
    ),
    "entities": lambda text: entities.find_names(read(text), None),
    "quotes": lambda text: quotes.read_quotes(read(text), PEOPLE),
    "amounts": lambda text: amounts.read_amounts(read(text)),
    "dates": lambda text: dates.read_dates(read(text), NOW.date()),
    "readability": lambda text: readability.measure_readability(read(text)),
    "genre": lambda text: genre.suggest_genre(text, text, text[:40]),
    "urgency": lambda text: genre.suggest_urgency(text, ()),
    "topics": lambda text: topics.pick_topics(text[:200], read(text)),
    "keywords": lambda text: keywords.pick_keywords(read(text)),
    "summary": lambda text: summary.summarise(read(text), ["ferries"]),
    "section": lambda text: section.choose_section((), text),
    "style": lambda text: style.find_style(text[:200], read(text)),
}


def test_every_step_is_in_this_suite() -> None:
    assert set(RUN) == set(STEPS)


PROSE = (
    "OSLO, Nov 23 (Example Wire) - Ann Roe, 41, said on Monday: “We paid $3.5 million to the"
    " Harbour Board in Bergen.” By noon the ferries had sailed. "
)
ODD = {
    "empty": "",
    "space": " ",
    "one line of prose": PROSE * 30,
    "no spaces": "ferries" * 2000,
    "capitals": PROSE.upper() * 20,
    "emoji": "🚢⚓️👨‍👩‍👧‍👦🇳🇴 " * 500,
    "right to left": "قالت هيئة الميناء إن العبارات ستبحر مرة أخرى صباح الأربعاء. " * 40,
    "Hebrew": "רשות הנמל אמרה כי המעבורות יפליגו שוב ביום רביעי. " * 40,
    "Chinese": "港务局表示，渡轮将于星期三早上恢复航行。" * 60,
    "Thai": "การท่าเรือกล่าวว่าเรือข้ามฟากจะแล่นอีกครั้ง" * 40,
    "control characters": "".join(map(chr, range(32))) * 100,
    "bidi and invisible": "a\u202eb\u200bc\ufeffd\u2066e " * 300,
    "lone surrogates": "\ud800 \udfff ship " * 100,
    "combining": "e\u0301\u0302\u0303" * 3000,
    "quotes": "“" * 3000 + "”" * 3000,
    "dots": "." * 6000,
    "dashes": " - – — " * 1500,
    "brackets": "([{<" * 2000,
    "tags": "<p><div><a href=x>" * 1000,
    "links": "https://a.example/ " * 1000,
    "digits": "1,234.5 " * 1500,
    "dollars": "$" * 6000,
    "by": "by " * 3000,
    "Names": "Ann Roe " * 1500,
    "lines": "a\n" * 4000,
    "blank lines": "\n\n" * 4000,
    "stars": " * " * 3000,
    "apostrophes": "'’" * 3000,
    "nulls": "\x00" * 6000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("step", RUN)
def test_odd_texts_are_no_matter(step: str, text: str) -> None:
    began = time.perf_counter()
    RUN[step](text)

    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("step", RUN)
@settings(max_examples=60)
@given(text=st.text(alphabet=st.characters(), max_size=300))
def test_any_text_is_no_matter(step: str, text: str) -> None:
    RUN[step](text)


LARGE = {
    "prose": (PROSE * 8 + "\n\n") * 40,
    "one line": PROSE * 300,
    "one word": "x" * 60_000,
    "capital letters": "A " * 30_000,
    "capital words": "Oslo " * 12_000,
    "quotes": "“Ferries” said Ann. " * 3_000,
    "unclosed quotes": "“Ferries said " * 4_000,
    "numbers": "$1,2 " * 12_000,
    "ends": "! " * 30_000,
    "lines": "by Ann\n" * 9_000,
    "links": "https://a.example " * 3_000,
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
@pytest.mark.parametrize("step", RUN)
def test_time_grows_no_faster_than_the_text(step: str, text: str) -> None:
    """Four times the text may take eight times as long; a quadratic step would take sixteen."""

    def seconds(given: str) -> float:
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            RUN[step](given)
            best = min(best, time.process_time() - began)
        return best

    RUN[step](text[:1000])
    gc.disable()
    try:
        short, long = seconds(text[: len(text) // 4]), seconds(text)
    finally:
        gc.enable()

    assert long < 8 * short + 0.15


def _article(body: str, headline: str = "Ferries") -> Article:
    return Article(
        article_id="a" * 20,
        revision=1,
        source=SourceFacts(id="wire"),
        received_at=NOW,
        item=Item(headlines=(Text(value=headline),), bodies=(Text(value=body),)),
    )


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_all_steps_together_fail_on_nothing(text: str) -> None:
    enrichment = enrich(_article(text, text[:300]), kin.Similar.nothing(), NOW)

    assert enrichment.degraded == ()


@pytest.mark.parametrize(
    "piece", [PROSE, "x", "Ann Roe \n", "“Oslo” ", "$1 ", "<p>Ann</p>", "港务局", "! "],
    ids=["prose", "one word", "lines", "quotes", "money", "html", "Chinese", "ends"],
)  # fmt: skip
def test_five_megabytes_are_enriched_in_bounded_time(piece: str) -> None:
    body = (piece * (5_000_000 // len(piece.encode()) + 1))[:5_000_000]
    began = time.process_time()

    enrichment = enrich(_article(body), kin.Similar.nothing(), NOW)

    assert time.process_time() - began < 30
    assert all(reason == "text_too_long" for reason in enrichment.degraded)
