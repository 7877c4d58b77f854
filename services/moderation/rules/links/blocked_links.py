"""Links to where no reader should be sent."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from services.moderation.findings import doubt, note
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_MOST_LINKS = 500
_LONGEST_HOST = 253
_DOTS = str.maketrans("。．｡", "...")
_HREF = re.compile(
    r"""\b(?:href|src|action)\s*=\s*["']?\s*([^\s"'<>]{1,2000})""", re.IGNORECASE
)
_LINK = re.compile(
    r"(?:(?:https?|ftp|hxxps?)(?:://|%3A%2F%2F)|www\.|//)[^\s<>\"'()\[\]]{3,2000}",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w@./-])(?:[\w-]{1,63}(?:\.|\[\.\]|。)){1,6}[^\W\d_]{2,24}(?![\w@-])")
_HOST = re.compile(
    r"^(?:[a-z]{2,6}:)?(?://)?(?:[^/@?#\\]{0,200}@)?([^/:?#\\\s]{1,260})", re.IGNORECASE
)


def blocked_links(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt links, shown or under words, to the policy's `blocked_domains` and what is below.

    Domains that the source's earlier stories never linked to are noted, where its history
    keeps them.
    """
    known = story.history.known_domains if story.history else ()
    if not policy.blocked_domains and not known:
        return
    hosts = _hosts(story)
    blocked = {_folded_host(name) for name in policy.blocked_domains}
    bad = sorted(host for host in hosts if _below(host, blocked))
    if bad:
        named = ", ".join(bad[:3])
        why = f"Links to {named}, which the policy blocks; take the link out, or reject it."
        yield doubt("blocked_links", 0.9, why, _spans(story, bad))
    if known:
        familiar = {_folded_host(name) for name in known}
        fresh = sorted(host for host in hosts if not _below(host, familiar | blocked))
        if fresh:
            why = f"Links to {', '.join(fresh[:3])}, where its source has never linked before."
            yield note("blocked_links", 0.3, why, _spans(story, fresh))


def _hosts(story: Story) -> set[str]:
    """Give every host that the copy leads to, in its text, under its links, in its pictures."""
    body = story.article.item.body()
    raw = body.value if body else ""
    texts = [story.text, raw, html.unescape(raw) if "&" in raw else ""]
    texts += [part.text for part in story.enrichment.set_aside]
    if story.article.extras.url:
        texts.append(f" {story.article.extras.url} ")
    texts += [text.value for text in story.article.item.descriptions]
    found: set[str] = set()
    for text in texts:
        if "." not in text and "。" not in text and "%2" not in text:
            continue
        for pattern in (_HREF, _LINK, _BARE):
            for count, match in enumerate(pattern.finditer(text)):
                if count == _MOST_LINKS:
                    break
                target = match[1] if pattern is _HREF else match[0]
                found |= _hosts_in(target)
    return found


def _hosts_in(target: str) -> set[str]:
    """Give a target's host, and those of targets within it that a redirect would lead to."""
    plain = unquote(target.replace("[.]", ".").replace("hxxp", "http").translate(_DOTS))
    hosts = set()
    for part in (plain, *(f"//{rest}" for rest in re.split(r"https?://", plain)[2:])):
        match = _HOST.match(part)
        if match and "." in match[1]:
            hosts.add(_folded_host(match[1]))
    return hosts


@lru_cache(maxsize=4096)
def _folded_host(name: str) -> str:
    host = name.strip().strip(".").lower().translate(_DOTS)
    host = re.sub(r"^(?:https?://)?", "", host).partition("/")[0]
    if not host.isascii():
        with contextlib.suppress(UnicodeError):
            host = host[:_LONGEST_HOST].encode("idna").decode()
    return host


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
