"""MongoDB, and the few write patterns the promise rests on. The one place that opens motor.

Documents hold what they are found and guarded by as BSON (datetimes in UTC, milliseconds) and
what they carry as JSON-like dictionaries (`model_dump(mode="json")`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bson.codec_options import CodecOptions
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection, AsyncIOMotorDatabase
from pymongo import ASCENDING, DESCENDING, InsertOne, UpdateOne
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ClientBulkWriteException,
    ConnectionFailure,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    WTimeoutError,
)
from pymongo.uri_parser import parse_uri

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Document = dict[str, Any]
Database = AsyncIOMotorDatabase[Document]
Collection = AsyncIOMotorCollection[Document]

DUPLICATE_KEY = 11000
_BULK_WRITE_SINCE = 8
"""The first MongoDB with the `bulkWrite` command."""


def connect(url: str, *, service: str, name: str = "copydesk") -> Database:
    """Open the newsroom's database; connecting happens at the first use.

    Times come back aware of UTC. Writes are acknowledged by a majority and journaled, unless
    the URL says otherwise: nx-27017 journals each document of a bulk write by itself, which
    costs three times the write, and a killed process loses nothing without it.
    """
    chosen = parse_uri(url)["options"]
    durable: dict[str, Any] = {"w": "majority", "journal": True}
    if "w" in chosen or "journal" in chosen:
        durable = {}
    client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(
        url,
        appname=f"copydesk-{service}",
        tz_aware=True,
        **durable,
        serverSelectionTimeoutMS=3000,
        connectTimeoutMS=3000,
        socketTimeoutMS=30000,
    )
    return client.get_database(name, codec_options=CodecOptions(tz_aware=True))


def to_ms(moment: datetime) -> int:
    """Write a time that is ranged over or set as ms since 1970.

    nx-27017 keeps and indexes whole numbers; a datetime that `$set` writes becomes text there.
    """
    return round(moment.timestamp() * 1000)


def from_ms(milliseconds: int) -> datetime:
    """Read such a time, in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


@dataclass(frozen=True, slots=True)
class Index:
    """One index; `keys` are field names, with a leading `-` for descending."""

    collection: str
    keys: tuple[str, ...]
    unique: bool = False


async def ensure_indexes(database: Database, indexes: Sequence[Index]) -> None:
    """Create what is missing; what is there stays."""
    for index in indexes:
        keys = [
            (key.lstrip("-"), DESCENDING if key[0] == "-" else ASCENDING) for key in index.keys
        ]
        await database[index.collection].create_index(keys, unique=index.unique)


async def insert_if_absent(
    collection: Collection, documents: Sequence[Document]
) -> list[Document]:
    """Insert each document unless its `_id` is taken; give back what is stored under each.

    The caller learns what an earlier try decided: compare with `is` to see whose it is.
    """
    won = await claim(collection, documents)
    lost = [document["_id"] for document, mine in zip(documents, won, strict=True) if not mine]
    if not lost:
        return [*documents]
    earlier = {found["_id"]: found async for found in collection.find({"_id": {"$in": lost}})}
    return [
        document if mine else earlier.get(document["_id"], document)
        for document, mine in zip(documents, won, strict=True)
    ]


async def claim(collection: Collection, documents: Sequence[Document]) -> list[bool]:
    """Insert each document in one unordered bulk; tell which inserts won a unique key."""
    return await _bulk(collection, [InsertOne(document) for document in documents])


class OrderedInserts:
    """Inserts documents of several collections in one command, where the server can.

    One command costs a third of one a collection. MongoDB can from 8.0 on. nx-27017 says so
    too, but takes the wrong lock for it; run by `services.control.document_server` it does
    not. So what counts is the version that the server names, and by itself nx-27017 names none.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._can: bool | None = None

    async def possible(self) -> bool:
        """Tell whether the server can; it is asked once."""
        if self._can is None:
            server = await self._database.client.server_info()
            self._can = server.get("versionArray", [0])[0] >= _BULK_WRITE_SINCE
        return self._can

    async def insert(self, documents: Sequence[tuple[str, Document]]) -> int:
        """Insert (collection, document) pairs in their order; give how many went in.

        The server stops at the first whose `_id` is taken, so what comes later in the list is
        never there without what comes before. A server that cannot do it inserts none.
        """
        if not documents or not await self.possible():
            return 0
        inserts = [
            InsertOne(document, namespace=f"{self._database.name}.{collection}")
            for collection, document in documents
        ]
        try:
            await self._database.client.bulk_write(inserts, ordered=True)
        except ClientBulkWriteException as error:
            if isinstance(error.error, Exception):
                raise error.error from error
            failures: Any = error.write_errors
            if error.write_concern_errors or not failures:
                raise
            first = failures[0]
            if first["code"] != DUPLICATE_KEY:
                raise OperationFailure(first["errmsg"], first["code"]) from error
            return int(first["idx"])
        return len(inserts)


async def guarded_upserts(
    collection: Collection, writes: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> list[bool]:
    """Apply (filter, update) pairs in one unordered bulk; tell which guards held.

    Each filter names an `_id` and the guard: where the guard fails, the upsert meets the taken
    `_id` and loses. A loser is decided again on what is there now, never taken for a winner.
    """
    return await _bulk(
        collection,
        [UpdateOne(dict(guard), dict(change), upsert=True) for guard, change in writes],
    )


async def _bulk(
    collection: Collection, requests: list[InsertOne[Document]] | list[UpdateOne]
) -> list[bool]:
    if not requests:
        return []
    won = [True] * len(requests)
    try:
        await collection.bulk_write(requests, ordered=False)
    except BulkWriteError as error:
        details = dict(error.details or {})
        for failure in details.get("writeErrors", []):
            if failure["code"] != DUPLICATE_KEY:
                raise
            won[failure["index"]] = False
        if details.get("writeConcernErrors"):
            raise
    return won


_REFUSALS = frozenset(
    {
        13,  # Unauthorized: a key or role was changed under us
        18,  # AuthenticationFailed
        91, 11600, 11602,  # ShutdownInProgress, InterruptedAtShutdown, InterruptedDueTo…
        189, 10107, 13435, 13436,  # PrimarySteppedDown, NotWritablePrimary, NotPrimary…
        64, 50, 262,  # WriteConcernFailed, MaxTimeMSExpired, ExceededTimeLimit
        14031, 17331,  # OutOfDiskSpace
    }
)  # fmt: skip


def is_away(error: BaseException) -> bool:
    """Tell whether MongoDB cannot be reached or refuses writes: nobody's entry is at fault."""
    if isinstance(error, AutoReconnect | ConnectionFailure | ExecutionTimeout | WTimeoutError):
        return True
    if isinstance(error, BulkWriteError):
        details = dict(error.details or {})
        codes = {failure.get("code") for failure in details.get("writeErrors", [])}
        return bool(details.get("writeConcernErrors")) or bool(codes & _REFUSALS)
    if isinstance(error, OperationFailure):
        return error.code in _REFUSALS or "disk" in str(error).lower()
    return isinstance(error, PyMongoError) and error.timeout
