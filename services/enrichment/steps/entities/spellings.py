"""How a text writes the organisations that the lists know by another name."""

from __future__ import annotations

import re
from collections.abc import Collection

from services.enrichment.steps.entities.tokens import Tokens

_SITE = re.compile(
    r"\.(?:ie|eu|co\.uk|org\.uk|com\.au|co\.nz|co\.za|com|net|org|info|io|tv|ai|[Nn]et|[Oo]rg|[Cc]om)\b"
)


def plain(name: str) -> str:
    """Write a name as the lists do, whatever its apostrophe and its spaces are."""
    return name if name.isascii() else name.replace("’", "'").replace("\u00a0", " ")


def fullest(name: str, spelled: Collection[str]) -> str:
    """Give the name by which a text calls an organisation of the lists at its fullest.

    The lists' own, where the text has it and nothing that goes on from it (“Snail Motors”), or
    where it has nothing but an abbreviation.
    """
    written = [each for each in spelled if not _is_short(each, name)]
    longer = [each for each in written if each.startswith(f"{name} ")]
    bare = name.removesuffix("'s").casefold()  # “Lowe's”, whose ending is no possessive
    same = any(plain(each).casefold().removesuffix("'s") == bare for each in spelled)
    if (same and not longer) or not written:
        return name
    return max(longer or written, key=len)


def _is_short(written: str, name: str) -> bool:
    """Tell an abbreviation of a longer name: “WHO”, “U.N.”."""
    return written.replace(".", "").isupper() and len(written) < len(name)


def site(tokens: Tokens, at: int) -> str | None:
    """Give “Snails.info”, which is named like its address."""
    text, end = tokens.words.text, tokens.words.ends[at]
    if not text.startswith(".", end):
        return None
    ending = _SITE.match(text, end)
    return text[tokens.begins[at] : ending.end()] if ending else None


_IN_BRACKETS = re.compile(r" \(([A-Z][A-Za-z&-]{1,7})\)")
_LONGEST_IN_BRACKETS = 12


def abbreviation(text: str, after: int) -> str | None:
    """Give what stands in brackets behind a name that ends at `after`: “… Union (WSU)”."""
    found = _IN_BRACKETS.match(text, after, after + _LONGEST_IN_BRACKETS)
    return found.group(1) if found else None
