"""The catalogue: what the log says is live, and on which shelves, in a file of this process.

Everything in it follows from the log and can be made from it again. A batch of rows is one
transaction together with the number of the last: whatever dies in between, reading goes on
behind what was kept. A word that a kill or recall takes back leaves the file with it.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from services.publish.reader.catalogue.entry import Entry, after
from services.publish.reader.catalogue.kept import (
    gone_from,
    note_end,
    note_pictures,
    packed,
    take_pictures,
    unpacked,
)
from services.publish.rows import Row
from shared.clock import milliseconds

_SCHEMA = "3"
_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stories (
  number INTEGER PRIMARY KEY, article_id TEXT UNIQUE, short_id TEXT UNIQUE, sequence INTEGER,
  is_live INTEGER, is_recalled INTEGER, section TEXT, gone INTEGER, shelves BLOB, entry BLOB
);
CREATE INDEX IF NOT EXISTS by_sequence ON stories (sequence);
CREATE INDEX IF NOT EXISTS by_end ON stories (gone) WHERE gone IS NOT NULL;
CREATE TABLE IF NOT EXISTS shelved (
  shelf TEXT, number INTEGER, label TEXT, PRIMARY KEY (shelf, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS names (
  shelf TEXT PRIMARY KEY, label TEXT, stories INTEGER, newest INTEGER, changed INTEGER,
  kind TEXT, sequence INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_change ON names (sequence);
CREATE INDEX IF NOT EXISTS by_size ON names (kind, stories DESC, shelf);
CREATE TABLE IF NOT EXISTS versions (
  article_id TEXT, step INTEGER, entry BLOB, PRIMARY KEY (article_id, step)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pictured (
  sha256 TEXT, article_id TEXT, state TEXT, focus TEXT, PRIMARY KEY (sha256, article_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pictured_by ON pictured (article_id);
CREATE TABLE IF NOT EXISTS stood (
  shelf BLOB, number INTEGER, PRIMARY KEY (shelf, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS stood_by ON stood (number);
"""
_NAMES_OF_TABLES = ("stories", "shelved", "names", "versions", "pictured", "stood", "facts")
_IN_A_MILLISECOND = 4096
_VERSIONS_KEPT = 30
_LABEL = "shelf, label, stories, newest, changed"

_Shelve = Callable[[Entry], dict[str, str]]
"""Gives the shelves of what is live, each with its edition (`en|section:sport`) and label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a batch of rows changed: the entries as they are now, and the shelves touched."""

    sequence: int
    entries: tuple[Entry, ...] = ()
    fresh: tuple[Entry, ...] = ()
    """Those that went live for the first time, or again."""
    shelves: frozenset[str] = frozenset()
    ends_changed: bool = False
    """Whether any left, or came back."""


@dataclass(frozen=True, slots=True)
class Label:
    """A shelf that has stories: its name, how many, the number of the newest, its last change.

    That is when a story came, went, or changed where it stands, in milliseconds from 1970.
    """

    shelf: str
    label: str
    stories: int
    newest: int
    changed: int


@dataclass(slots=True)
class _Batch:
    """What is known while a batch is applied."""

    entries: dict[str, Entry] = field(default_factory=dict)
    fresh: dict[str, Entry] = field(default_factory=dict)
    shelves: set[str] = field(default_factory=set)
    ends_changed: bool = False


_FORGET_EMPTY_SHELVES = (
    "DELETE FROM names WHERE stories <= 0 AND kind NOT LIKE '%|all:' "
    "AND kind NOT LIKE '%|section:' AND kind NOT LIKE '%|day:' AND kind NOT LIKE '%|corrected:'"
)
"""Of people and topics, whose names can be words of what was recalled."""


class Catalog:
    """One file. One thread writes; any thread reads, each by a connection of its own."""

    def __init__(self, path: Path, shape: str, shelve: _Shelve) -> None:
        """Open or make the file. Another `shape` of shelves than it was made with clears it."""
        self._path = path
        self._shelve = shelve
        self._own = threading.local()
        self._all: list[sqlite3.Connection] = []
        self.times_cleared = 0
        self._writer = self._connect()
        self._drop_others_tables()
        self._writer.executescript(_TABLES)
        known = self._fact("shape")
        if known != f"{_SCHEMA} {shape}":
            self.clear()
            self._set("shape", f"{_SCHEMA} {shape}")
        self.sequence = int(self._fact("sequence") or 0)
        self.mark = self._fact("mark") or ""
        """What tells the last row read from one of another log: its event and time."""

    def close(self) -> None:
        """Close every connection."""
        for connection in self._all:
            connection.close()
        self._all.clear()

    def clear(self) -> None:
        """Forget everything: it is read from the log again."""
        with self._transaction() as db:
            for table in _NAMES_OF_TABLES:
                db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
            if shape := self._fact("shape"):
                self._set("shape", shape)
        self.sequence = 0
        self.mark = ""
        self.times_cleared += 1

    # --- reading the log -----------------------------------------------------------------

    def apply(self, rows: Sequence[Row]) -> Change:
        """Take in rows that follow the last one read."""
        batch = _Batch()
        with self._transaction() as db:
            for row in rows:
                self._apply(db, row, batch)
            if any(entry.state == "recalled" for entry in batch.entries.values()):
                db.execute(_FORGET_EMPTY_SHELVES)
            self._set("sequence", str(rows[-1].sequence))
            self._set("mark", mark_of(rows[-1]))
        if any(not entry.is_live for entry in batch.entries.values()):
            # What was deleted stands in the journal until that is written back.
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.sequence, self.mark = rows[-1].sequence, mark_of(rows[-1])
        return Change(
            sequence=self.sequence,
            entries=tuple(batch.entries.values()),
            fresh=tuple(batch.fresh.values()),
            shelves=frozenset(batch.shelves),
            ends_changed=batch.ends_changed,
        )

    def _apply(self, db: sqlite3.Connection, row: Row, batch: _Batch) -> None:
        found = db.execute(
            "SELECT number, shelves, entry FROM stories WHERE article_id = ?", (row.article_id,)
        ).fetchone()
        before = unpacked(found[2]) if found else None
        entry = after(row, before)
        if entry is None:
            return
        old: dict[str, str] = orjson.loads(found[1]) if found else {}
        new = self._shelve(entry) if entry.is_live else {}
        written = packed(entry)
        number = found[0] if found else self._number(db, entry)
        if found and before and before.published_at is None and entry.published_at:
            # It was known by its end only: from here on it has its place by date.
            db.execute("DELETE FROM stories WHERE number = ?", (number,))
            number = self._number(db, entry)
        db.execute(
            "INSERT OR REPLACE INTO stories VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                number,
                entry.article_id,
                entry.short_id,
                entry.sequence,
                entry.is_live,
                entry.state == "recalled",
                entry.section,
                milliseconds(entry.gone_at) if entry.gone_at else None,
                orjson.dumps(new),
                written,
            ),
        )
        self._move(db, number, old, new, row)
        note_end(db, number, entry, before, old)
        self._keep_version(db, entry, before, written)
        taken = row.data.get("pictures_taken", ())
        note_pictures(db, entry, taken)
        if entry.is_live and taken:
            take_pictures(db, entry, taken)
        batch.entries[entry.article_id] = entry
        batch.shelves |= old.keys() | new.keys()
        batch.ends_changed |= (before and before.gone_at) != entry.gone_at
        if entry.is_live and (before is None or not before.is_live):
            batch.fresh[entry.article_id] = entry
        elif not entry.is_live:
            batch.fresh.pop(entry.article_id, None)

    def _number(self, db: sqlite3.Connection, entry: Entry) -> int:
        """Give a number that sorts by the time of first publication, the same everywhere."""
        at = milliseconds(entry.published_at or entry.modified_at)
        number = at * _IN_A_MILLISECOND + entry.sequence % _IN_A_MILLISECOND
        while db.execute("SELECT 1 FROM stories WHERE number = ?", (number,)).fetchone():
            number += 1
        return number

    def _move(
        self,
        db: sqlite3.Connection,
        number: int,
        old: dict[str, str],
        new: dict[str, str],
        row: Row,
    ) -> None:
        for shelf in old.keys() - new.keys():
            db.execute("DELETE FROM shelved WHERE shelf = ? AND number = ?", (shelf, number))
        db.executemany(
            "INSERT OR REPLACE INTO shelved VALUES (?, ?, ?)",
            [(shelf, number, label) for shelf, label in new.items()],
        )
        shelves, at = old.keys() | new.keys(), milliseconds(row.time)
        db.executemany(
            "INSERT OR IGNORE INTO names VALUES (?, '', 0, 0, 0, ?, 0)",
            [(each, _kind_of(each)) for each in shelves],
        )
        # The newest story says what a shelf is called: a name may be what is taken back.
        db.executemany(
            "UPDATE names SET stories = stories + ?2, changed = ?3, sequence = ?4, "
            "(newest, label) = (SELECT coalesce(max(number), 0), coalesce(label, '') "
            "FROM shelved WHERE shelved.shelf = ?1) WHERE shelf = ?1",
            [(each, (each in new) - (each in old), at, row.sequence) for each in shelves],
        )

    def _keep_version(
        self, db: sqlite3.Connection, entry: Entry, before: Entry | None, written: bytes
    ) -> None:
        if entry.state in ("killed", "recalled"):
            db.execute("DELETE FROM versions WHERE article_id = ?", (entry.article_id,))
        elif entry.is_live:
            if before is not None and _says_the_same(entry, before):
                # Only its pictures changed: no other version, to a reader of the text.
                db.execute(
                    "DELETE FROM versions WHERE article_id = ? AND step = ?",
                    (entry.article_id, before.step),
                )
            db.execute(
                "INSERT OR REPLACE INTO versions VALUES (?, ?, ?)",
                (entry.article_id, entry.step, written),
            )
            db.execute(
                "DELETE FROM versions WHERE article_id = ?1 AND step < (SELECT step FROM "
                "versions WHERE article_id = ?1 ORDER BY step DESC LIMIT 1 OFFSET ?2)",
                (entry.article_id, _VERSIONS_KEPT - 1),
            )

    # --- reading the catalogue -----------------------------------------------------------

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all that this thread reads meanwhile be of one moment."""
        db = self._reader
        db.execute("BEGIN")
        try:
            yield
        finally:
            db.execute("COMMIT")

    def pictured(self, sha256: str) -> set[tuple[str, str]]:
        """Give (state, focal point) of the stories that show a picture, or showed it.

        A state is `live`, `down`, `killed`, `recalled`, or `dropped`: live without it.
        """
        sql = "SELECT DISTINCT state, focus FROM pictured WHERE sha256 = ?"
        return {(state, focus) for state, focus in self._reader.execute(sql, (sha256,))}

    def by_short_id(self, short: str) -> Entry | None:
        """Give the article whose address ends so."""
        sql = "SELECT entry FROM stories WHERE short_id = ?"
        found = self._reader.execute(sql, (short,)).fetchone()
        return unpacked(found[0]) if found else None

    def numbered_among(self, numbers: Sequence[int]) -> list[tuple[int, Entry]]:
        """Give what is live under these numbers, with them, in their order."""
        marks = ",".join("?" * len(numbers))
        sql = f"SELECT number, entry FROM stories WHERE is_live AND number IN ({marks})"  # noqa: S608 - question marks
        found = dict(self._reader.execute(sql, [*numbers]))
        return [(number, unpacked(found[number])) for number in numbers if number in found]

    def by_ids(self, article_ids: Sequence[str]) -> list[Entry]:
        """Give what is live of these articles, in their order."""
        marks = ",".join("?" * len(article_ids))
        sql = f"SELECT article_id, entry FROM stories WHERE is_live AND article_id IN ({marks})"  # noqa: S608 - question marks
        found = dict(self._reader.execute(sql, [*article_ids]))
        return [unpacked(found[each]) for each in article_ids if each in found]

    def newest(self, shelf: str, limit: int, before: int | None = None) -> list[Entry]:
        """Give what stands on a shelf, newest first."""
        return [entry for _, entry in self.numbered(shelf, limit, before)]

    def numbered(
        self, shelf: str, limit: int, before: int | None = None
    ) -> list[tuple[int, Entry]]:
        """Give what stands on a shelf with the numbers to go on from."""
        sql = (
            "SELECT number, entry FROM shelved JOIN stories USING (number) "
            "WHERE shelf = ? AND number < ? ORDER BY number DESC LIMIT ?"
        )
        end = before if before is not None else 2**62
        return [(n, unpacked(e)) for n, e in self._reader.execute(sql, (shelf, end, limit))]

    def label(self, shelf: str) -> Label | None:
        """Give what a shelf is called, None where nothing stands on it."""
        sql = f"SELECT {_LABEL} FROM names WHERE shelf = ? AND stories > 0"  # noqa: S608 - ours
        found = self._reader.execute(sql, (shelf,)).fetchone()
        return Label(*found) if found else None

    def changed_at(self, shelf: str) -> int:
        """Give when a shelf last changed, in milliseconds from 1970, if only by emptying."""
        sql = "SELECT changed FROM names WHERE shelf = ?"
        found = self._reader.execute(sql, (shelf,)).fetchone()
        return int(found[0]) if found else 0

    def labels(self, start: str, limit: int) -> list[Label]:
        """Give the shelves whose names begin so, those with most stories first."""
        which = (
            "kind = ?1"
            if _kind_of(start) == start
            else ("shelf >= ?1 AND shelf < ?1 || char(1114111)")
        )
        sql = (
            f"SELECT {_LABEL} FROM names WHERE {which} "  # noqa: S608 - ours
            "AND stories > 0 ORDER BY stories DESC, shelf LIMIT ?2"
        )
        return [Label(*found) for found in self._reader.execute(sql, (start, limit))]

    def gone(self, shelf: str, limit: int) -> list[Entry]:
        """Give what readers had on a shelf and have no more, newest end first."""
        kind, _, key = shelf.partition("|")[2].partition(":")
        return gone_from(self._reader, shelf, key if kind == "section" else None, limit)

    def versions(self, article_id: str) -> list[Entry]:
        """Give every version of a story that was live and may still be seen, oldest first."""
        sql = "SELECT entry FROM versions WHERE article_id = ? ORDER BY step"
        return [unpacked(entry) for (entry,) in self._reader.execute(sql, (article_id,))]

    def shelves_changed(self, after: int, until: int) -> list[Label]:
        """Give the shelves that a row behind one, and up to another, was the last to change.

        Those that a story left are among them, and those that it left empty.
        """
        sql = f"SELECT {_LABEL} FROM names WHERE sequence > ? AND sequence <= ? ORDER BY shelf"  # noqa: S608 - ours
        return [Label(*found) for found in self._reader.execute(sql, (after, until))]

    def changed_after(self, sequence: int, limit: int) -> list[tuple[int, list[str], Entry]]:
        """Give (number, shelves, entry) of what changed behind a row, in that order."""
        sql = (
            "SELECT number, shelves, entry FROM stories WHERE sequence > ? "
            "ORDER BY sequence LIMIT ?"
        )
        return [
            (number, list(orjson.loads(shelves)), unpacked(entry))
            for number, shelves, entry in self._reader.execute(sql, (sequence, limit))
        ]

    def chunks(self, size: int) -> list[int]:
        """Give the number that each chunk of so many live stories begins with, oldest first."""
        sql = (
            "SELECT number FROM (SELECT number, row_number() OVER (ORDER BY number) AS nth "
            "FROM stories WHERE is_live) WHERE (nth - 1) % ? = 0"
        )
        return [number for (number,) in self._reader.execute(sql, (size,))]

    def chunk(self, start: int, size: int) -> list[Entry]:
        """Give live stories from a number on, oldest first."""
        sql = "SELECT entry FROM stories WHERE is_live AND number >= ? ORDER BY number LIMIT ?"
        return [unpacked(entry) for (entry,) in self._reader.execute(sql, (start, size))]

    # --- the file ------------------------------------------------------------------------

    @property
    def _reader(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._connect()
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, timeout=10
        )
        # A power cut may cost the last rows: they are read again.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        self._all.append(connection)
        return connection

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            yield self._writer
        except BaseException:
            self._writer.execute("ROLLBACK")
            raise
        self._writer.execute("COMMIT")

    def _drop_others_tables(self) -> None:
        """Let go of what another version of ours made: its tables have other columns."""
        with contextlib.suppress(sqlite3.OperationalError):
            shape = self._fact("shape")
            if shape is None or not shape.startswith(f"{_SCHEMA} "):
                for table in _NAMES_OF_TABLES:
                    self._writer.execute(f"DROP TABLE IF EXISTS {table}")

    def _fact(self, name: str) -> str | None:
        sql = "SELECT value FROM facts WHERE name = ?"
        found = self._writer.execute(sql, (name,)).fetchone()
        return found[0] if found else None

    def _set(self, name: str, value: str) -> None:
        self._writer.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def _kind_of(shelf: str) -> str:
    """Give what the names of all shelves of its edition and kind begin with."""
    return shelf[: shelf.index(":") + 1]


def mark_of(row: Row) -> str:
    """Name a row so that none of another log has the same name."""
    return f"{row.event_id} {row.time.isoformat()}"


def _says_the_same(entry: Entry, before: Entry) -> bool:
    """Tell whether two steps of one revision differ in their pictures alone."""
    if not (entry.is_live and before.is_live and entry.revision == before.revision):
        return False
    one, other = (orjson.loads(each.item or "{}") for each in (entry, before))
    return all(
        one.get(name) == other.get(name)
        for name in {*one, *other} - {"associations", "renditions", "descriptions"}
    )
