"""Links to where no reader should be sent."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import doubt, note
from services.moderation.hosts import domain_key, folded_host, hosts_of
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span


def blocked_links(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt links, shown or under words, to the policy's `blocked_domains` and what is below.

    Domains that the source's earlier stories never linked to are noted, where its history
    keeps them.
    """
    known = story.history.known_domains if story.history else ()
    if not policy.blocked_domains and not known:
        return
    hosts = hosts_of(story)
    blocked = {folded_host(name) for name in policy.blocked_domains}
    bad = sorted(host for host in hosts if _below(host, blocked))
    if bad:
        named = ", ".join(bad[:3])
        why = f"Links to {named}, which the policy blocks; take the link out, or reject it."
        yield doubt("blocked_links", 0.9, why, _spans(story, bad))
    if known:
        fresh = sorted(
            host
            for host in hosts
            if domain_key(host) not in known and not _below(host, blocked)
        )
        if fresh:
            why = f"Links to {', '.join(fresh[:3])}, where its source has never linked before."
            yield note("blocked_links", 0.3, why, _spans(story, fresh))


def _below(host: str, domains: set[str]) -> bool:
    """Tell whether a host is one of some domains, or below one."""
    labels = host.split(".")
    return any(".".join(labels[at:]) in domains for at in range(len(labels)))


def _spans(story: Story, hosts: list[str]) -> list[Span]:
    text = story.text.lower()
    places = []
    for host in hosts:
        at = text.find(host)
        if at >= 0 and len(text) == len(story.folded):
            places.append((at, at + len(host)))
    return story.spans(places)
