"""Pure: the chain of the audit. Each entry's hash covers the one before it.

What people wrote stands beside the chain, which covers only its hash: a recall can take the
words, and the chain still holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

import orjson

from services.moderation.cases import Case, Decision
from shared.articles import Noun
from shared.ninjs import Moment

NOTHING_BEFORE = "0" * 64


class Happened(Noun):
    """Something that goes on the record. `id` says what happened, so that it does so once."""

    id: str
    at: Moment
    by: str
    what: str
    about: str
    note: str = ""
    before: str = ""
    after: str = ""


class Entry(Noun):
    """A link of the chain. `note` and `salt` may be gone; `note_hash` stays."""

    number: int
    id: str
    at: Moment
    by: str
    what: str
    about: str
    before: str = ""
    after: str = ""
    note: str | None = None
    salt: str = ""
    note_hash: str = ""
    previous: str
    hash: str


class Break(Noun):
    """Where the chain does not hold, and why."""

    number: int
    why: str


def link(happened: Happened, *, number: int, previous: str, salt: str) -> Entry:
    """Make the next entry of the chain."""
    entry = Entry(
        number=number,
        id=happened.id,
        at=happened.at,
        by=happened.by,
        what=happened.what,
        about=happened.about,
        before=happened.before,
        after=happened.after,
        note=happened.note or None,
        salt=salt if happened.note else "",
        note_hash=_note_hash(happened.note, salt) if happened.note else "",
        previous=previous,
        hash="",
    )
    return Entry.model_validate({**dict(entry), "hash": _hash(entry)})


def broken(
    entries: Iterable[Entry], *, number: int = 0, previous: str = NOTHING_BEFORE
) -> Break | None:
    """Find the first break: an entry that is missing, was put in, or was changed.

    `number` and `previous` are of the entry before the first. An end that was cut off leaves a
    chain that holds: keep the last number and hash elsewhere.
    """
    for entry in entries:
        number += 1
        if entry.number != number:
            return Break(number=number, why=f"entry {number} is missing")
        if entry.previous != previous:
            return Break(number=number, why="it does not follow the entry before it")
        if _hash(entry) != entry.hash:
            return Break(number=number, why="it was changed after it was written")
        if entry.note is not None and _note_hash(entry.note, entry.salt) != entry.note_hash:
            return Break(number=number, why="its note was changed after it was written")
        previous = entry.hash
    return None


def _hash(entry: Entry) -> str:
    covered = {
        "number": entry.number,
        "id": entry.id,
        "at": _written(entry.at),
        "by": entry.by,
        "what": entry.what,
        "about": entry.about,
        "before": entry.before,
        "after": entry.after,
        "note_hash": entry.note_hash,
        "previous": entry.previous,
    }
    return hashlib.sha256(orjson.dumps(covered, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _note_hash(note: str, salt: str) -> str:
    return hashlib.sha256(f"{salt}\0{note}".encode()).hexdigest()


def _written(at: datetime) -> str:
    return str(round(at.timestamp() * 1000))


def happened_to(case: Case) -> list[Happened]:
    """Tell everything that people did about a case, in the order they did it."""
    acts: list[Happened] = [_of_decision(case, decision) for decision in case.decisions]
    acts += [
        Happened(
            id=f"{case.key}:remark:{number}",
            at=remark.at,
            by=remark.by,
            what=remark.kind,
            about=case.key,
            note=remark.note,
        )
        for number, remark in enumerate(case.remarks, 1)
    ]
    return sorted(acts, key=lambda act: act.at)


def _of_decision(case: Case, decision: Decision) -> Happened:
    return Happened(
        id=f"{case.key}:decision:{decision.number}",
        at=decision.at,
        by=decision.by,
        what=decision.act,
        about=case.key,
        note=decision.note,
        before=decision.before.value,
        after=decision.after.value,
    )
