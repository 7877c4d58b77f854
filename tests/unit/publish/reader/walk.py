"""A sceptic's walk: every page that links lead to, and what a site made anew says there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from services.publish.reader.export import Export
from tests.unit.publish.reader.paper import Paper
from tests.unit.publish.stories import SITE

SEEDS = (
    *(
        "/",
        "/search",
        "/search?q=story&sort=newest",
        "/robots.txt",
        "/sitemap.xml",
        "/news-sitemap.xml",
    ),
    *("/.well-known/tdmrep.json", "/favicon.ico", "/corrections/", "/archive/", "/nothing"),
    *(f"/{place}/" for place in ("topics", "people", "organisations", "places", "authors")),
    *("/sources/", "/v1/front", "/v1/fronts", "/v1/search?q=story&sort=newest"),
)
_SAID_IN_HEADERS = (
    *("content-type", "content-language", "x-robots-tag", "tdm-reservation", "link"),
    *("location", "content-security-policy"),
)
_OF_ENDS = re.compile(
    rb"<at:deleted-entry [^>]*/>|<lastBuildDate>[^<]*<"
    rb"|(?<=</id>)<updated>[^<]*<(?=/updated><generator)"
)
_END = re.compile(r'deleted-entry ref="urn:copydesk:(\w+)"')
_IN_XML = re.compile(re.escape(SITE) + r"(/[^<\"\s]*)")


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands at an address."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]


class Walker:
    """Walks the same site again and again, as a reader that has what it read before.

    What a conditional request is answered must be so of what an unconditional one brings.
    """

    def __init__(self) -> None:
        self.known: set[str] = {*SEEDS}
        self._kept: dict[str, tuple[str, bytes]] = {}

    async def walk(self, paper: Paper) -> dict[str, Shown]:
        """Read every page there is, and every one that there has ever been."""
        found: dict[str, Shown] = {}
        todo = sorted(self.known)
        while todo:
            path = todo.pop()
            if path in found:
                continue
            found[path] = await self._read(paper, path)
            new = set(_links(path, found[path])) - self.known
            self.known |= new
            todo += sorted(new)
        return found

    async def _read(self, paper: Paper, path: str) -> Shown:
        plain = await paper.get(path, accept_encoding="identity")
        etag, body = self._kept.get(path, ("", b""))
        if etag and plain.status_code == 200:
            again = await paper.get(path, accept_encoding="identity", if_none_match=etag)
            assert (again.status_code == 304) == (plain.content == body), path
        elif etag:
            again = await paper.get(path, if_none_match=etag)
            assert again.status_code == plain.status_code, path
        if plain.status_code == 200:
            self._kept[path] = (plain.headers.get("etag", ""), plain.content)
        said = [(name, plain.headers.get(name, "")) for name in _SAID_IN_HEADERS]
        return Shown(plain.status_code, plain.content, tuple(said))


async def reread(paper: Paper, paths: Iterable[str], home: Path) -> dict[str, Shown]:
    """Give what a site says that reads the same log from its beginning now."""
    fresh = await paper.beginner(home).open()
    try:
        walker = Walker()
        return {path: await walker._read(fresh, path) for path in paths}
    finally:
        await fresh.readers.close()


def without_ends(page: Shown) -> Shown:
    """Give a page without the ends that a feed names, and their times.

    On which lists a story stood knows who read the log while it stood there, and nobody after
    its kill: who begins now names more of them.
    """
    return replace(page, body=_OF_ENDS.sub(b"", page.body))


def ends_in(feed: str) -> set[str]:
    """Give the articles whose end a feed names."""
    return set(_END.findall(feed))


def files(folder: Path) -> dict[str, bytes]:
    """Give the files of an export."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".copydesk" not in path.parts
    }


def in_step(export: Export, paper: Paper) -> None:
    """Let an export read the log to its end."""
    if rows := paper.log[export.sequence :]:
        export.take(rows)
    export.arrange(tuple(paper.fronts.values()))
    export.flush(paper.now)


def _links(path: str, shown: Shown) -> Iterable[str]:
    kind = dict(shown.headers)["content-type"].partition(";")[0]
    if shown.status == 308:
        links = [dict(shown.headers)["location"]]
    elif kind == "text/html":
        page = html.document_fromstring(shown.body.decode())
        found: Any = page.xpath("//@href | //@src | //@action")
        links = [str(each) for each in found]
    else:
        links = _IN_XML.findall(shown.body.decode())
    for link in links:
        there = urlsplit(urljoin(f"{SITE}{path}", link.replace("&amp;", "&")))
        if f"{there.scheme}://{there.netloc}" == SITE:
            yield unquote(there.path) + (f"?{there.query}" if there.query else "")
