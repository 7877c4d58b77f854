"""What the catalogue keeps of an article beside its shelves: itself, its pictures, its past."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Sequence

import orjson

from services.publish.pictures.shown.reading import foci_in, uris_of, without
from services.publish.reader.catalogue.entry import Entry


def packed(entry: Entry) -> bytes:
    """Write an article for the file."""
    return zlib.compress(entry.model_dump_json(exclude_defaults=True).encode(), 1)


def unpacked(written: bytes) -> Entry:
    """Read an article from the file."""
    return Entry.model_validate_json(zlib.decompress(written))


def take_pictures(db: sqlite3.Connection, entry: Entry, taken: Sequence[str]) -> None:
    """Take killed pictures out of the versions that showed them."""
    sql = "SELECT step, entry FROM versions WHERE article_id = ?"
    found = db.execute(sql, (entry.article_id,)).fetchall()
    versions = [(step, unpacked(kept)) for step, kept in found]
    uris = uris_of((version.item for _, version in versions), taken)
    for step, version in versions:
        left = without(version.item, taken, is_named=uris.__contains__)
        if left != version.item:
            cut = Entry.model_validate({**dict(version), "item": left})
            db.execute(
                "UPDATE versions SET entry = ? WHERE article_id = ? AND step = ?",
                (packed(cut), entry.article_id, step),
            )


def note_pictures(db: sqlite3.Connection, entry: Entry, taken: Sequence[str]) -> None:
    """Note which pictures a story shows; those that it showed are known as that.

    So are those that `taken` says it showed: their rows lost them before they were read here.
    """
    state = "dropped" if entry.is_live else entry.state
    db.executemany(
        "INSERT OR IGNORE INTO pictured VALUES (?, ?, ?, '')",
        [(sha256, entry.article_id, state) for sha256 in taken],
    )
    db.execute("UPDATE pictured SET state = ? WHERE article_id = ?", (state, entry.article_id))
    shown = foci_in(orjson.loads(entry.item)) if entry.is_live and entry.item else {}
    db.executemany(
        "INSERT OR REPLACE INTO pictured VALUES (?, ?, 'live', ?)",
        [(sha256, entry.article_id, focus) for sha256, focus in shown.items()],
    )


def note_end(
    db: sqlite3.Connection,
    number: int,
    entry: Entry,
    before: Entry | None,
    shelves: Iterable[str],
) -> None:
    """Note on which shelves an article stood when it left; forget that once it is back.

    Only hashes are kept: a shelf's name may be of the words that are taken back.
    """
    if entry.is_live or entry.state == "recalled":
        db.execute("DELETE FROM stood WHERE number = ?", (number,))
    elif before is not None and before.is_live:
        db.executemany(
            "INSERT OR IGNORE INTO stood VALUES (?, ?)",
            [(_mark_of_shelf(each), number) for each in shelves],
        )


def gone_from(
    db: sqlite3.Connection, shelf: str, section: str | None, limit: int
) -> list[Entry]:
    """Give what stood on a shelf and is gone, newest end first.

    Where an article stood nobody knows who read the log after its kill, and nobody at all of a
    recalled one: it counts for every shelf, as far as its address does not say otherwise.
    """
    sql = (
        "SELECT entry FROM stories WHERE gone IS NOT NULL AND ("
        "number IN (SELECT number FROM stood WHERE shelf = ?1) "
        "OR (NOT EXISTS (SELECT 1 FROM stood WHERE stood.number = stories.number) "
        "AND (?2 IS NULL OR section = ?2 OR is_recalled))) ORDER BY gone DESC LIMIT ?3"
    )
    found = db.execute(sql, (_mark_of_shelf(shelf), section, limit))
    return [unpacked(entry) for (entry,) in found]


def _mark_of_shelf(shelf: str) -> bytes:
    return hashlib.blake2b(shelf.encode(), digest_size=8).digest()
