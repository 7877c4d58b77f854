"""Pure: what another policy would have made of stories that are judged already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from services.moderation.judge import SETTLED_BY_APPROVAL, judge
from services.moderation.policy import Outcome, Policy
from shared.articles import Article, Enrichment, Noun, Verdict


class Judged(NamedTuple):
    """A story and the verdict it got."""

    article: Article
    enrichment: Enrichment
    verdict: Verdict


class Difference(Noun):
    """One story that the two policies judge differently, and the rules that make it so."""

    article_id: str
    revision: int
    headline: str
    source: str
    before: Outcome
    after: Outcome
    said_more: tuple[str, ...] = ()
    said_less: tuple[str, ...] = ()


def shadow(stories: Iterable[Judged], policy: Policy) -> list[Difference]:
    """List the stories whose outcome would be another under `policy`, in their order."""
    return [difference for story in stories if (difference := _difference(story, policy))]


def _difference(story: Judged, policy: Policy) -> Difference | None:
    article, enrichment, before = story
    after = judge(article, enrichment, policy, approved_before=_was_settled(before))
    if after.state == before.state:
        return None
    then, now = _objections(before), _objections(after)
    return Difference(
        article_id=article.article_id,
        revision=article.revision,
        headline=enrichment.headline,
        source=article.source.id,
        before=before.state,
        after=after.state,
        said_more=tuple(sorted(now - then)),
        said_less=tuple(sorted(then - now)),
    )


def _was_settled(verdict: Verdict) -> bool:
    """Tell whether an earlier revision had been let pass when the verdict was given."""
    return any(
        reason.rule in SETTLED_BY_APPROVAL and reason.severity == "note"
        for reason in verdict.reasons
    )


def _objections(verdict: Verdict) -> set[str]:
    return {reason.rule for reason in verdict.reasons if reason.severity != "note"}
