"""Runs nx-27017 as the embedded default wants it: quiet, quick, a transaction a command.

By itself nx-27017 commits every document of an `insert` or `update` on its own: each writes all
index pages anew, and a bulk write of 25 stories syncs as often as 25 single ones. MongoDB
commits the documents of a command together, and so does this: a third less CPU, a quarter of
the pages written, the same answers (docs/decisions/embedded-default.md).
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from nx_27017.handler import NeoSQLiteHandler
from nx_27017.nx_27017 import main

from services.control.document_server.queries import find_by_indexes

_Message = dict[str, Any]
_Answer = tuple[int, dict[str, Any]]
_Handle = Callable[[NeoSQLiteHandler, _Message], _Answer]

_WRITES = frozenset({"insert", "update", "delete"})
_LOST: dict[str, Any] = {
    "ok": 0,
    "code": 14031,  # OutOfDiskSpace: what SQLite undoes a whole transaction for, mostly
    "codeName": "OutOfDiskSpace",
    "errmsg": "the write was undone: the disk is full or failed",
}


_VERSION: dict[str, Any] = {"ok": 1, "version": "8.0.0", "versionArray": [8, 0, 0, 0]}
"""The MongoDB whose protocol this speaks: with the right lock, `bulkWrite` can be relied on."""


def _in_one_transaction(handle: _Handle) -> _Handle:
    """Make a handler of commands commit all that a write does at once, or nothing of it."""

    @functools.wraps(handle)
    def whole(self: NeoSQLiteHandler, message: _Message) -> _Answer:
        command = message["sections"][0][1]
        if next(iter(command), "").lower() == "buildinfo":
            return message["request_id"], _VERSION
        name = _written_database(command, message["sections"])
        if name is None:
            return handle(self, message)
        with self._lock_for(name):
            database = self.get_database(name)
            # SQLite changes how it syncs only between transactions.
            self._apply_write_concern(database, name, command.get("writeConcern"))
            if database.db.in_transaction:  # a client's own
                return handle(self, message)
            database.db.execute("BEGIN IMMEDIATE")
            try:
                answer = handle(self, message)
                if not database.db.in_transaction:
                    return message["request_id"], _LOST
                database.db.execute("COMMIT")
            finally:
                if database.db.in_transaction:
                    database.db.execute("ROLLBACK")
            return answer

    return whole


def _written_database(
    command: dict[str, Any], sections: list[tuple[str, dict[str, Any]]]
) -> str | None:
    """Name the one database that a command writes to; None for all other commands."""
    kind = next(iter(command), None)
    if kind in _WRITES:
        return str(command.get("$db", "test"))
    if kind == "bulkWrite":  # addressed to `admin`, whatever it writes to
        spaces = [each["ns"] for _, part in sections for each in part.get("nsInfo", ())]
        names = {space.partition(".")[0] for space in spaces}
        return names.pop() if len(names) == 1 else None
    return None


class _Received(dict[str, Any]):
    """A document off the wire: nobody else holds it, so a copy of it need not go deep.

    Copying each document value by value was a third of what its insert cost.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return dict(self)


def _as_received(convert: Callable[[NeoSQLiteHandler, Any], Any]) -> Callable[..., Any]:
    """Make the reader of a document's ObjectIds say that the document is off the wire."""

    @functools.wraps(convert)
    def converted(self: NeoSQLiteHandler, value: Any) -> Any:
        read = convert(self, value)
        return _Received(read) if isinstance(read, dict) else read

    return converted


def _run() -> None:
    """Serve until asked to stop. At its default level it would log each command twice."""
    logging.disable(logging.INFO)
    find_by_indexes()
    convert = "_convert_objectids"  # no public name; the package is held below 0.9
    setattr(NeoSQLiteHandler, convert, _as_received(getattr(NeoSQLiteHandler, convert)))
    NeoSQLiteHandler.handle_insert = _in_one_transaction(NeoSQLiteHandler.handle_insert)
    NeoSQLiteHandler.handle_command = _in_one_transaction(NeoSQLiteHandler.handle_command)
    main()


if __name__ == "__main__":
    _run()
