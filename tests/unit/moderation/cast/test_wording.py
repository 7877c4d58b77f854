from __future__ import annotations

from services.moderation.cast.wording import cues

ENGLISH = frozenset({"en"})


def groups(text: str, languages: frozenset[str] = ENGLISH) -> set[tuple[str, str]]:
    return {
        (hit.group, text[hit.start : hit.end]) for hit in cues(text, 0, len(text), languages)
    }


def test_words_and_phrases_are_found_where_they_stand() -> None:
    found = groups("the victim told the court of it")

    assert ("cast.victim", "victim") in found
    assert ("cast.complains", "told the court") in found


def test_a_star_stands_for_letters_at_an_end() -> None:
    assert ("cast.office", "prosecutors") in groups("prosecutors said no")
    assert ("cast.office", "jugendrichterin") in groups(
        "die jugendrichterin", frozenset({"de"})
    )


def test_a_phrase_does_not_go_on_over_a_sentences_end() -> None:
    assert not any(said == "told. the court" for _, said in groups("she told. the court"))


def test_no_word_of_another_language_counts() -> None:
    assert ("cast.victim", "opfer") not in groups("das opfer")
    assert ("cast.victim", "opfer") in groups("das opfer", frozenset())
