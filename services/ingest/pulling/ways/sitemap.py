"""News sitemaps, and the pages behind them: each page once for each time it is dated.

https://www.sitemaps.org/protocol.html. A sitemap of a whole site is no feed: of it only what is
dated lately is taken, and what is there first without a date is remembered and not fetched.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import tldextract

from services.ingest.formats.parsed import NOTHING_TOLD, Payload, Told, UnreadableError
from services.ingest.formats.text.inflating import inflate
from services.ingest.formats.text.markup import plain_line
from services.ingest.formats.text.xml_root import find_root
from services.ingest.formats.wording import dates
from services.ingest.formats.xml.document import (
    Element,
    children,
    find,
    local_name,
    read_xml,
    words,
)
from services.ingest.pulling.plan import PullPlan
from services.ingest.pulling.pulled import Cursor, Looked, Means, Pulled
from services.ingest.pulling.ways.page import page_of
from services.ingest.pulling.web import Answer, PullFailedError

_DOMAINS = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_ROOTS = ("urlset", "sitemapindex")
_GZIP = b"\x1f\x8b"
_MOST_PAGES = 50
"""In one poll; the next goes on at once."""

_MOST_MAPS = 20
_MOST_REMEMBERED = 5000
_LATELY = timedelta(days=2)
"""As long as Google's news sitemaps keep a story."""

_GONE = frozenset({401, 402, 403, 404, 406, 410, 451})
"""Pages that will not come by being asked for again."""


class _Listed(NamedTuple):
    """A page or another sitemap, and when it was written or changed, as far as that is said."""

    address: str
    said: str
    at: datetime | None
    told: Told = NOTHING_TOLD


def is_sitemap(content: bytes) -> bool:
    """Tell a sitemap, or an index of them, from other documents."""
    if content.startswith(_GZIP):
        try:
            content = inflate(content, most_bytes=20_000_000)
        except UnreadableError:
            return False
    root = find_root(content[:65_536])
    return root is not None and root.name in _ROOTS


async def follow(
    answer: Answer, plan: PullPlan, cursor: Cursor, means: Means
) -> AsyncGenerator[Pulled | Looked, None]:
    """Fetch the pages that are new or dated anew since the last look, oldest first."""
    pages = [page async for page in _pages(answer, plan, means)]
    known = dict(cursor)
    is_first, lately = not cursor, means.now() - _LATELY
    news = []
    for page in pages[:_MOST_REMEMBERED]:
        key, mark = _key(page.address), page.said or "-"
        if known.get(key) == mark:
            continue
        if page.at < lately if page.at is not None else is_first:
            known[key] = mark
        else:
            news.append((key, mark, page))
    news.sort(key=lambda each: each[2].at or means.now())
    failures: list[PullFailedError] = []
    for key, mark, page in news[:_MOST_PAGES]:
        try:
            got = await means.web.get(page.address, plan, {"Accept": "text/html, */*;q=0.5"})
            if got.status not in _GONE:
                got.check(means.now())
        except PullFailedError as error:
            failures.append(error)  # and asked for again at the next look
            continue
        known[key] = mark
        if got.status not in _GONE and got.content.strip():
            found = page_of(got, None, dict(known), recurs=False, matters=False)
            yield replace(found, told=page.told)
    listed = {_key(page.address) for page in pages}
    left = {key: mark for key, mark in known.items() if key in listed}
    if failures and len(failures) == len(news[:_MOST_PAGES]):
        raise failures[0]
    yield Looked(cursor=left or {"-": "-"}, more=len(news) > _MOST_PAGES and not failures)


async def _pages(answer: Answer, plan: PullPlan, means: Means) -> AsyncGenerator[_Listed, None]:
    """Give the pages of a sitemap, or of the sitemaps that an index names, the newest first."""
    name, found = _read_sitemap(answer.content, answer.url, means.now())
    if name == "urlset":
        for page in found:
            yield page
        return
    lately = means.now() - _LATELY
    maps = [one for one in found if one.at is None or one.at >= lately]
    maps.sort(key=lambda one: one.at or lately, reverse=True)
    for one in maps[:_MOST_MAPS]:
        inner = await means.web.get(one.address, plan, {"Accept": "application/xml, */*;q=0.5"})
        inner.check(means.now())
        name, pages = _read_sitemap(inner.content, inner.url, means.now())
        if name != "urlset":
            raise PullFailedError(f"a sitemap's index names an index: {one.address[:200]}")
        for page in pages:
            yield page


def _read_sitemap(content: bytes, url: str, now: datetime) -> tuple[str, list[_Listed]]:
    """Read a sitemap, or an index of them: its kind and what it lists on its own site.

    Raises `PullFailedError` where it is neither.
    """
    try:
        if content.startswith(_GZIP):
            content = inflate(content, most_bytes=20_000_000)
        payload = Payload(content=content, media_type="application/xml", received_at=now)
        root = read_xml(payload, refuse_doctype=True).root
    except UnreadableError as error:
        raise PullFailedError(f"the sitemap cannot be read: {error}"[:300]) from error
    name = local_name(root)
    if name not in _ROOTS:
        raise PullFailedError(f"this is no sitemap; its root is <{name[:60]}>")
    return name, [*_listed(root, url)]


def _listed(root: Element, url: str) -> Iterator[_Listed]:
    seen: set[str] = set()
    for entry in children(root):
        address = urljoin(url, words(find(entry, "loc")).strip())
        if address in seen or not _is_of_this_site(address, url):
            continue
        seen.add(address)
        news = find(entry, "news")
        told = words(find(news, "publication_date")) if news is not None else ""
        said = words(find(entry, "lastmod")) or told
        yield _Listed(address, said[:60], dates.moment(said), _told(news, told))


def _told(news: Element | None, published: str) -> Told:
    """Give what a news sitemap says of a story, which its page may leave out."""
    if news is None:
        return NOTHING_TOLD
    return Told(
        headline=plain_line(words(find(news, "title")))[:_LONGEST_TITLE],
        published=published[:60],
        language=words(find(news, "publication/language"))[:12],
    )


_LONGEST_TITLE = 500


def _is_of_this_site(address: str, url: str) -> bool:
    try:
        theirs, ours = urlsplit(address), urlsplit(url)
        theirs_host, ours_host = theirs.hostname or "", ours.hostname or ""
    except ValueError:
        return False
    if theirs.scheme not in ("http", "https") or len(address) > 4000:
        return False
    domain = _DOMAINS(ours_host).top_domain_under_public_suffix
    return theirs_host == ours_host or (
        bool(domain) and _DOMAINS(theirs_host).top_domain_under_public_suffix == domain
    )


def _key(address: str) -> str:
    return hashlib.blake2b(address.encode("utf-8", "replace"), digest_size=10).hexdigest()
