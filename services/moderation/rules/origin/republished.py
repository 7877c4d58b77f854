"""An agency's copy, scraped by someone else and offered as a wire."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation import lexicon
from services.moderation.findings import doubt
from services.moderation.folding import fold
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, SetAside, Span

_TRACES = {
    "source": "a line that names the source",
    "machine_byline": "a by-line of a content system",
    "breadcrumb": "a site's navigation",
    "repeated_headline": "the headline twice",
    "tail": "a site's “read more”",
    "link_farm": "a link farm",
    "standards": "the agency's own closing line",
}
"""What a web page leaves in copy that was taken from it, by kind of text set aside."""
_LICENSED = 0.5
"""Most that a re-host scores whose source may carry the agency's copy."""
_TOP = 300
_TAIL = 400
"""Signs at the end of a story in which a page says where its copy is from."""


def republished(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt an agency's copy that came by way of another site, of which it bears a trace.

    Copy as an agency's customers get it carries no traces of a web page and is not meant here:
    whether its source may carry it is for `rights` to say.
    """
    article, enrichment = story.article, story.enrichment
    provenance = enrichment.provenance
    agency = provenance.agency or (enrichment.dateline and enrichment.dateline.agency)
    if not agency or policy.is_own(agency, article.source):
        yield from _first_elsewhere(story)
        return
    traces = [part for part in enrichment.set_aside if part.kind in _TRACES]
    telling = {part.kind for part in traces} - {"standards"}
    end = len(story.folded)
    said = [
        hit
        for hit in story.hits("rehost.said")
        if hit.end > end - _TAIL or hit.start < story.body_at + _TOP
    ]
    if not telling and not said:
        yield from _first_elsewhere(story)
        return
    score = 0.6 + 0.1 * (len(telling) + len(said))
    if policy.may_carry(agency, article.source):
        score = min(score, _LICENSED)
    by = f" by {provenance.carrier}" if provenance.carrier else ""
    signs = ", ".join(_TRACES[kind] for kind in _TRACES if kind in telling)
    signs = signs or f"“{story.as_written(said[0].start, said[0].end)}”"
    spans = [*_spans(agency, enrichment.body, traces)]
    spans += story.spans((hit.start, hit.end) for hit in said)
    why = (
        f"This is {agency}'s copy, re-hosted{by}: {signs}; take the agency's own story, or "
        "reject this one."
    )
    yield doubt("republished", score, why, spans)


_WHEN = re.compile(
    r"\W{0,3}(?:(?:on|am|le|el|il|em|op|den|at|in|im)\s)?(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr"
    r"|may|jun|jul|aug|sep|oct|nov|dec|lun|mer|jeu|ven|sam|dim)"
)
"""A moment instead of a place: a page's own "first published on Monday"."""


def _first_elsewhere(story: Story) -> Iterator[Finding]:
    """Doubt a piece that says itself that it was first published by somebody else."""
    own = {word for word in _WORD.findall(fold(story.article.source.id).text) if len(word) > 3}
    said = [
        hit
        for hit in story.hits("rehost.whole")
        if not _WHEN.match(story.folded, hit.end)
        and not (own and own <= set(_WORD.findall(story.folded[hit.end : hit.end + _NAMED])))
    ]
    aside = [
        part for part in story.enrichment.set_aside if part.kind in _TRACES and _is_whole(part)
    ]
    if not said and not aside:
        return
    first = (
        story.as_written(said[0].start, said[0].end) if said else aside[0].text[:_NAMED].strip()
    )
    why = (
        f"Says that it was somebody else's first (“{first}”); ask for the leave to print it, "
        "or reject it."
    )
    spans = story.spans((hit.start, hit.end) for hit in said)
    spans += [part.span for part in aside]
    yield doubt("republished", 0.7 + 0.05 * (len(spans) - 1), why, spans)


def _is_whole(part: SetAside) -> bool:
    text = fold(part.text[:_TAIL]).text
    return any(
        each.group == "rehost.whole" and not _WHEN.match(text, each.end)
        for each in lexicon.look(text)
    )


_NAMED = 60
_WORD = re.compile(r"\w+")


def _spans(agency: str, body: str, traces: list[SetAside]) -> Iterator[Span]:
    """Mark the agency's name in the dateline, and what the web page left."""
    start = body[:_TOP].casefold().find(agency.casefold())
    if start >= 0:
        yield Span(start=start, end=start + len(agency), of="body")
    yield from (part.span for part in traces)
