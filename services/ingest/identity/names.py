"""What a story is called, and how it would be known under another spelling; pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from services.ingest.identity.pages import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shared.articles import Extras
    from shared.ninjs import Item

_ROLES_SHARED_BY_STORIES = frozenset(
    {
        "slug",
        "slugline",
        "keyword",
        "category",
        "transref",
        "referenceid",  # AP's word for a slug
        "recordsequencenumber",  # and for the number of a version
    }
)


def other_names(item: Item) -> tuple[str, ...]:
    """Give the altIds that name this story alone, in order and once each.

    A slug, or a keyword, is shared by many stories: a kill must not reach them by it.
    """
    names = (
        alt.value.strip()
        for alt in item.alt_ids
        if (alt.role or "").lower() not in _ROLES_SHARED_BY_STORIES
    )
    return tuple(dict.fromkeys(name for name in names if name and name != item.uri))


def other_spellings(names: Iterable[str]) -> tuple[str, ...]:
    """Give, of names that tell one story from all others, every spelling that nobody wrote."""
    written = tuple(names)
    own = (read for name in written if (read := _read(name)).names_one)
    return tuple(sorted({each for read in own for each in read.spellings} - {*written}))


def stop_names(item: Item, extras: Extras) -> tuple[str, ...]:
    """Give every name by which a story that was killed is known when it comes back, folded.

    The home page of a site, a number that a wire uses again and again, and what is shorter than
    eight signs name no story.
    """
    url = canonical_url(extras.url) if extras.url else None
    names = (item.uri, *other_names(item), url)
    own = (read for name in names if name and (read := _read(name)).names_one)
    return tuple(dict.fromkeys(each for read in own for each in read.spellings))


def spellings(names: Iterable[str]) -> set[str]:
    """Give names folded, in every spelling by which they would be known."""
    return {spelling for name in names for spelling in _read(name).spellings}


class _Read(NamedTuple):
    """A name looked at: whether it names one story, and its spellings, folded."""

    names_one: bool
    spellings: tuple[str, ...]


def _read(name: str) -> _Read:
    """Look at a name: that of a story is asked three times in a row, and roles always."""
    return _remembered(name) if len(name) <= _LONGEST_REMEMBERED else _look_at(name)


def _look_at(name: str) -> _Read:
    folded = _folded_name(name)
    return _Read(_names_one(name, folded), tuple(_spellings(folded)))


_LONGEST_REMEMBERED = 500
_remembered = lru_cache(maxsize=1024)(_look_at)


def _spellings(folded: str) -> Iterator[str]:
    """Give a folded name, then, where it is written in a way of its own, as others would.

    Percent signs read, letters and dashes that look alike as the plain ones, without what is
    put around it; of a page, without what says how it is shown, or by whom.
    """
    yield folded
    plain = folded
    for _ in range(_MOST_QUOTED):
        if "%" in plain:
            plain = _folded_name(unquote(plain, errors="replace"))
    if not plain.isascii():
        plain = _in_plain_letters(plain)
    if plain != folded:
        yield plain
    bare = _AROUND.sub("", plain)
    bare = bare if _looks_own(bare) else plain
    if bare != plain:
        yield bare
    page = _as_a_page(bare)
    if page != bare and page.partition("/")[2] and _looks_own(page):
        yield page


_MOST_QUOTED = 3


def _in_plain_letters(folded: str) -> str:
    parted = unicodedata.normalize("NFKD", folded).translate(_ALIKE)
    signs = (
        str(unicodedata.digit(sign, sign))
        if not sign.isascii() and sign.isdigit()
        else "-"
        if unicodedata.category(sign) == "Pd"
        else sign
        for sign in parted
        if unicodedata.category(sign) != "Mn"
    )
    return unicodedata.normalize("NFC", "".join(signs))


_ALIKE = str.maketrans(
    "аеорсухіјѕԁһӏԛԝкмтвнгп"
    "αεορνικτυχηɑɡıſ"
    "ᴀʙᴄᴅᴇғɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"
    "\u2212\u2043\u02d7\u2044\u2215\u0589\ua789\u2236\u2800",
    "aeopcyxijsdhlqwkmtbhrnaeopviktuxnagisabcdefghijklmnoprstuvwyz---//:::\x00",
)
"""Signs taken for a letter, a dash, a stroke or a colon, and one that shows nothing."""
_QUOTES = r"<>\"'‹›«»“”‘’()\[\]{}"
_AROUND = re.compile(rf"\x00|\A[{_QUOTES}]+|#[^/]{{0,200}}\Z|[{_QUOTES}.,;/]{{1,40}}\Z")


def _looks_own(folded: str) -> bool:
    return len(folded) >= _SHORTEST_NAME and not _RECYCLED.fullmatch(folded)


def _as_a_page(folded: str) -> str:
    """Give a page's address without what says how, where and to whom it is shown."""
    address = _COPIED_AT.sub("", folded)
    host, slash, path = _SHOWN_AT.sub("", address).partition("/")
    if not slash:
        return folded
    path, mark, query = path.partition("?")
    kept = "&".join(each for each in query.split("&") if each and not _SHOWN_BY.fullmatch(each))
    path = _SHOWN_AS.sub("", path)
    return f"{host}/{path}{mark if kept else ''}{kept}"


_COPIED_AT = re.compile(
    r"\A(?:(?:feed|view-source|amp):(?:https?:)?)?(?://)?"
    r"(?:(?:[\w-]+\.cdn\.ampproject\.org/(?:[a-z]/)?s/"
    r"|(?:www\.)?google\.[a-z.]{2,6}/amp/(?:s/)?"
    r"|web\.archive\.org/web/\w+/|archive\.(?:is|ph|today)/\w+/|r\.jina\.ai/)(?:https?:/{1,2})?)?"
)
"""Caches and archives that show others' pages under an address of their own."""
_SHOWN_AT = re.compile(r"\A(?:www\d?|m|mobile|amp)\.(?=[^/]+\.)")
_SHOWN_AS = re.compile(
    r"(?:(?:/|\A)(?:amp|print|drucken|imprimir|amp\.html|index\.(?:html?|php))|\.(?:amp|html?)){1,4}\Z"
)
_SHOWN_BY = re.compile(
    r"(?:amp|print|printable|print-?version|share|shared|rss)(?:=(?:1|true|yes|on|y)?)?"
    r"|(?:output|outputtype|ref|referrer|referer|via)(?:=.*)?|page=1"
)


def _folded_name(name: str) -> str:
    """Spell a name one way: NFKC, no case, no invisible signs, no blanks, no `https:`."""
    seen = name
    if not (name.isascii() and name.isprintable()):
        seen = "".join(
            sign
            for sign in unicodedata.normalize("NFKC", name)
            if unicodedata.category(sign) not in _INVISIBLE and sign not in _FILLERS
        )
    seen = "".join(seen.split())
    folded = unicodedata.normalize("NFKC", seen.casefold())
    page = canonical_url(folded) if folded.startswith(("http://", "https://")) else None
    return page.partition("://")[2] if page else folded


_INVISIBLE = frozenset({"Cf", "Cc", "Zl", "Zp"})
_FILLERS = frozenset(
    {"\u115f", "\u1160", "\u3164", "\uffa0", "\u034f", "\u17b4", "\u17b5"}
    | {chr(0xFE00 + number) for number in range(16)}
    | {chr(0xE0100 + number) for number in range(240)}
)
"""Letters that show nothing: Hangul's fillers, joiners, variation selectors."""
_SHORTEST_NAME = 8
_RECYCLED = re.compile(r"[a-z]{0,4}[-_ ]?\d{1,6}", re.IGNORECASE)


def _names_one(name: str, folded: str) -> bool:
    if len(folded) < _SHORTEST_NAME or _RECYCLED.fullmatch(folded):
        return False
    is_page = name.strip().casefold().startswith(("http://", "https://"))
    return not is_page or bool(folded.partition("/")[2].strip("/") or "?" in folded)


def hold_names(item: Item) -> tuple[str, ...]:
    """Give the altIds by which a hold means a story.

    Slugline, headline and day (`story`) may be those of what it was before; to hold that as
    well would be a guess, and a kill's are more careful than a hold's need to be.
    """
    roles = {alt.value.strip(): (alt.role or "").lower() for alt in item.alt_ids}
    return tuple(name for name in other_names(item) if roles.get(name) != "story")
