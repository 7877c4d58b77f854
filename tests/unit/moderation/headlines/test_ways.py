import pytest

from services.moderation.headlines.doers.ways import the_other_way
from services.moderation.story import Story
from tests.unit.moderation.stories import a_story


@pytest.mark.parametrize(
    ("language", "headline", "text"),
    [
        (
            "en",
            "Maker moves plant to Poland",
            "The maker is bringing its work back from Poland.",
        ),
        (
            "de",
            "Firma verlegt Werk nach Polen",
            "Die Firma holt die Fertigung aus Polen zurück.",
        ),
        ("es", "La firma se traslada a Polonia", "La firma traerá sus talleres desde Polonia."),
        ("it", "La ditta si sposta in Polonia", "La ditta riporta i reparti dalla Polonia."),
        ("nl", "Fabrikant verhuist naar Polen", "De fabrikant haalt het werk terug uit Polen."),
        ("sv", "Fabriken flyttar till Polen", "Fabriken tar hem produktionen från Polen."),
    ],
)
def test_where_something_comes_from_it_does_not_go(
    language: str, headline: str, text: str
) -> None:
    assert the_other_way(Story(*a_story(headline=headline, body=text, language=language)))


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Maker moves plant to Poland", "The maker moves from Hull to Poland in May."),
        ("Trains to Poland cancelled", "No trains came from Poland on Monday."),
        ("Maker moves plant to Poland", "The maker said that work in Poland is cheaper."),
        ("Maker moves plant from Poland", "The maker is bringing its work back from Poland."),
    ],
)
def test_a_way_that_fits_or_is_not_told_is_right(headline: str, text: str) -> None:
    assert not the_other_way(Story(*a_story(headline=headline, body=text)))
