"""Ordinary stories for moderation's tests; each test names only what matters to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from services.moderation import story as story_module
from services.moderation.policy import Policy, default_policy_text, read_policy
from services.moderation.rules import RULE_NAMES
from shared.articles import Article, Enrichment, Extras, Language, SourceFacts
from shared.ninjs import Item, Text

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HEADLINE = "Harbour board approves ferry timetable"
BODY = (
    "The harbour board on Monday approved a winter timetable that adds two ferries a day "
    "between the islands and the mainland.\n\n"
    "“People asked for an early boat, and now they get one,” said Ida Holm, who chairs the "
    "board. The first crossing leaves the eastern pier at six in the morning, an hour earlier "
    "than before.\n\n"
    "The additional ferries cost the region about four million crowns a year. Fishermen had "
    "objected that the pier is too narrow for lorries and boxes at the same time, and the "
    "board promised to look at the loading ramp again before spring."
)


class Story(NamedTuple):
    """What a rule is given, but for the policy."""

    article: Article
    enrichment: Enrichment


def a_story(
    *,
    headline: str = HEADLINE,
    body: str = BODY,
    raw_headline: str | None = None,
    revision: int = 1,
    article_id: str = "a" * 20,
    source: str = "harbour-wire",
    source_rights: tuple[str, ...] = ("self",),
    trust: str = "normal",
    language: str = "en",
    item_type: str = "text",
    reinstates: str = "",
    embargo_unclear: str | None = None,
    names: tuple[str, ...] = (),
    **enrichment: Any,
) -> Story:
    """Give an article and its enrichment that no rule objects to, but for what is named."""
    article = Article(
        article_id=article_id,
        revision=revision,
        source=SourceFacts.model_validate(
            {"id": source, "rights": source_rights, "trust": trust}
        ),
        received_at=NOON,
        reinstates=reinstates,
        names=names,
        extras=Extras(embargo_unclear=embargo_unclear),
        item=Item.model_validate(
            {
                "uri": f"urn:test:{article_id}",
                "type": item_type,
                "pub_status": "withheld" if embargo_unclear else "usable",
                "headlines": [Text(value=headline if raw_headline is None else raw_headline)],
                "bodies": [Text(value=body, content_type="text/plain")],
            }
        ),
    )
    words = len(body.split())
    return Story(
        article,
        Enrichment(
            article_id=article_id,
            revision=revision,
            headline=headline,
            body=body,
            language=Language(code=language, confidence=0.99),
            word_count=words,
            reading_minutes=1,
            **enrichment,
        ),
    )


def before_rules(story: Story) -> story_module.Story:
    """Give what the rules are given of it."""
    return story_module.Story(story.article, story.enrichment)


def the_default_policy() -> Policy:
    """Read the policy that ships with the service."""
    return read_policy(default_policy_text(), rules=RULE_NAMES)


def a_policy(text: str = "") -> Policy:
    """Read a policy of a few lines."""
    return read_policy(f'version = "test"\n{text}', rules=RULE_NAMES)
