"""A headline's winner that is the text's loser, and pairs that only look like it."""

from __future__ import annotations

import pytest

from services.moderation.headlines.doers.winners import another_won
from tests.unit.moderation.stories import a_story, before_rules

_TOLD = (
    ("en", "Wolves", "Kestrels", "after beating the Kestrels 31-12 on Sunday", "beat"),
    ("de", "Lowen", "Falken", "gewannen am Samstag mit 34:27 gegen die Falken", "schlagen"),
    ("fr", "Montfort", "Villedieu", "en battant Villedieu 28 à 9 dimanche", "écrase"),
    ("es", "Alcudia", "Torrejas", "tras imponerse por 4-0 al Torrejas", "golea al"),
    ("it", "Calenza", "Rovereto", "dopo aver battuto il Rovereto sabato", "travolge il"),
    ("pt", "Castelo", "Vilarinho", "depois de vencer o Vilarinho por 3-0", "goleia"),
    ("nl", "Oosterhof", "Meerdijk", "na een 5-1 zege op Meerdijk", "verplettert"),
)
"""Language, who won, who lost, how a text says so, and a verb for a headline."""


@pytest.mark.parametrize(("language", "winner", "loser", "told", "verb"), _TOLD)
def test_tells_sides_that_changed_places(
    language: str, winner: str, loser: str, told: str, verb: str
) -> None:
    body = f"{winner} {told}. {loser} 1, 2, 3. " + "La la la. " * 20

    swapped = before_rules(
        a_story(headline=f"{loser} {verb} {winner}", body=body, language=language)
    )
    right = before_rules(
        a_story(headline=f"{winner} {verb} {loser}", body=body, language=language)
    )

    assert another_won(swapped) is not None
    assert another_won(right) is None


@pytest.mark.parametrize(
    "body",
    [
        "Wolves beat the Kestrels on Sunday, after a win over Wolves by the Kestrels in May.",
        "The Kestrels were beaten by Wolves. Wolves were defeated by the Kestrels a year ago.",
        "The Kestrels and Wolves drew.",
    ],
    ids=["each beat the other", "passives", "nobody won"],
)
def test_leaves_alone_what_tells_both_or_none(body: str) -> None:
    story = before_rules(a_story(headline="Kestrels beat Wolves", body=body))

    assert another_won(story) is None
