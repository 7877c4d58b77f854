"""When are two items one story, and when one revision? Names, ids and fingerprints; pure."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from shared.articles import Extras
    from shared.ninjs import Item

_ARTICLE_ID_LENGTH = 20  # 100 bits: no two stories meet by chance
LARGEST_REVISION = 10**15

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|hsa|at|wt|mc|_hs)_?\w*|[dfgmty]?clid|fbclid|msclkid|yclid|gbraid"
    r"|wbraid|igshid|igsh|cmpid|cmp|ncid|ocid|smid|smtyp|ito|xtor|spm|sref|taid"
    r"|__twitter_impression|guccounter|guce_\w+|_ga|_gl",
    re.IGNORECASE,
)
"""Parameters that say how a reader came, never which page it is."""

_TAG = re.compile(r"<[^<>]*>")
_UNRESERVED = re.compile(rb"[A-Za-z0-9._~-]")
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


def canonical_url(url: str) -> str | None:
    """Give the one spelling of a page's address, or None where it is no web address.

    Scheme and host in lower case, no credentials, default port, tracking parameters,
    fragment or trailing slash; parameters sorted. Doing it again changes nothing.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host or re.search(r"[\s\x00-\x20\\%]", host):
        return None
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(
            parts.query, keep_blank_values=True, errors="surrogateescape", max_num_fields=None
        )
        if not _TRACKING.fullmatch(name)
    )
    query = urlencode(kept, errors="surrogateescape")
    return urlunsplit((scheme, host, _canonical_path(parts.path), query, ""))


def _canonical_path(path: str) -> str:
    segments: list[str] = []
    for segment in path.split("/"):
        plain = _one_quoting(segment)
        if plain == "..":
            segments = segments[:-1]
        elif plain not in ("", "."):
            segments.append(plain)
    return "/" + "/".join(segments) if segments else ""


def _one_quoting(segment: str) -> str:
    """Spell each character one way: `%7E` and `~`, `%c3` and `%C3` are the same."""
    raw = unquote(segment, errors="surrogateescape")
    return quote(raw, safe="!$&'()*+,;=:@~", errors="surrogateescape")


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


def name_key(source: str, name: str) -> str:
    """Key one of a wire's names for a story (its uri or an altId)."""
    return _id(source, "name", unicodedata.normalize("NFC", name.strip()))


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
    found = (each for name in written if _names_one(name) for each in spellings([name]))
    return tuple(sorted({*found} - {*written}))


def stop_names(item: Item, extras: Extras) -> tuple[str, ...]:
    """Give every name by which a story that was killed is known when it comes back, folded.

    The home page of a site, a number that a wire uses again and again, and what is shorter than
    eight signs name no story.
    """
    url = canonical_url(extras.url) if extras.url else None
    names = (item.uri, *other_names(item), url)
    return tuple(
        dict.fromkeys(
            spelling
            for name in names
            if name and _names_one(name)
            for spelling in _spellings(_folded_name(name))
        )
    )


def spellings(names: Iterable[str]) -> set[str]:
    """Give names folded, in every spelling by which they would be known."""
    return {spelling for name in names for spelling in _spellings(_folded_name(name))}


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


def _names_one(name: str) -> bool:
    folded = _folded_name(name)
    if len(folded) < _SHORTEST_NAME or _RECYCLED.fullmatch(folded):
        return False
    is_page = name.strip().casefold().startswith(("http://", "https://"))
    return not is_page or bool(folded.partition("/")[2].strip("/") or "?" in folded)


def stop_key(folded: str) -> str:
    """Key a folded name, whoever bears it."""
    return _id("", "stopped", folded)


def hold_names(item: Item) -> tuple[str, ...]:
    """Give the altIds by which a hold means a story.

    Slugline, headline and day (`story`) may be those of what it was before; to hold that as
    well would be a guess, and a kill's are more careful than a hold's need to be.
    """
    roles = {alt.value.strip(): (alt.role or "").lower() for alt in item.alt_ids}
    return tuple(name for name in other_names(item) if roles.get(name) != "story")


def version_number(version: str | None) -> int | None:
    """Read the wire's version as a whole number; None where it is anything else."""
    digits = (version or "").strip()
    if digits.isascii() and digits.isdigit() and len(digits) <= 18:  # fits 64 bits
        return int(digits)
    return None


_TRANSMISSION = {
    "version", "version_created", "first_created", "content_created",
    "embargoed_until", "expires",
}  # fmt: skip


def fingerprint(item: Item, extras: Extras) -> str:
    """Hash everything of an item but when, and as which version, it was sent.

    The wire's own counter (`extras.sequence`) belongs to the transmission. Embargo and expiry
    count, as moments: the same one written in another time zone is no news. Raises ValueError
    where the text cannot be written as UTF-8.
    """
    said = {
        "item": item.model_dump(mode="json", exclude=_TRANSMISSION, exclude_defaults=True),
        "extras": extras.model_dump(mode="json", exclude={"sequence"}, exclude_defaults=True),
        "embargoed_until": _moment(item.embargoed_until),
        "expires": _moment(item.expires),
    }
    try:
        canonical = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise ValueError(str(error)) from error
    return hashlib.blake2b(canonical, digest_size=20).hexdigest()


def _moment(value: datetime | None) -> str | None:
    moment = in_utc(value)
    return moment.isoformat() if moment else None


def in_utc(value: datetime | None) -> datetime | None:
    """Give a moment in UTC and whole milliseconds, as MongoDB keeps it.

    None stays None, and so does a time at the very ends of the calendar.
    """
    try:
        moment = value.astimezone(UTC) if value else None
    except OverflowError:
        return None
    return moment and moment.replace(microsecond=moment.microsecond // 1000 * 1000)


_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, in order


def receipt_id(now: datetime, chance: int) -> str:
    """Make a receipt's id: 26 characters that sort by time (ULID); `chance` has 80 bits."""
    number = (int(now.timestamp() * 1000) << 80) | (chance & ((1 << 80) - 1))
    characters = []
    for _ in range(26):
        characters.append(_DIGITS[number & 31])
        number >>= 5
    return "".join(reversed(characters))
