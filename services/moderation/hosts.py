"""Pure: the hosts that a story leads to, however they are spelt, and their domains."""

from __future__ import annotations

import contextlib
import hashlib
import html
import re
from functools import lru_cache
from urllib.parse import unquote

import tldextract

from services.moderation.story import Story

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
_EXTRACT = tldextract.TLDExtract(
    suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
)
"""The list of suffixes in the wheel; what stands below `github.io` is a domain of its own."""


def hosts_of(story: Story) -> set[str]:
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
