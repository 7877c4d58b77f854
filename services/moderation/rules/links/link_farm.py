"""Links to unrelated places, planted in or under a story."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from services.moderation.findings import doubt, note
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_WORTH_A_WORD = 0.15
"""Scores below this are those of ordinary stories that name a site."""
_PLANTED = 0.5
"""Below this the links may be a story's own; from here on a person should look."""
_MANY_DOMAINS = 8
_DENSE = 0.25
"""A share of link characters that no story has which is meant to be read."""
_MOST_LINKS = 500

_ENDS = (
    r"(?:com|net|org|info|biz|xyz|online|site|shop|store|top|club|live|bet|casino|vip|icu|buzz|"
    r"click|loan|win|co|io|me|tv|cc|ws|ru|cn|in|uk|de|fr|es|it|nl|pt|br|eu|us|pl|se|example"
    r"|test)"
)
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'()\[\]]{3,300}"
    rf"|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{{0,40}}[a-z0-9])?\.){{1,3}}{_ENDS}(?![\w@-])"
    r"(?:/[^\s<>\"']{0,200})?",
    re.IGNORECASE,
)
_DOTTED = re.compile(rf"\.(?=\S)(?i:{_ENDS}(?![\w@-])|(?<=www\.))")
"""What every link has that has no two slashes, and hardly any sentence."""
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)


def link_farm(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt copy with a link farm in it: set aside under the story, or left in its text.

    What was set aside does not reach readers, but who sends such copy should be looked at.
    """
    del policy
    enrichment = story.enrichment
    aside = [part for part in enrichment.set_aside if part.kind == "link_farm"]
    links = [*_links(enrichment.body)]
    under, shown = _under_words(story)
    planted = max(_how_planted(enrichment.body, links), 1.0 if under else 0.0)
    score = max([*(part.score for part in aside), planted])
    if score < _WORTH_A_WORD:
        return
    spans = [part.span for part in aside]
    spans += [Span(start=link.start(), end=link.end(), of="body") for link in links]
    where = "Set aside with the story" if aside else "In the story"
    domains = _domains(link.group() for part in aside for link in _LINK.finditer(part.text))
    domains |= _domains(link.group() for link in links) | under
    spans += shown
    what = (
        f"links to {len(domains)} different sites" if domains else "a block of unrelated links"
    )
    if score < _PLANTED:
        yield note("link_farm", score, f"{where}: {what}.", spans)
        return
    why = f"{where}: {what}, as search-engine spam has them; take them out, or reject it."
    yield doubt("link_farm", score, why, spans)


_ANCHOR = re.compile(
    r"<a\s[^<>]{0,300}?\bhref\s*=\s*[\"']?(https?://[^\s\"'<>]{3,300})[^<>]{0,300}>([^<>]{1,120})</a>",
    re.IGNORECASE,
)
_FEWEST_UNDER = 5
"""Sites under a text's words that make it a list of links, if hardly any other word is left."""
_MOSTLY = 0.5


def _under_words(story: Story) -> tuple[set[str], list[Span]]:
    """Give the sites that a text consisting of links leads to, and where their words stand."""
    item = story.article.item.body()
    body = story.enrichment.body
    if item is None or "<" not in item.value:
        return set(), []
    if item.value.count("<a ") + item.value.count("<A ") < _FEWEST_UNDER:
        return set(), []
    anchors = [*islice(_ANCHOR.finditer(item.value), _MOST_LINKS)]
    words = [html.unescape(match[2]).strip() for match in anchors]
    kept = [word for word in words if word and word in body]
    domains = _domains(match[1] for match in anchors)
    if len(domains) < _FEWEST_UNDER or sum(map(len, kept)) < _MOSTLY * len(body):
        return set(), []
    places = [(body.find(word), len(word)) for word in dict.fromkeys(kept)]
    return domains, [Span(start=at, end=at + long, of="body") for at, long in places][:20]


def _links(body: str) -> Iterator[re.Match[str]]:
    if "//" not in body and not _DOTTED.search(body):
        return
    for count, link in enumerate(_LINK.finditer(body)):
        if count == _MOST_LINKS:
            return
        yield link


def _how_planted(body: str, links: list[re.Match[str]]) -> float:
    """Score what is left in the text by how many sites it names and how dense the links are."""
    if not links:
        return 0.0
    domains = _domains(link.group() for link in links)
    letters = sum(link.end() - link.start() for link in links)
    breadth = min(max(len(domains) - 1, 0) / _MANY_DOMAINS, 1.0)
    density = min(letters / max(len(body), 1) / _DENSE, 1.0)
    return 0.5 * breadth + 0.5 * density if len(domains) > 1 else 0.3 * density


def _domains(links: Iterable[str]) -> set[str]:
    hosts = (_HOST.match(link) for link in links)
    return {host.group(1).lower() for host in hosts if host}
