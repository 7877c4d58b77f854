from __future__ import annotations

from time import process_time

import pytest

from services.moderation.cast.harmed import harmed
from tests.unit.moderation.stories import a_story, before_rules

STORY = (
    "A driver was jailed for nine years for rape. Bob Poe, 44, had denied it. {} Judge Cy Doe "
    "called him a danger."
)


def names(told: str) -> list[str]:
    story = before_rules(a_story(headline="Driver jailed", body=STORY.format(told)))
    return [person.name for person in harmed(story)]


@pytest.mark.parametrize(
    "told",
    [
        "The student, Ann Roe, 22, was on her way home.",
        "He followed Ann Roe into a park.",
        "Ann Roe reported the attack and was examined in hospital.",
        "He was caught after Ann Roe, 22, told police what he had done.",
    ],
)
def test_who_is_left_is_the_one(told: str) -> None:
    assert names(told) == ["Ann Roe"]


@pytest.mark.parametrize(
    "told",
    [
        "Prosecutor Ann Roe had asked for more.",
        "His solicitor, Ann Roe, said that he was sorry.",
        "His mother, Ann Roe, left the court.",
        "Ann Roe, a neighbour, heard screams.",
        "Councillor Ann Roe welcomed the sentence.",
    ],
)
def test_who_has_another_part_is_not(told: str) -> None:
    assert names(told) == []


def test_a_text_of_names_alone_costs_what_its_length_does() -> None:
    def cost(times: int) -> float:
        text = (
            "Ann Roe raped Bob Poe, 14, and the victim, Cy Doe (15), told the court. " * times
        )
        story = before_rules(a_story(headline="Rape trial", body=text))
        start = process_time()
        list(harmed(story))
        return process_time() - start

    cost(50)
    assert cost(2_000) < 100 * max(cost(200), 0.005)
