from __future__ import annotations

import pytest

from services.moderation.rules.care.minors import minors
from tests.unit.moderation.rules.hearing import marked, said
from tests.unit.moderation.stories import a_story

ARRESTED = "Police arrested Ann Roe, who {}, after the stabbing of a man in the town on Monday."


@pytest.mark.parametrize(
    "age",
    [
        "turns 18 in November",
        "will turn 16 next month",
        "celebrated her fifteenth birthday in May",
        "has just turned 17",
        "fled weeks before her 18th birthday",
        "is not old enough to vote",
    ],
)
def test_a_birthday_past_or_to_come_is_an_age(age: str) -> None:
    story = a_story(headline="Arrest after stabbing", body=ARRESTED.format(age))

    assert [severity for severity, _ in said(minors, story)] == ["doubt"]
    assert "Ann Roe" in marked(minors, story)


@pytest.mark.parametrize(
    "age",
    ["turned 19 in May", "celebrated her twentieth birthday", "was held for 15 years", "is 34"],
)
def test_who_is_of_age_is_no_child(age: str) -> None:
    story = a_story(headline="Arrest after stabbing", body=ARRESTED.format(age))

    assert said(minors, story) == []


def test_a_child_is_known_by_a_named_parent() -> None:
    body = "Police held a boy of 14 over the robbery. He is the son of the baker Bob Poe."

    assert said(minors, a_story(headline="Boy held", body=body)) == [("doubt", 0.75)]


def test_who_steals_a_match_is_no_thief() -> None:
    body = (
        "Ann Roe, 14, stole the points for the under-15 team with a late goal in the cup final."
    )

    assert said(minors, a_story(headline="Late goal", body=body)) == []


def test_a_first_name_beside_kin_names_a_child() -> None:
    body = (
        "Ann Roe, 33, was jailed for starving her daughter Maisie in their flat. "
        "The girl, now seven, lives with relatives."
    )

    story = a_story(headline="Mother jailed for cruelty", body=body)

    assert [severity for severity, _ in said(minors, story)] == ["doubt"]
    assert marked(minors, story)[0] == "Maisie"


@pytest.mark.parametrize("tail", ["His real name is not told.", "Not his real name."])
def test_a_name_that_the_copy_made_up_names_nobody(tail: str) -> None:
    body = f"Police arrested Ann Roe, 14, after a stabbing in the town. {tail}"

    found = said(minors, a_story(headline="Arrest after stabbing", body=body))

    assert bool(found) == ("Not his" not in tail)


def test_a_mock_trial_names_no_suspect() -> None:
    body = "Ann Roe, 14, defended an innkeeper accused of murder in the mock trial at school."

    assert said(minors, a_story(headline="Pupils go to court", body=body)) == []


A_BOY = "Police arrested a boy of 15 over the robbery of a shop. The boy {}. He was bailed."


@pytest.mark.parametrize(
    "told",
    [
        "is the only son of the landlady and goalkeeper of the village team",
        "sings in the church choir, lives above the bakery and is the mayor's nephew",
        "posts his songs as @snail_boy_elm",
    ],
)
def test_some_things_together_make_a_child_known(told: str) -> None:
    found = said(minors, a_story(headline="Boy held", body=A_BOY.format(told)))

    assert [severity for severity, _ in found] == ["doubt"]


@pytest.mark.parametrize("told", ["likes music", "lives with his aunt", "plays football"])
def test_one_thing_that_many_have_makes_no_child_known(told: str) -> None:
    assert said(minors, a_story(headline="Boy held", body=A_BOY.format(told))) == []


def test_another_grown_up_is_not_whose_child_it_is() -> None:
    body = (
        "A boy of 15 was arrested after the robbery. The mayor, Max Moe, 50, captain of the old"
        " boys' team and winner of the county cup, said that the shop would open again."
    )

    assert said(minors, a_story(headline="Boy held", body=body)) == []


@pytest.mark.parametrize(
    "told",
    [
        "Ana Roe foi presa nesta terça-feira (14) em Porto Alegre.",
        "Ana Roe foi presa na quarta (17) em Porto Alegre.",
        "Ana Roe recorre da sentença de 9 anos e 6 meses de prisão.",
        "Ana Roe recorre da pena de doze anos e um mês de reclusão.",
    ],
)
def test_a_day_or_a_sentence_is_nobodys_age(told: str) -> None:
    body = f"{told} A polícia investiga um homicídio cometido em maio, segundo a acusação."

    assert said(minors, a_story(headline="Presa por homicídio", body=body, language="pt")) == []


@pytest.mark.parametrize("age", ["(14)", ", de 9 anos,"])
def test_an_age_beside_a_name_is_one(age: str) -> None:
    body = f"Ana Roe {age} foi presa por homicídio em maio, segundo a polícia.".replace(
        " ,", ","
    )

    assert said(minors, a_story(headline="Presa por homicídio", body=body, language="pt")) != []
