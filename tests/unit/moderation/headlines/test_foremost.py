"""Headlines about one person over texts that open with another, and those that only seem so."""

from __future__ import annotations

import pytest

from services.moderation.headlines.doers.foremost import opens_with_another
from services.moderation.story import Story
from shared.articles import Person
from tests.unit.moderation.stories import a_story, before_rules

_PEOPLE = (
    *("Ada Brook", "Ruth Osei", "Nell Garden", "Ralph Garden", "Elmar Wendt", "Jost Lahmann"),
    *("Lucía Barrio", "Inés Montalvo", "Carla Ferri", "Paolo Grandi", "Gloria Stanhope"),
    *("Roland Pike", "Nico Brehm", "Holger Reimann"),
)

_ANOTHERS = (
    (
        "en",
        "Ada Brook wins Lowen marathon",
        (
            "Kenyan debutant Ruth Osei won the Lowen marathon on Sunday in two hours and "
            "31 minutes. Holder Ada Brook pulled up after 27 kilometres with a calf "
            "injury."
        ),
    ),
    (
        "en",
        "Folk singer Nell Garden dies at 81",
        (
            "Ralph Garden, who managed his wife's career for forty years, has died in "
            "Ashford at 81. Nell Garden was at his bedside and has called off two "
            "concerts, the family told us."
        ),
    ),
    (
        "de",
        "Trainer Wendt verlässt den SV Kropp",
        (
            "Sportdirektor Jost Lahmann hört zum Saisonende beim SV Kropp auf. Trainer "
            "Elmar Wendt dagegen hat seinen Vertrag am selben Tag um drei Jahre "
            "verlängert."
        ),
    ),
    (
        "es",
        "La actriz Lucía Barrio gana el Timón de Oro",
        (
            "El jurado del festival concedió anoche el Timón de Oro a Inés Montalvo por "
            "su papel en «La salina». Lucía Barrio, que partía como favorita, se marchó "
            "con las manos vacías."
        ),
    ),
    (
        "it",
        "Monte Salino, Carla Ferri è la nuova sindaca",
        (
            "Paolo Grandi ha vinto il ballottaggio a Monte Salino con il 54 per cento dei"
            " voti. La sfidante Carla Ferri, ferma al 46, gli ha telefonato in serata per"
            " congratularsi."
        ),
    ),
)
_SAME = (
    (
        "en",
        "Ada Brook wins Lowen marathon",
        (
            "Ada Brook won the Lowen marathon on Sunday, a minute ahead of Kenyan "
            "debutant Ruth Osei, who led for most of the race and paid for it in the last"
            " two kilometres."
        ),
    ),
    (
        "en",
        "Deputy will not challenge Stanhope",
        (
            "Roland Pike has ruled out a run for the top job next spring, ending months "
            "of talk. Gloria Stanhope, who has led the town since 2016, has no other "
            "rival for the post."
        ),
    ),
    (
        "en",
        "Stanhope's driver Roland Pike retires",
        (
            "Roland Pike has handed in the keys of the mayor's car after thirty years at "
            "the wheel. Gloria Stanhope gave him a model of it at a party in the town "
            "hall on Friday."
        ),
    ),
    (
        "en",
        "Stanhope to stand again",
        (
            "Spokesman Roland Pike said on Monday that the mayor will run for a third "
            "term in May. Gloria Stanhope has led the town since 2016 and has no rival "
            "within her own party."
        ),
    ),
    (
        "de",
        "Kropp hält Trainer, Torwart Brehm geht",
        (
            "Trainer Holger Reimann bleibt dem Zweitligisten SV Kropp erhalten und "
            "unterschrieb bis 2028. Torwart Nico Brehm dagegen wechselt im Sommer in die "
            "zweite englische Liga."
        ),
    ),
    (
        "en",
        "Why Ada Brook ran at all?",
        (
            "Kenyan debutant Ruth Osei won the Lowen marathon on Sunday in two hours and "
            "31 minutes. Holder Ada Brook pulled up after 27 kilometres with a calf "
            "injury."
        ),
    ),
)


def _story(language: str, headline: str, body: str) -> Story:
    people = tuple(Person(name=name, mentions=1) for name in _PEOPLE if name in body)
    return before_rules(a_story(headline=headline, body=body, language=language, people=people))


@pytest.mark.parametrize(("language", "headline", "body"), _ANOTHERS)
def test_who_comes_only_later_is_not_whom_a_text_opens_with(
    language: str, headline: str, body: str
) -> None:
    story = _story(language, headline, body)
    assert opens_with_another(story) is not None


@pytest.mark.parametrize(("language", "headline", "body"), _SAME)
def test_others_may_be_named_first(language: str, headline: str, body: str) -> None:
    story = _story(language, headline, body)
    assert opens_with_another(story) is None
