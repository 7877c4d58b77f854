"""Links to unrelated places, planted in or under a story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation.findings import doubt
from services.moderation.policy import Policy
from shared.articles import Article, Enrichment, Finding, Span

WORTH_A_WORD = 0.15
"""Scores below this are those of ordinary stories that name a site."""
MANY_DOMAINS = 8
DENSE = 0.25
"""A share of link characters that no story has which is meant to be read."""

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]]{3,300}", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)


def link_farm(article: Article, enrichment: Enrichment, policy: Policy) -> Iterator[Finding]:
    """Doubt copy with a link farm in it: set aside under the story, or left in its text.

    What was set aside does not reach readers, but who sends such copy should be looked at.
    """
    del article, policy
    aside = [part for part in enrichment.set_aside if part.kind == "link_farm"]
    body = enrichment.body
    links = [*_LINK.finditer(body)] if "//" in body or "www." in body.lower() else []
    score = max([*(part.score for part in aside), _how_planted(body, links)])
    if score < WORTH_A_WORD:
        return
    spans = [part.span for part in aside]
    spans += [Span(start=link.start(), end=link.end(), of="body") for link in links]
    where = "Set aside with the story" if aside else "In the story"
    domains = _domains(link.group() for part in aside for link in _LINK.finditer(part.text))
    domains |= _domains(link.group() for link in links)
    what = (
        f"links to {len(domains)} different sites" if domains else "a block of unrelated links"
    )
    yield doubt("link_farm", score, f"{where}: {what}, as search-engine spam has them.", spans)


def _how_planted(body: str, links: list[re.Match[str]]) -> float:
    """Score what is left in the text by how many sites it names and how dense the links are."""
    if not links:
        return 0.0
    domains = _domains(link.group() for link in links)
    letters = sum(link.end() - link.start() for link in links)
    breadth = min(max(len(domains) - 1, 0) / MANY_DOMAINS, 1.0)
    density = min(letters / max(len(body), 1) / DENSE, 1.0)
    return 0.5 * breadth + 0.5 * density if len(domains) > 1 else 0.3 * density


def _domains(links: Iterator[str]) -> set[str]:
    hosts = (_HOST.match(link) for link in links)
    return {host.group(1).lower() for host in hosts if host}
