"""Ids of stories and receipts, and keys of names; pure."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from services.ingest.identity.pages import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from shared.ninjs import Item

_ARTICLE_ID_LENGTH = 20  # 100 bits: no two stories meet by chance
_TAG = re.compile(r"<[^<>]*>")


def article_id(source: str, item: Item, url: str | None) -> str:
    """Name the story an item tells: by the wire's own uri, else its page, else its words.

    The source is part of it: two wires may use the same uri for different stories.
    """
    if item.uri and item.uri.strip():
        return named_id(source, item.uri)
    page = canonical_url(url) if url else None
    if page:
        # The same page is served as http and https.
        return _id(source, "url", page.partition("://")[2])
    return _id(source, "text", _words(item))


def next_life(article_id_: str) -> str:
    """Name the article as which a canceled one starts anew."""
    return _id("anew", article_id_)


def named_id(source: str, uri: str) -> str:
    """Name the story that a wire calls `uri`."""
    return _id(source, "uri", unicodedata.normalize("NFC", uri.strip()))


def _id(*parts: str) -> str:
    digest = hashlib.blake2b(
        "\0".join(parts).encode(errors="surrogatepass"), digest_size=13
    ).digest()
    return base64.b32encode(digest).decode().lower()[:_ARTICLE_ID_LENGTH]


def _words(item: Item) -> str:
    body = item.body()
    text = f"{item.headline()}\n{_TAG.sub(' ', body.value) if body else ''}"
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def name_keys(bearers: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Key what each (source, name) of wires stands under."""
    return {name_key(source, name): (source, name) for source, name in bearers}


def name_key(source: str, name: str) -> str:
    """Key one of a wire's names for a story (its uri or an altId)."""
    return _id(source, "name", unicodedata.normalize("NFC", name.strip()))


def stop_keys(folded: Iterable[str]) -> dict[str, str]:
    """Key folded names, whoever bears them."""
    return {stop_key(name): name for name in folded}


def stop_key(folded: str) -> str:
    """Key a folded name, whoever bears it."""
    return _id("", "stopped", folded)


_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, in order


def receipt_id(now: datetime, chance: int) -> str:
    """Make a receipt's id: 26 characters that sort by time (ULID); `chance` has 80 bits."""
    number = (int(now.timestamp() * 1000) << 80) | (chance & ((1 << 80) - 1))
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(120, -1, -10)])


_PAIRS = [first + second for first in _DIGITS for second in _DIGITS]
