"""Copy of an agency that its source may not carry."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import block
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Enrichment, Finding, Span

_TOP = 300


def rights(story: Story, policy: Policy) -> Iterator[Finding]:
    """Block copy whose agency is not among those that its source's rights name.

    A source's own copy, and copy that no agency claims, needs none. Where the rights say
    `self`, a name in the dateline that is no agency's is taken for the source's own.
    """
    source, enrichment = story.article.source, story.enrichment
    dateline = enrichment.dateline
    named = [enrichment.provenance.agency, dateline.agency if dateline else None]
    for agency in {policy.agency_key(name): name for name in named if name}.values():
        if not policy.is_own(agency, source) and not policy.may_carry(agency, source):
            yield block("rights", 1.0, _why(agency, source.rights), _spans(agency, enrichment))


def _why(agency: str, rights: tuple[str, ...]) -> str:
    others = [name for name in rights if name != "self"]
    carries = f"it may carry {', '.join(others)}" if others else "it may carry no agency's copy"
    return f"This is {agency}'s copy, and its source has no rights to it: {carries}."


def _spans(agency: str, enrichment: Enrichment) -> Iterator[Span]:
    start = enrichment.body[:_TOP].casefold().find(agency.casefold())
    if start >= 0:
        yield Span(start=start, end=start + len(agency), of="body")
    for part in enrichment.set_aside:
        if part.kind == "source":
            yield part.span
