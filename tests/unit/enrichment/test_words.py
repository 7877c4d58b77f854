from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrichment.words import read


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in read(text).sentences]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Ferries don't sail.", ("Ferries", "don't", "sail")),
        ("The U.S. said so.", ("The", "U.S.", "said", "so")),
        ("1,234.5 tonnes, 3.5%", ("1,234.5", "tonnes", "3.5")),
        ("Mercedes-Benz’s well-known vans", ("Mercedes-Benz’s", "well-known", "vans")),
        ("हिन्दी में", ("हिन्दी", "में")),
        ("東京です。", ("東", "京", "で", "す")),
        ("iPhone手机", ("iPhone", "手", "机")),
        ("cafe\u0301 noir", ("cafe\u0301", "noir")),
        ("", ()),
        ("!?… —", ()),
    ],
)
def test_tokens_are_words_and_numbers(text: str, tokens: tuple[str, ...]) -> None:
    assert read(text).texts == tokens


def test_lowers_are_for_matching() -> None:
    assert read("Port’s DON’T It’s").lowers == ("port", "don't", "it")


@given(st.text(max_size=200))
def test_every_token_has_its_small_form(text: str) -> None:
    words = read(text)
    small = tuple(
        token.lower().replace("’", "'").removesuffix("'s")
        if {"'", "’"} & {*token}
        else token.lower()
        for token in words.texts
    )
    assert words.lowers == small


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Quill spoke. Nobody heard.", 2),
        ("He lives in the U.S. The port is far.", 2),
        ("The U.S. Navy came.", 1),
        ("“Why?” she asked. “Because.”", 2),
        ("Am 30. Januar kam er. Dann ging er.", 2),
        ("Sie starb am Freitag, 30. Januar.", 1),
        ("Er kam zu Roehausen, 1. FC Doe und Wels.", 1),
        ("She lost Ann Roe, 17. Roe had sung.", 2),
        ("They met on May 17. Roe had sung.", 2),
        ("Prices fell by 12. Roe had sung.", 2),
        ("J. K. Quill won 3.5 million. She left.", 2),
        ("はい。いいえ。", 2),
        ("No end", 1),
        ("One line\n\nAnother line", 2),
        ("Wait... he said.", 1),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(
    st.lists(st.sampled_from(["The", "the", "Snail's", "snail", "don’t", "Élan", "3,5"])),
    st.frozensets(st.sampled_from(["the", "snail", "don't", "élan", "boat"])),
)
def test_words_are_found_and_counted_where_they_stand(
    tokens: list[str], wanted: frozenset[str]
) -> None:
    words = read(" ".join(tokens))

    there = [at for at, lower in enumerate(words.lowers) if lower in wanted]
    assert [*words.those_in(wanted)] == there
    assert words.count_of(wanted) == len(there)


@given(st.text(max_size=400))
def test_parts_stand_where_they_say(text: str) -> None:
    words = read(text)

    assert words.texts == tuple(
        text[start:end] for start, end in zip(words.starts, words.ends, strict=True)
    )
    assert list(words.starts) == sorted(words.starts)
    assert len(words.sentence_tokens) == len(words.sentences)
    for (start, end), (first, last) in zip(words.sentences, words.sentence_tokens, strict=True):
        assert text[start:end].strip() == text[start:end] != ""
        assert all(start <= at < end for at in words.starts[first:last])
    counted = sum(last - first for first, last in words.sentence_tokens)
    assert counted == len(words)


@pytest.mark.parametrize(
    "piece", [".", "a.", "\n ", "'", "é\u0301", ".)", "1,", "! ", "a-", "\x00", "“ "]
)
def test_reading_takes_time_in_proportion_to_length(piece: str) -> None:
    began = time.perf_counter()
    read(piece * (300_000 // len(piece)))

    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It sank on Wednesday.The crew left.", 2),
        ("It was late.Nobody came, he said.", 2),
        ("He read Snails.com and left.", 1),
        ("The U.S.Army left.", 1),
    ],
)
def test_a_sentence_ends_where_a_space_was_lost(text: str, sentences: int) -> None:
    assert len(read(text).sentences) == sentences
