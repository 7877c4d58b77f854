from __future__ import annotations

import itertools
import random
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrichment.steps.sketch import ENTERED, Sketch, containment, make_sketch
from services.enrichment.words import read
from tests.unit.enrichment.stories import (
    a_text,
    half,
    paragraphs_of,
    rewritten,
    sentences_of,
    with_footer,
)

STORIES = 150


def sketch(text: str) -> Sketch:
    found = make_sketch(read(text))
    assert found is not None
    return found


def finds(later: Sketch, earlier: Sketch) -> bool:
    return bool({*later.bands} & {*earlier.bands[:ENTERED]})


def is_copy(later: Sketch, earlier: Sketch) -> bool:
    return finds(later, earlier) and max(containment(later, earlier)) >= 0.42


def test_a_short_text_has_no_sketch() -> None:
    assert make_sketch(read("")) is None
    assert make_sketch(read("Ferries sail again.")) is None


@given(st.integers(0, 50), st.integers(3, 60))
def test_a_sketch_survives_packing(seed: int, count: int) -> None:
    made = sketch(a_text(seed, count))

    kept = Sketch.from_bytes(made.to_bytes())

    assert (kept.size, kept.smallest) == (made.size, made.smallest)
    assert containment(kept, made) == (1.0, 1.0)
    assert len(made.to_bytes()) <= 1028


def test_the_same_words_make_the_same_sketch_whatever_their_case_and_marks() -> None:
    text = a_text(1)

    assert sketch(text) == sketch(text.upper().replace(".", " –"))


@pytest.mark.parametrize("kind", ["copy", "footer", "half", "rewrite"])
@pytest.mark.parametrize("copy_first", [False, True], ids=["copy later", "copy first"])
def test_at_least_98_of_100_copies_are_found(kind: str, copy_first: bool) -> None:
    found = 0
    for seed in range(STORIES):
        sentences = sentences_of(seed)
        text = paragraphs_of(sentences)
        other = {
            "copy": text,
            "footer": with_footer(text, seed),
            "half": half(sentences),
            "rewrite": rewritten(sentences, seed),
        }[kind]
        pair = (sketch(other), sketch(text))
        found += is_copy(*(pair[::-1] if copy_first else pair))

    assert found >= 0.98 * STORIES


def test_ten_thousand_strangers_make_no_pair() -> None:
    sketches = [sketch(a_text(seed, 20)) for seed in range(142)]
    pairs = [*itertools.combinations(sketches, 2)]

    assert len(pairs) > 10_000
    assert not any(max(containment(one, other)) >= 0.2 for one, other in pairs)


def test_a_script_without_spaces_is_sketched_by_its_letters() -> None:
    chance = random.Random(4)
    letters = [chr(0x4E00 + chance.randrange(600)) for _ in range(500)]
    text = "".join(letters)

    whole, half_of_it = sketch(text), sketch("".join(letters[:250]))
    stranger = sketch("".join(chr(0x4E00 + chance.randrange(600)) for _ in range(500)))

    assert is_copy(half_of_it, whole)
    assert max(containment(whole, stranger)) < 0.2
    assert {band.partition(":")[0] for band in whole.bands} == {"8"}


def test_containment_tells_the_part_from_the_whole() -> None:
    sentences = sentences_of(3, 60)
    whole, part = sketch(paragraphs_of(sentences)), sketch(half(sentences))

    of_whole, of_part = containment(whole, part)

    assert of_whole == pytest.approx(0.5, abs=0.12)
    assert of_part == pytest.approx(1.0, abs=0.12)


@pytest.mark.parametrize("count", [8, 255, 256, 257, 5_000])
def test_a_sketch_keeps_the_smallest_hashes_of_few_and_of_many(count: int) -> None:
    words = read(" ".join(f"w{number}" for number in range(count + 2)))

    sketch = make_sketch(words)

    assert sketch is not None
    every = sorted({crc32(" ".join(run).encode()) for run in zip(
        words.lowers, words.lowers[1:], words.lowers[2:], strict=False)})  # fmt: skip
    assert sketch.smallest == tuple(every[:256])


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        (
            " ".join(f"snail{n % 41} ferry{n % 7} harbour{n % 53}" for n in range(400)),
            "4:0000e5ca58752ed3",
            "4:06231b1706cd2c07",
            32,
        ),
        (
            "港务局周一说渡轮恢复通航，乘客须提前一小时到达码头。" * 3,
            "8:0d62656c635558d8",
            "8:fb39847ba47eb55f",
            24,
        ),
    ],
    ids=["words", "letters"],
)
def test_bands_stay_what_stored_sketches_were_entered_under(
    text: str, first: str, last: str, count: int
) -> None:
    bands = sketch(text).bands

    assert (bands[0], bands[-1], len(bands)) == (first, last, count)
