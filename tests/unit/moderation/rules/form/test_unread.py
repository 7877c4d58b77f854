from __future__ import annotations

from services.moderation.judge import judge
from services.moderation.rules.form.unread import unread
from shared.articles import Article, Extras
from tests.unit.moderation.rules.hearing import ask
from tests.unit.moderation.stories import Story, a_story, the_default_policy


def test_what_came_with_it_and_was_not_read_is_named_and_held() -> None:
    article, enrichment = a_story()
    story = Story(
        Article(**{**dict(article), "extras": Extras(unread=("figures.xls",))}), enrichment
    )

    [finding] = ask(unread, story)

    assert "figures.xls" in finding.explanation
    assert judge(*story, the_default_policy()).state == "held"


def test_an_ordinary_story_is_left_alone() -> None:
    assert ask(unread, a_story()) == []
