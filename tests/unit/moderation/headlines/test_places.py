"""Headlines that give to one place what another gets."""

from __future__ import annotations

import pytest

from services.moderation.headlines.doers.places import got_nothing, was_elsewhere
from tests.unit.moderation.stories import a_story, before_rules

_PASSED_OVER = (
    (
        "fr",
        "Le futur hôpital sera bâti à Saint-Aubin",
        (
            "Après deux ans d'hésitations, l'agence a retenu le site de Mirelonde pour "
            "son hôpital. Saint-Aubin, l'autre commune candidate, a été écartée pour son "
            "terrain inondable."
        ),
    ),
    (
        "en",
        "New ferry port goes to Hexley",
        (
            "The region will build its ferry port at Lowen, ministers decided on Monday. "
            "Hexley lost out because of its narrow harbour, and the vote was five to two."
        ),
    ),
)
_CHOSEN = (
    (
        "en",
        "New ferry port goes to Lowen",
        (
            "The region will build its ferry port at Lowen, ministers decided on Monday. "
            "Hexley lost out because of its narrow harbour, and the vote was five to two."
        ),
    ),
    (
        "en",
        "New ferry port: Hexley misses out",
        (
            "The region will build its ferry port at Lowen, ministers decided on Monday. "
            "Hexley lost out because of its narrow harbour, and the vote was five to two."
        ),
    ),
)


@pytest.mark.parametrize(("language", "headline", "body"), _PASSED_OVER)
def test_a_place_that_was_passed_over_is_not_the_one(
    language: str, headline: str, body: str
) -> None:
    story = before_rules(a_story(headline=headline, body=body, language=language))
    assert got_nothing(story) is not None


@pytest.mark.parametrize(("language", "headline", "body"), _CHOSEN)
def test_the_place_that_was_chosen_is_and_a_headline_may_tell_who_was_not(
    language: str, headline: str, body: str
) -> None:
    story = before_rules(a_story(headline=headline, body=body, language=language))
    assert got_nothing(story) is None


def test_a_fire_near_a_place_is_not_elsewhere() -> None:
    text = (
        "Im Zentrum Portugals ist ein Waldbrand unter Kontrolle. Das Feuer südöstlich von "
        "Coimbra breite sich nicht weiter aus, teilte der Zivilschutz mit."
    )

    near = before_rules(a_story(headline="Der Brand bei Coimbra", body=text, language="de"))
    there = before_rules(a_story(headline="Der Brand in Coimbra", body=text, language="de"))

    assert was_elsewhere(near) is None
    assert was_elsewhere(there) is not None
