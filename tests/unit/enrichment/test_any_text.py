"""What holds for every step that reads a body, whatever the body."""

import random
import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.enrichment.steps.amounts import read_amounts
from services.enrichment.steps.dates import read_dates
from services.enrichment.steps.entities import find_names
from services.enrichment.steps.genre import suggest_genre, suggest_urgency
from services.enrichment.steps.keywords import pick_keywords
from services.enrichment.steps.quotes import read_quotes
from services.enrichment.steps.readability import measure_readability
from services.enrichment.steps.section import choose_section
from services.enrichment.steps.style import find_style
from services.enrichment.steps.summary import summarise
from services.enrichment.steps.topics import pick_topics
from services.enrichment.words import Words, read
from shared.articles import Person, Span

PEOPLE = (Person(name="Anna Qux", mentions=1), Person(name="Wang Yi", mentions=1))

STEPS: dict[str, Callable[[Words], object]] = {
    "entities": lambda words: find_names(words, None),
    "quotes": lambda words: read_quotes(words, PEOPLE),
    "amounts": read_amounts,
    "dates": lambda words: read_dates(words, date(2024, 11, 28)),
    "readability": measure_readability,
    "genre": lambda words: suggest_genre(words.text, words.text, None),
    "urgency": lambda words: suggest_urgency(words.text, ()),
    "topics": lambda words: pick_topics("A headline", words),
    "section": lambda words: choose_section(pick_topics("", words), words.text),
    "keywords": pick_keywords,
    "summary": lambda words: summarise(words, ("qux", "snail")),
    "style": lambda words: find_style(words.text[:300], words),
}

MARKS = "“”„«»\"'’‘「」()[]-–—.,:;!?…$€£¥%°/ \n\t\u00a0\u200d\u202e\ufeff\x00\x07"
PIECES = (
    "“",
    "”",
    '"',
    "«",
    "»",
    "„",
    " said ",
    " sagte ",
    "Qux",
    "Wang Yi",
    "U.S.",
    "$",
    "1",
    "1,2",
    "3.4",
    " million ",
    "crore",
    "the ",
    "President ",
    "of ",
    "von der ",
    "Ministry of ",
    ", ",
    ". ",
    "\n\n",
    "Paris",
    "’s ",
    "d’",
    "J. ",
    "🙂",
    "中",
    "国",
    "说",
    "القاهرة",
    "Москве",
    "\u0301",
    "€",
    "%",
    "-",
    " – ",
    "(",
    ")",
    "A",
    "x",
    "\x00",
    "\ud7ff",
    "REUTERS",
    "“Today”",
    "1.",
    "Rs ",
)


def spans_of(found: object) -> list[Span]:
    """Spans of what a step gave, and of nothing else."""
    return (
        [each.span for each in found if hasattr(each, "span")]
        if isinstance(found, tuple)
        else []
    )


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "x",
        "“",
        '"',
        "🙂🙂🙂",
        "\x00\x01\x02\x7f",
        "\u202eright to left\u202c",
        "é" * 50 + "\u0301" * 200,
        "MOSCOW",
        "$",
        "1",
        "1e999 $1e999 9" * 3,
        "²³ ½ ٣٤ 五百",
        "\u200d\u200c\ufeff",
        "A. B. C. D.",
        "’s’s’s",
        "-------",
        "Mr. Mr. Mr.",
        "of of of Ministry of of",
        "İİİ ıııı ẞß ﬁ",
    ],
)
def test_no_odd_text_raises(step: Callable[[Words], object], text: str) -> None:
    step(read(text))


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
@given(
    text=st.one_of(st.text(), st.text(MARKS), st.lists(st.sampled_from(PIECES)).map("".join))
)
@settings(max_examples=60, deadline=None)
def test_any_text_gives_the_same_twice_with_spans_inside_it(
    step: Callable[[Words], object], text: str
) -> None:
    words = read(text)

    first, second = step(words), step(words)

    assert first == second
    for span in spans_of(first):
        assert 0 <= span.start < span.end <= len(text)


HOSTILE = {
    "no spaces": "a" * 160_000,
    "capitals": "Aa " * 40_000,
    "one name": "Anna Qux " * 16_000,
    "quotes": "“a” said " * 16_000,
    "open quotes": "“" * 80_000,
    "straight quotes": '"' * 80_000,
    "open brackets": "(" * 80_000,
    "digits": "1" * 160_000,
    "grouped digits": "1,1" * 40_000,
    "spaced digits": "1 000 " * 24_000,
    "dashes": "A - " * 40_000,
    "dots": "." * 160_000,
    "initials": "A. " * 40_000,
    "particles": "Anna " + "de " * 40_000,
    "links of organisations": "Ministry of " * 16_000,
    "commas": "Qux, " * 32_000,
    "titles": "President " * 16_000,
    "roles": "chief " * 32_000 + "Anna Qux",
    "says": "said " * 32_000,
    "newlines": "\n" * 160_000,
    "paragraphs": "“Qux\n\n" * 16_000,
    "hyphens": "a-" * 80_000,
    "apostrophes": "a’" * 80_000,
    "marks": "a" + "\u0301" * 160_000,
    "han": "中国说“好”" * 16_000,
    "arabic": "القاهرة " * 16_000,
    "dollars": "$" * 80_000,
    "scales": "1 million " * 16_000,
    "loaded": "regime reportedly " * 8_000,
    "tolls": "9 killed " * 16_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_every_step_time_in_proportion(name: str) -> None:
    words = read(HOSTILE[name])

    for step, work in STEPS.items():
        began = time.process_time()
        work(words)
        # Of 80,000 to 160,000 characters; quadratic work would take minutes.
        assert time.process_time() - began < 3, step


def test_megabytes_are_read_or_left() -> None:
    chance = random.Random(1)
    pieces = ("Anna", "Qux", "said", "“the", "plan”", "cost", "$3", "million", ".")
    words = read(" ".join(chance.choices(pieces, k=400_000)))

    for step, work in STEPS.items():
        began = time.process_time()
        work(words)
        assert time.process_time() - began < 10, step
