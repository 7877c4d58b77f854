"""Web sites by name: addresses, and domains that stand bare in a text; pure.

A bare domain counts in small letters only: “said.It” is a sentence that lost its space.
"""

from __future__ import annotations

import re
from functools import lru_cache

import tldextract

_EXTRACT = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_BARE = re.compile(
    rf"(?<![\w@./:-])(?:{_LABEL}\.){{1,5}}[a-z]{{2,18}}(?![\w@-]|\.\w)(?:/[^\s<>\"'*|)\]]*)?"
)
HINT = re.compile(r"\.[a-z][a-z]")
"""Stands in every domain; an address may have a `www.` or a `://` in capitals instead."""
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'*|)\]]+", re.IGNORECASE)
_HOST = re.compile(
    r"(?:https?:)?(?://)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})", re.IGNORECASE
)


@lru_cache(maxsize=256)
def addresses_in(text: str) -> tuple[str, ...]:
    """Give the addresses of a text, and the domains that stand bare in it, in order.

    What surrounds a story is asked for its addresses several times over.
    """
    found: list[tuple[int, str]] = []
    if not HINT.search(text) and "WWW." not in text and "://" not in text:
        return ()
    if "://" in text or "www." in text.lower():
        found = [(match.start(), match.group()) for match in _ADDRESS.finditer(text)]
    found += [
        (match.start(), match.group())
        for match in _BARE.finditer(text)
        if site_of(match.group())
    ]
    return tuple([address for _, address in sorted(found)])


@lru_cache(maxsize=4096)
def site_of(address: str) -> str | None:
    """Give the registered domain of an address; of a bare name only where its ending exists."""
    host = _HOST.match(address)
    if host is None:
        return None
    name = host.group(1).lower()
    known = _EXTRACT(name).top_domain_under_public_suffix
    if known or not (address.startswith("//") or _ADDRESS.match(address)):
        return known or None
    return ".".join(name.split(".")[-2:])


def without_addresses(text: str) -> str:
    """Give the text with a space for each address."""
    if "://" in text or "www." in text.lower():
        text = _ADDRESS.sub(" ", text)
    if not HINT.search(text):
        return text
    return _BARE.sub(lambda match: " " if site_of(match.group()) else match.group(), text)


def site_that_signs(line: str) -> str | None:
    """Give the site that a line of words begins with: “news.example Snails win”."""
    match = _BARE.match(line)
    if match is None or "/" in match.group():
        return None
    rest = line[match.end() :].strip(" -–—|:*")
    if not rest or not any(letter.isalpha() for letter in rest) or addresses_in(rest[:80]):
        return None
    return match.group() if site_of(match.group()) else None
