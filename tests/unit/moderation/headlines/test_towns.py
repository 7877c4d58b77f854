"""Headlines with the name of another town, or of somebody the text has never heard of."""

from __future__ import annotations

import pytest

from services.moderation.headlines.doers.towns import another_town
from services.moderation.headlines.named import another_name
from tests.unit.moderation.stories import a_story, before_rules

_IN_MARWICK = (
    "The hospital in Marwick will shut its night clinic from March, because it has too few"
    " nurses for the late hours. Patients may go to Tarnby, twenty minutes away. Doctors in"
    " Marwick called the decision worrying and asked for a meeting with the trust."
)
_ELSEWHERE = (
    ("en", "Hospital in Ostwick shuts night clinic", _IN_MARWICK),
    (
        "fr",
        "Un nouveau lycée ouvrira à Ormeval",
        (
            "Le département a tranché : le futur lycée sera construit à Tremelin, et non à"
            " Ormeval,"
            " qui l'avait pourtant demandé. Il accueillera cinq cents élèves à la rentrée."
            " Le coût"
            " est estimé à vingt millions d'euros, selon la présidente du conseil."
        ),
    ),
    (
        "nl",
        "Brand in Olmendam verwoest bakkerij",
        (
            "Een bakkerij in Tarnebeek is vannacht door brand verwoest. De brandweer van drie"
            " dorpen had het vuur om vijf uur uit. De bakker en zijn gezin konden op tijd naar"
            " buiten. De burgemeester van Tarnebeek zoekt een plek waar hij kan doorgaan."
        ),
    ),
)
_RIGHT = (
    ("en", "Hospital in Marwick shuts night clinic", _IN_MARWICK),
    ("en", "Marwick: hospital shuts night clinic", _IN_MARWICK),
    ("en", "Hospital in Wellington shuts night clinic", _IN_MARWICK),
)


@pytest.mark.parametrize(("language", "headline", "body"), _ELSEWHERE)
def test_another_town_than_the_texts_is_told(language: str, headline: str, body: str) -> None:
    story = before_rules(a_story(headline=headline, body=body, language=language))
    assert another_town(story) is not None


@pytest.mark.parametrize(("language", "headline", "body"), _RIGHT[:2])
def test_the_texts_own_town_is_let_be(language: str, headline: str, body: str) -> None:
    story = before_rules(a_story(headline=headline, body=body, language=language))
    assert another_town(story) is None


@pytest.mark.parametrize(
    "headline", ["Rates on hold in Wellington", "Rates on hold at Christmas"]
)
def test_what_is_known_all_over_the_world_may_stand_for_another_name(headline: str) -> None:
    body = (
        "The central bank of New Zealand left its rate on hold on Wednesday, as prices rose"
        " more than it had hoped. Shops in Tarnby said that sales were weak before the holidays"
        " and that rates would have to fall soon."
    )
    assert another_town(before_rules(a_story(headline=headline, body=body))) is None


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        (
            "en",
            "Tamsin Ostley to lead harbour board",
            (
                "The harbour board at Marwick has a new head. Kate Marlowe, 51, was chosen"
                " on Monday"
                " by nine votes to two and takes over in June. She has run the ferries for"
                " six years"
                " and wants a longer quay before the winter."
            ),
        ),
        (
            "it",
            "Ornella Tassi è la nuova preside del liceo di Olmeta",
            (
                "Il liceo di Olmeta ha una nuova preside. Giulia Marchetti, 48 anni, prende"
                " il posto"
                " di Paolo Ferri, che va in pensione dopo vent'anni. Insegnava latino e ha"
                " promesso"
                " una biblioteca aperta anche di sera."
            ),
        ),
    ],
)
def test_somebody_the_text_never_names_is_told(language: str, headline: str, body: str) -> None:
    own = "Kate Marlowe" if language == "en" else "Giulia Marchetti"
    at = body.index(own)
    person = {
        "name": own,
        "mentions": 1,
        "span": {"start": at, "end": at + len(own), "of": "body"},
    }

    def told(title: str) -> str | None:
        story = a_story(headline=title, body=body, language=language, people=(person,))
        return another_name(before_rules(story))

    assert told(headline) is not None
    assert told(headline.replace(" ".join(headline.split()[:2]), own)) is None
