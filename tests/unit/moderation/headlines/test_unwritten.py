"""What stands where a headline belongs."""

from __future__ import annotations

import pytest

from services.moderation.folding import fold
from services.moderation.headlines.unwritten import is_unwritten
from services.moderation.rules.form.headline_mismatch import headline_mismatch
from tests.unit.moderation.rules.hearing import ask
from tests.unit.moderation.stories import a_story


@pytest.mark.parametrize(
    "headline",
    [
        "HEADLINE TO COME",
        "headline_template_sport_2cols",
        "Überschrift folgt (3 Zeilen)",
        "Titre à insérer ici",
        "TÍTULO PENDIENTE xxxx",
        "Inserire titolo qui",
        "Título provisório",
        "Kop nog invullen",
        "Rubrik saknas",
        "[draft] regionalnews template – insert title",
    ],
)
def test_a_placeholder_is_known_by_all_its_words(headline: str) -> None:
    assert is_unwritten(headline, fold(headline).text)


@pytest.mark.parametrize(
    "headline",
    [
        "Ein Titel fehlt noch",
        "Title race goes to the wire",
        "Titular de la portería",
        "Chapeau !",
        "Rubrik",
        "Titolo mondiale a Rossi",
        "Kop van Jut",
        "Elm beats Oak",
    ],
)
def test_headlines_about_titles_are_headlines(headline: str) -> None:
    assert is_unwritten(headline, fold(headline).text) == (headline == "Rubrik")


def test_it_is_told_over_a_real_story() -> None:
    body = "The harbour board at Marwick will add two ferries to the winter timetable. " * 3
    (found,) = ask(headline_mismatch, a_story(headline="Headline goes here", body=body))
    assert "write one" in found.explanation
