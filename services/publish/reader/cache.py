"""Answers that are known: kept by what they show, dropped once the log changes that; pure."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

import brotli
import zstandard

_MARKS_KEPT = 20_000
_WORTH_PACKING = 600
_PACKED: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "zstd": lambda body: zstandard.ZstdCompressor(level=6).compress(body),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
_HeaderList = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer, whole: what it shows decides how long it may be kept.

    `tags` name what it was made from; `shown` the stories in it and their hashes; `until`
    is when time alone makes it another. A tag among the headers stands for the bytes.
    """

    body: bytes
    media_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    shown: Mapping[str, str] = field(default_factory=dict)
    until: datetime | None = None
    last_modified: datetime | None = None


class Answer:
    """A page ready to be sent: its tag covers every byte; packed forms are made when asked for.

    Packed forms have tags of their own, as strong tags must.
    """

    __slots__ = ("_common", "_etag", "_forms", "_same", "_since", "_tags", "page", "until_s")

    def __init__(self, page: Page) -> None:
        self.page = page
        self.until_s = page.until.timestamp() if page.until else float("inf")
        stable = f"{page.status} {page.media_type}\n".encode() + page.body
        given = page.headers.get("etag", "").strip('"')
        self._etag = given or hashlib.sha256(stable).hexdigest()[:32]
        self._tags = {f'"{self._etag}"'.encode()} | {
            f'"{self._etag}-{name}"'.encode() for name in _PACKED
        }
        self._since = page.last_modified
        common = {"cache-control": "public, no-cache", **page.headers}
        common.pop("etag", None)
        if page.last_modified:
            common["last-modified"] = format_datetime(page.last_modified, usegmt=True)
        self._common: _HeaderList = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in common.items()
        ]
        self._forms: dict[str, tuple[bytes, _HeaderList]] = {}
        self._same: _HeaderList | None = None

    @property
    def size(self) -> int:
        """Give about how much memory it takes."""
        return len(self.page.body) * 2 + 2000

    def form(self, encoding: str) -> tuple[bytes, _HeaderList]:
        """Give the body in an encoding ("" for none), and the headers that go with it."""
        found = self._forms.get(encoding)
        if found is None:
            body, etag = self.page.body, self._etag
            sent = [*self._common, (b"content-type", self.page.media_type.encode())]
            if encoding and len(body) >= _WORTH_PACKING:
                body, etag = _PACKED[encoding](body), f"{etag}-{encoding}"
                sent.append((b"content-encoding", encoding.encode()))
            sent += [
                (b"content-length", str(len(body)).encode()),
                (b"vary", b"Accept-Encoding"),
            ]
            if self.page.status == 200:  # noqa: PLR2004 - OK
                sent.append((b"etag", f'"{etag}"'.encode()))
            found = self._forms[encoding] = (body, sent)
        return found

    def unchanged(self, if_none_match: bytes | None, if_modified_since: bytes | None) -> bool:
        """Tell whether whoever sent these headers has it already (RFC 9110, section 13)."""
        if self.page.status != 200:  # noqa: PLR2004 - OK
            return False
        if if_none_match is not None:
            if if_none_match in self._tags:
                return True
            given = {each.strip().removeprefix(b"W/") for each in if_none_match.split(b",")}
            return bool(given & self._tags) or b"*" in given
        if if_modified_since is None or self._since is None:
            return False
        then = _http_date(if_modified_since)
        return then is not None and self._since.replace(microsecond=0) <= then

    def not_modified(self) -> _HeaderList:
        """Give the headers of a 304."""
        if self._same is None:
            kept = (b"cache-control", b"last-modified", b"vary")
            etag = (b"etag", f'"{self._etag}"'.encode())
            self._same = [each for each in self.form("")[1] if each[0] in kept] + [etag]
        return self._same


class Cache:
    """Answers by address, the least asked for dropped first beyond a number of bytes."""

    def __init__(self, most_bytes: int, now: Callable[[], float] = time.time) -> None:
        self._most = most_bytes
        self._now = now
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._by_tag: dict[str, set[str]] = {}
        self._size = 0
        self.moment = 0
        """Raised at every change: note it before reading what an answer is made from."""
        self._changed: dict[str, int] = {}
        self._all_changed = 0

    def get(self, key: str) -> Answer | None:
        """Give a known answer, unless its time is over."""
        found = self._answers.get(key)
        if found is None:
            return None
        if found.until_s <= self._now():
            self._drop(key)
            return None
        self._answers.move_to_end(key)
        return found

    def put(self, key: str, answer: Answer, moment: int) -> None:
        """Keep an answer, unless what it shows has changed since `moment`."""
        tags = answer.page.tags
        if moment < self._all_changed or any(self._changed.get(t, 0) > moment for t in tags):
            return
        if answer.size > self._most // 4:
            return
        self._drop(key)
        self._answers[key] = answer
        self._size += answer.size
        for tag in tags:
            self._by_tag.setdefault(tag, set()).add(key)
        while self._size > self._most:
            self._drop(next(iter(self._answers)))

    def changed(self, tags: Iterable[str]) -> None:
        """Drop every answer that shows any of this."""
        self.moment += 1
        if len(self._changed) > _MARKS_KEPT:
            self._changed.clear()
            self._all_changed = self.moment
        for tag in tags:
            self._changed[tag] = self.moment
            for key in list(self._by_tag.get(tag, ())):
                self._drop(key)

    def clear(self) -> None:
        """Drop everything."""
        self.moment += 1
        self._all_changed = self.moment
        self._answers.clear()
        self._by_tag.clear()
        self._size = 0

    def _drop(self, key: str) -> None:
        answer = self._answers.pop(key, None)
        if answer is None:
            return
        self._size -= answer.size
        for tag in answer.page.tags:
            keys = self._by_tag.get(tag)
            if keys is not None:
                keys.discard(key)
                if not keys:
                    del self._by_tag[tag]


def _http_date(said: bytes) -> datetime | None:
    try:
        return parsedate_to_datetime(said.decode("latin-1"))
    except ValueError:
        return None
