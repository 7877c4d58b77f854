"""What is different for some topics, languages, sections, sources and times of day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.moderation.judge import judge
from services.moderation.policy import PolicyError
from shared.articles import Article, Topic
from tests.unit.moderation.stories import Story, a_policy, a_story

LOUD = "BOARD MEMBER LEAVES OFFICE AFTER VOTE ON FERRIES"
CRIME = Topic(qcode="medtop:02000000", name="crime, law and justice", relevance=0.9)


def received(story: Story, hour: int) -> Story:
    at = datetime(2026, 11, 23, hour, 30, tzinfo=UTC)
    article = Article.model_validate({**dict(story.article), "received_at": at})
    return Story(article, story.enrichment)


@pytest.mark.parametrize(
    ("occasion", "story", "state"),
    [
        ('topics = ["medtop:02000000"]', a_story(topics=(CRIME,)), "held"),
        ('topics = ["Crime, law and justice"]', a_story(topics=(CRIME,)), "held"),
        ('topics = ["medtop:02000000"]', a_story(), "approved"),
        ('languages = ["de"]', a_story(language="de-AT"), "held"),
        ('languages = ["de"]', a_story(language="en"), "approved"),
        ('sections = ["world"]', a_story(section="world"), "held"),
        ('sources = ["harbour-wire"]\nsections = ["world"]', a_story(), "approved"),
    ],
    ids=["code", "name", "other topic", "language", "other language", "section", "not both"],
)
def test_a_person_is_called_where_every_list_has_the_story(
    occasion: str, story: Story, state: str
) -> None:
    policy = a_policy(f'[[when]]\n{occasion}\nalways = "held"')

    assert judge(*story, policy).state == state


@pytest.mark.parametrize(
    ("hour", "state"), [(21, "held"), (4, "held"), (5, "approved"), (12, "approved")]
)
def test_the_night_goes_over_midnight_in_the_newsrooms_own_zone(hour: int, state: str) -> None:
    night = 'from_time = 22:00:00\nto_time = 06:00:00\nzone = "Europe/Berlin"'
    policy = a_policy(f'[[when]]\n{night}\nalways = "held"')

    assert judge(*received(a_story(), hour), policy).state == state


def test_thresholds_and_rules_may_differ() -> None:
    text = '[rules.shouting]\nhold_at = "never"\n[[when]]\nsections = ["world"]\n'
    policy = a_policy(f"{text}[when.rules.shouting]\nhold_at = 0.9")

    assert judge(*a_story(headline=LOUD), policy).state == "approved"
    assert judge(*a_story(headline=LOUD, section="world"), policy).state == "held"
    stricter = a_policy(
        '[rules.shouting]\nhold_at = 1\n[[when]]\nlanguages = ["en"]\nfactor = 0.5'
    )
    assert judge(*a_story(headline=LOUD.replace("LEAVES", "leaves")), stricter).state == "held"


def test_a_verdict_says_who_may_let_the_story_pass() -> None:
    policy = a_policy('[rules.shouting]\nhold_at = 0.8\nrelease = "chief"')

    assert judge(*a_story(headline=LOUD), policy).release == "chief"
    assert judge(*a_story(), policy).release == "moderator"


@pytest.mark.parametrize(
    "text",
    [
        "[[when]]\nfrom_time = 22:00:00",
        '[[when]]\nzone = "Mars/Olympus"',
        "[[when]]\n[when.rules.shoutin]\nhold_at = 1",
        "[[when]]\n[when.rules.minors]\nreject_at = 0.9",
    ],
    ids=["half a time", "no such zone", "no such rule", "never rejects"],
)
def test_mistakes_are_found(text: str) -> None:
    with pytest.raises(PolicyError):
        a_policy(text)
