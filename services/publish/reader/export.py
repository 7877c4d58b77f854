"""The whole site as files, kept in step with the log: for any web server or object store.

What a file shows is written down beside the files, so that a row of the log finds every one it
changes. Files are replaced whole. What is gone goes first, and leaves a marker that a web
server answers 410 or 451 by. Whatever ends the process, the next one writes what is missing.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import orjson

from services.publish.pictures.exporting import ExportedPictures, Fetch
from services.publish.publication import SHORT_ID_LENGTH
from services.publish.reader.cache import Page
from services.publish.reader.catalogue.catalog import Catalog, Change, mark_of
from services.publish.reader.catalogue.entry import Entry
from services.publish.reader.catalogue.shelves import PLACES_OF_KINDS, shelf_path
from services.publish.reader.catalogue.view import (
    FRONTS,
    GONE,
    LOG,
    SECTIONS,
    View,
    changed_tags,
    names_tag,
    story_tag,
)
from services.publish.reader.config import SiteSettings
from services.publish.reader.pages.feeds import STORIES_IN_A_SITEMAP
from services.publish.reader.pages.stories import KILLED, NOTHING_HERE, RECALLED
from services.publish.reader.printing.addresses import wanted
from services.publish.reader.printing.press import Moved, Request, press
from services.publish.reader.serving.site import make_page
from services.publish.renderers import FEEDS
from services.publish.rows import Row
from services.publish.story import story_of
from shared.payloads import Arranged

_MARKERS = {"killed": "_gone", "recalled": "_recalled"}
"""Where the markers are: a file under the last ten signs of a story's address."""
_OURS = ".copydesk"
_LONGEST_NAME = 255
_EVERY_TOPIC = 1_000_000
_NOTES = ((404, NOTHING_HERE), (410, KILLED), (451, RECALLED))
_PAGED_KINDS = frozenset({"section", "day", "corrected", *PLACES_OF_KINDS.values()})
_TABLES = """
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, until REAL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shows (
  tag TEXT, path TEXT, PRIMARY KEY (tag, path)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_path ON shows (path);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class Export:
    """One directory of files, and what is known of them."""

    def __init__(
        self, directory: Path, settings: SiteSettings, fetch: Fetch = lambda _: None
    ) -> None:
        """Open or make it; `fetch` gives the pictures that the pages show."""
        self._directory = directory
        self._pictures = ExportedPictures(directory, fetch)
        home = directory / _OURS
        home.mkdir(parents=True, exist_ok=True)
        self._press = press(settings, is_static=True)
        shape = f"{self._press.shape} {settings.site_url}"
        self._catalog = Catalog(home / "catalog.db", shape, self._press.shelve)
        self._db = sqlite3.connect(home / "files.db", isolation_level=None)
        self._db.executescript(f"PRAGMA journal_mode=WAL;PRAGMA secure_delete=ON;{_TABLES}")
        self._fronts: tuple[Arranged, ...] = ()
        self._waiting: set[str] = set()
        """Paths that are to be written."""
        if self._exported() > self._catalog.sequence:
            self._forget()
        self._resume()

    @property
    def sequence(self) -> int:
        """Give the number of the last row of the log that was read."""
        return self._catalog.sequence

    def close(self) -> None:
        """Let go of the files."""
        self._catalog.close()
        self._db.close()

    def is_of(self, row: Row | None) -> bool:
        """Tell whether what was read ends with this row, the log's own at that number."""
        if not self.sequence:
            return True
        return row is not None and mark_of(row) == self._catalog.mark

    def begin_anew(self) -> None:
        """Forget what was read, and every file: it was another log's."""
        self._catalog.clear()
        self._forget()
        self._resume()

    def take(self, rows: Sequence[Row]) -> None:
        """Read rows; what they take away is gone when this returns."""
        change = self._catalog.apply(rows)
        for entry in change.entries:
            self._mark(entry)
        gone = {story_tag(each.short_id) for each in change.entries if not each.is_live}
        self._waiting |= self._showing(changed_tags(change)) | self._new_paths(change)
        self._take_pictures(change.entries)
        first = self._showing(gone)
        self._write(
            first, datetime.fromtimestamp(rows[-1].time.timestamp(), rows[-1].time.tzinfo)
        )
        self._waiting -= first

    def arrange(self, fronts: tuple[Arranged, ...]) -> None:
        """Take in how people arranged the fronts."""
        if fronts != self._fronts:
            self._fronts = fronts
            self._waiting |= self._showing({FRONTS})

    def flush(self, now: datetime) -> int:
        """Write what is to be written, and what time has changed; give how many files."""
        over = self._db.execute("SELECT path FROM files WHERE until <= ?", (now.timestamp(),))
        todo = self._waiting | {path for (path,) in over}
        self._write(todo, now)
        self._waiting.clear()
        written = self._pictures.flush()
        self._set("sequence", str(self._catalog.sequence))
        return len(todo) + written

    def _take_pictures(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if entry.is_live:
                story = story_of(entry, self._press.site)
                stills = (each.poster for each in story.playing if each.poster)
                self._pictures.want([*story.pictures, *stills])
        self._pictures.drop(
            lambda sha256: any(state == "live" for state, _ in self._catalog.pictured(sha256))
        )

    # --- which files ---------------------------------------------------------------------

    def _resume(self) -> None:
        """Find what may not have been written when the last process ended."""
        exported = self._exported()
        every = set(self._standing_paths())
        if exported == 0:
            self._waiting |= every
            self._notes()
        if exported == self._catalog.sequence and exported:
            return
        self._waiting |= every
        at = exported
        while found := self._catalog.changed_after(at, 500):
            self._take_pictures([entry for _, _, entry in found])
            for _, shelves, entry in found:
                self._mark(entry)
                self._waiting |= self._showing({story_tag(entry.short_id), *shelves})
                self._waiting |= self._paths_of(entry, shelves)
            at = found[-1][2].sequence
        for kind in ("names:", SECTIONS, GONE, LOG, FRONTS):
            self._waiting |= self._showing_like(kind)
        for edition in self._press.editions.all:
            # A topic's address has its name, which a story that left may have had to give.
            for label in self._catalog.labels(f"{edition}|topic:", _EVERY_TOPIC):
                paths = self._paths_of_shelf(label.shelf)
                self._waiting |= paths - self._known(paths)

    def _new_paths(self, change: Change) -> set[str]:
        paths = set(self._sitemaps())
        for entry in change.entries:
            if entry.is_live:
                paths |= self._paths_of(entry, ())
        for shelf in change.shelves:
            paths |= self._paths_of_shelf(shelf)
        tags = {f"{SECTIONS}*"}
        for edition in {shelf.partition("|")[0] for shelf in change.shelves}:
            tags |= {f"{SECTIONS}{edition}", names_tag(edition, "section")}
            paths |= set(self._standing_paths_of(edition))
        known = self._fact("sections")
        now = orjson.dumps([self._sections(each) for each in self._press.editions.all]).decode()
        if now != known:
            # Every page lists the sections.
            paths |= self._showing(tags | {f"{SECTIONS}{e}" for e in self._press.editions.all})
            self._set("sections", now)
        return paths

    def _sections(self, edition: str) -> list[str]:
        return [each.shelf for each in self._catalog.labels(f"{edition}|section:", 9)]

    def _paths_of(self, entry: Entry, shelves: Iterable[str]) -> set[str]:
        """Give every path that a live story calls for."""
        paths = {entry.path}
        if self._press.shows_versions:
            paths.add(f"{entry.path}/changes")
        return paths.union(*(self._paths_of_shelf(shelf) for shelf in shelves))

    def _paths_of_shelf(self, shelf: str) -> set[str]:
        """Give every path that a shelf calls for while anything stands on it."""
        edition, _, rest = shelf.partition("|")
        kind, _, key = rest.partition(":")
        label = self._catalog.label(shelf)
        if kind not in _PAGED_KINDS or label is None:
            return set()
        base = self._press.editions.base(edition)
        path = base + shelf_path(rest, label.label)
        paths = {path, *(path + name for name in FEEDS)}
        if kind == "section":
            paths.add(f"{path}news-sitemap.xml")
        if kind == "day":
            year, month, _ = key.split("-")
            paths |= {f"{base}/archive/{year}/", f"{base}/archive/{year}/{month}/"}
        return paths

    def _standing_paths(self) -> Iterator[str]:
        """Give the paths that every site has."""
        yield from ("/robots.txt", "/.well-known/tdmrep.json", "/news-sitemap.xml")
        yield from self._sitemaps()
        yield from (f"/static/{name}" for name in self._press.look.static)
        yield from (f"/{name}" for name in self._press.look.pages)
        if self._press.rights.mining:
            yield "/license.xml"
        if self._press.indexnow_key:
            yield f"/{self._press.indexnow_key}.txt"
        for edition in self._press.editions.all:
            yield from self._standing_paths_of(edition)

    def _standing_paths_of(self, edition: str) -> Iterator[str]:
        base = self._press.editions.base(edition)
        if base and self._catalog.label(f"{edition}|all:") is None:
            return
        yield f"{base}/"
        yield from (f"{base}/{name}" for name in FEEDS)
        yield from (
            f"{base}/{place}/" for place in (*PLACES_OF_KINDS, "archive", "corrections")
        )

    def _sitemaps(self) -> list[str]:
        starts = self._catalog.chunks(STORIES_IN_A_SITEMAP)
        return ["/sitemap.xml", *(f"/sitemap-{start}.xml" for start in starts)]

    def _showing(self, tags: set[str]) -> set[str]:
        sql = "SELECT path FROM shows WHERE tag = ?"
        return {path for tag in tags for (path,) in self._db.execute(sql, (tag,))}

    def _known(self, paths: set[str]) -> set[str]:
        sql = "SELECT 1 FROM files WHERE path = ?"
        return {path for path in paths if self._db.execute(sql, (path,)).fetchone()}

    def _showing_like(self, start: str) -> set[str]:
        sql = "SELECT path FROM shows WHERE tag >= ?1 AND tag < ?1 || char(1114111)"
        return {path for (path,) in self._db.execute(sql, (start,))}

    # --- writing -------------------------------------------------------------------------

    def _write(self, paths: Iterable[str], now: datetime) -> None:
        self._db.execute("BEGIN")
        for path in sorted(paths):
            made = self._made(path, now)
            if isinstance(made, Moved):
                made = self._leading_on(path, made)
            if made is None or made.status != 200:  # noqa: PLR2004 - OK
                self._remove(path)
            else:
                self._replace(path, made)
        self._db.execute("COMMIT")

    def _made(self, path: str, now: datetime) -> Page | Moved | None:
        asked = wanted(path, self._press.editions)
        view = View(self._catalog, self._press.site, asked.edition, self._fronts)
        with self._catalog.snapshot():
            return make_page(self._press, view, asked, Request(path=path, values={}, now=now))

    def _leading_on(self, path: str, moved: Moved) -> Page | None:
        """Lead a reader from an address that a story had before.

        A list's former address goes: it may be named by a story that is gone.
        """
        if wanted(path, self._press.editions).kind not in ("story", "changes"):
            return None
        url = self._press.site.absolute(moved.path)
        text = (
            f'<!doctype html><meta charset="utf-8"><link rel="canonical" href="{url}">'
            f'<meta http-equiv="refresh" content="0; url={url}"><a href="{url}">{url}</a>'
        )
        short = moved.path.removesuffix("/changes")[-SHORT_ID_LENGTH:]
        tags = frozenset({story_tag(short)})
        return Page(body=text.encode(), media_type="text/html", tags=tags)

    def _replace(self, path: str, page: Page) -> None:
        file = self._file(path)
        if file is None:
            return
        self._put(file, page.body)
        until = page.until.timestamp() if page.until else None
        self._db.execute("DELETE FROM shows WHERE path = ?", (path,))
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (path, until))
        self._db.executemany(
            "INSERT OR IGNORE INTO shows VALUES (?, ?)", [(tag, path) for tag in page.tags]
        )

    def _put(self, file: Path, body: bytes) -> None:
        if file.is_file() and file.read_bytes() == body:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        written = self._directory / _OURS / "written"
        written.write_bytes(body)
        os.replace(written, file)  # noqa: PTH105 - it shall be known for what it is: atomic

    def _remove(self, path: str) -> None:
        file = self._file(path)
        if file is not None:
            file.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                file.parent.rmdir()
        self._db.execute("DELETE FROM shows WHERE path = ?", (path,))
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))

    def _file(self, path: str) -> Path | None:
        """Give the file of a path, None where no file system could have it."""
        parts = [part for part in path.split("/") if part]
        if any(part in (".", "..") or "\0" in part for part in parts):
            return None
        if path.endswith("/"):
            parts.append("index.html")
        elif "." not in parts[-1]:
            parts[-1] += ".html"
            if len(parts[-1].encode()) > _LONGEST_NAME:
                parts[-1:] = [parts[-1].removesuffix(".html"), "index.html"]
        if any(len(part.encode()) > _LONGEST_NAME for part in parts):
            return None
        return self._directory.joinpath(*parts)

    def _mark(self, entry: Entry) -> None:
        """Leave a marker for what is gone, or take it away from what is back."""
        for state, folder in _MARKERS.items():
            marker = self._directory / folder / entry.short_id
            if entry.state == state:
                self._put(marker, b"")
            else:
                marker.unlink(missing_ok=True)

    def _notes(self) -> None:
        for status, (title, text) in _NOTES:
            page = self._press.bare_note(status, title, text, self._press.made_at)
            self._put(self._directory / f"{status}.html", page.body)

    # --- what is known -------------------------------------------------------------------

    def _forget(self) -> None:
        for (path,) in self._db.execute("SELECT path FROM files").fetchall():
            self._remove(path)
        for folder in _MARKERS.values():
            shutil.rmtree(self._directory / folder, ignore_errors=True)
        self._db.execute("DELETE FROM facts")

    def _exported(self) -> int:
        return int(self._fact("sequence") or 0)

    def _fact(self, name: str) -> str | None:
        found = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def _set(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
