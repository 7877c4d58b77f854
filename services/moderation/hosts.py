"""Pure: the hosts that a story leads to, however they are spelt, and their domains."""

from __future__ import annotations

import contextlib
import hashlib
import html
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

import tldextract

from services.moderation.story import Story

_MOST_LINKS = 500
_LONGEST_HOST = 253
_DOTS = str.maketrans("。．｡", "...")
_HREF = re.compile(
    r"""\b(?:href|src|action)\s*=\s*["']?\s*([^\s"'<>]{1,2000})""", re.IGNORECASE
)
_ATTRIBUTES = ("href", "src", "action")
_LINK = re.compile(
    r"(?:(?:https?|ftp|hxxps?)(?:://|%3A%2F%2F)|www\.|//)[^\s<>\"'()\[\]]{3,2000}",
    re.IGNORECASE,
)
_OF_LINKS = ("//", "www.", "%2f%2f")
_BARE = re.compile(r"(?<![\w@./-])(?:[\w-]{1,63}(?:\.|\[\.\]|。)){1,6}[^\W\d_]{2,24}(?![\w@-])")
_HOST = re.compile(
    r"^(?:[a-z]{2,6}:)?(?://)?(?:[^/@?#\\]{0,200}@)?([^/:?#\\\s]{1,260})", re.IGNORECASE
)
_EXTRACT = tldextract.TLDExtract(
    suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
)
"""The list of suffixes in the wheel; what stands below `github.io` is a domain of its own."""


def hosts_of(story: Story) -> set[str]:
    """Give every host that the copy leads to, in its text, under its links, in its pictures."""
    body = story.article.item.body()
    raw = body.value if body else ""
    texts = [story.text]
    if raw not in story.text:  # it has mark-up, or words that were set aside
        texts.append(raw)
    if "&" in raw:
        texts.append(html.unescape(raw))
    texts += [part.text for part in story.enrichment.set_aside]
    if story.article.extras.url:
        texts.append(f" {story.article.extras.url} ")
    texts += [text.value for text in story.article.item.descriptions]
    targets = (target for text in texts for target in _targets(text))
    return {host for target in targets for host in _hosts_in(target)}


def _targets(text: str) -> Iterator[str]:
    """Give what may be an address: of most copy only the few words with a dot in them."""
    low = text.casefold()
    if "=" in low and any(name in low for name in _ATTRIBUTES):
        yield from (found[1] for found in islice(_HREF.finditer(text), _MOST_LINKS))
    if any(sign in low for sign in _OF_LINKS):
        yield from (found[0] for found in islice(_LINK.finditer(text), _MOST_LINKS))
    has_wide = "。" in text
    words = [word for word in text.split() if "." in word or (has_wide and "。" in word)]
    bare = (found[0] for word in words for found in _BARE.finditer(word))
    yield from islice(bare, _MOST_LINKS)


def _hosts_in(target: str) -> set[str]:
    """Give a target's host, and those of targets within it that a redirect would lead to."""
    plain = unquote(target.replace("[.]", ".").replace("hxxp", "http").translate(_DOTS))
    hosts = set()
    for part in (plain, *(f"//{rest}" for rest in re.split(r"https?://", plain)[2:])):
        match = _HOST.match(part)
        if match and "." in match[1]:
            hosts.add(folded_host(match[1]))
    return hosts


@lru_cache(maxsize=4096)
def folded_host(name: str) -> str:
    """Spell a host one way: lower case, as DNS carries it."""
    host = name.strip().strip(".").lower().translate(_DOTS)
    host = re.sub(r"^(?:https?://)?", "", host).partition("/")[0]
    if not host.isascii():
        with contextlib.suppress(UnicodeError):
            host = host[:_LONGEST_HOST].encode("idna").decode()
    return host


@lru_cache(maxsize=4096)
def domain_key(host: str) -> str:
    """Give a key of the domain a host belongs to; a domain may be what a recall is about."""
    domain = _EXTRACT(host).top_domain_under_public_suffix or host
    return hashlib.sha256(domain.encode()).hexdigest()[:24]
