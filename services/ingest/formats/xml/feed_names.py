"""What the entries of one feed are called: which ids name a story, and which nothing; pure.

A feed's guids and links are known only together: what several entries bear names none of them.
An id that is good for nothing falls to the next: guid, link, words.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urldefrag, urlsplit

from services.ingest.formats.text.names import named
from services.ingest.formats.text.newscodes import item_uri
from shared.ninjs import AltId

_NOTHING = re.compile(
    r"(?:n/?a|none|null|nil|undefined|false|true|0|-+|no-?guid|guid|id)", re.IGNORECASE
)
_COUNTER = re.compile(r"[#?](?:v(?:er(?:sion)?)?=?)?\d{1,4}\Z", re.IGNORECASE)


class Entry(NamedTuple):
    """What an entry says it is called; the link is a whole address or None."""

    guid: str
    link: str | None
    title: str
    words: str = ""


class EntryNames(NamedTuple):
    """What an entry is called: its uri, its other ids, and the page that it alone has."""

    uri: str | None
    alt_ids: tuple[AltId, ...]
    url: str | None


def names_of(entries: Sequence[Entry], home: Iterable[str | None] = ()) -> list[EntryNames]:
    """Name each entry of a feed; `home`: addresses that are the feed's or its site's own."""
    homes = {_page(address) for address in home if address}
    borne = [_Borne(entry, *_guid_and_page(entry)) for entry in entries]
    links: defaultdict[str, set[str]] = defaultdict(set)
    guids: defaultdict[str, set[str]] = defaultdict(set)
    titled: defaultdict[str, set[str]] = defaultdict(set)
    for entry, guid, page in borne:
        title = _folded(entry.title)
        titled[title].add(_folded(entry.words))
        if page:
            links[page].add(guid or title)
        if guid:  # the stories that bear it, told apart by page or else by title
            guids[guid].add(page or title)
    shared = {title for title, told in titled.items() if len(told) > 1}
    return [_names(each, guids, links, homes, shared) for each in borne]


class _Borne(NamedTuple):
    """An entry, its guid as far as that says something, and the page that it links to."""

    entry: Entry
    guid: str | None
    page: str


def _names(
    borne: _Borne,
    guids: Mapping[str, set[str]],
    links: Mapping[str, set[str]],
    homes: set[str],
    shared: set[str],
) -> EntryNames:
    entry, guid, page = borne
    link = entry.link
    if link and (_is_home(link, page, homes) or len(links[page]) > 1):
        link = None
    if guid and (len(guids[guid]) > 1 or _is_home(guid, _page(guid), homes)):
        guid = None
    others: dict[str, AltId] = {}
    if guid:
        uri, alt_ids = named(guid)
        others |= {alt.value: alt for alt in alt_ids}
    elif link:
        uri = item_uri(link)
    else:
        title = _folded(entry.title)
        told = title
        if not title or title in shared:  # “Weather”, every day
            told = f"{title} {_folded(entry.words)}".strip()
        digest = hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=12).hexdigest()
        uri = f"urn:words:{digest}" if told else None
    if link and link != uri:
        others.setdefault(link, AltId(role="link", value=link))
    return EntryNames(uri, tuple(others.values()), link)


def _guid_and_page(entry: Entry) -> tuple[str | None, str]:
    """Give the guid as far as it says something: without a counter, resolved, or None."""
    page = _page(entry.link) if entry.link else ""
    guid = entry.guid.strip()
    if not guid or _NOTHING.fullmatch(guid) or guid.startswith(("/", "?", "#")):
        return None, page
    if page and _COUNTER.search(guid) and _page(bare := _COUNTER.sub("", guid)) == page:
        return bare, page
    return guid, page


def _page(address: str) -> str:
    """Spell a page one way, without what counts readers or revisions."""
    try:
        parts = urlsplit(urldefrag(address.strip()).url)
    except ValueError:
        return address.strip()
    query = "&".join(
        part
        for part in parts.query.split("&")
        if part and not re.match(r"(?:utm_|at_|mc_|ref=|src=|rss)", part, re.IGNORECASE)
    )
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}{'?' + query if query else ''}"


def _is_home(address: str, page: str, homes: set[str]) -> bool:
    is_web = address.lower().startswith(("http://", "https://"))
    return is_web and (page in homes or ("/" not in page and "?" not in page))


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()
