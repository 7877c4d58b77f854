from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrichment.steps.sketch import Sketch, containment, make_sketch
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


def meet(one: Sketch, other: Sketch) -> bool:
    return bool({*one.band_keys()} & {*other.band_keys()})


def is_copy(one: Sketch, other: Sketch) -> bool:
    return meet(one, other) and max(containment(one, other)) >= 0.5


def test_a_short_text_has_no_sketch() -> None:
    assert make_sketch(read("")) is None
    assert make_sketch(read("Ferries sail again.")) is None


@given(st.integers(0, 50), st.integers(3, 60))
def test_a_sketch_survives_packing(seed: int, count: int) -> None:
    made = sketch(a_text(seed, count))

    assert Sketch.from_bytes(made.to_bytes()) == made
    assert len(made.to_bytes()) <= 1200


def test_the_same_words_make_the_same_sketch_whatever_their_case_and_marks() -> None:
    text = a_text(1)

    assert sketch(text) == sketch(text.upper().replace(".", " –"))


@pytest.mark.parametrize("kind", ["copy", "footer", "half", "rewrite"])
def test_at_least_98_of_100_copies_are_found(kind: str) -> None:
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
        found += is_copy(sketch(text), sketch(other))

    assert found >= 0.98 * STORIES


def test_ten_thousand_strangers_make_no_pair() -> None:
    sketches = [sketch(a_text(seed, 20)) for seed in range(142)]
    pairs = [*itertools.combinations(sketches, 2)]

    assert len(pairs) > 10_000
    assert not any(max(containment(one, other)) >= 0.5 for one, other in pairs)


def test_containment_tells_the_part_from_the_whole() -> None:
    sentences = sentences_of(3, 60)
    whole, part = sketch(paragraphs_of(sentences)), sketch(half(sentences))

    of_whole, of_part = containment(whole, part)

    assert of_whole == pytest.approx(0.5, abs=0.12)
    assert of_part == pytest.approx(1.0, abs=0.12)
