"""What ingest remembers of names: which stories bear one, and whether a stop named it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pymongo import UpdateOne

from services.ingest.identity import name_key
from services.ingest.intake.batch import Name
from services.ingest.receive import Mark
from shared.database import Database, Document, claim


class NameStore:
    """The names by which wires call their stories: uris and altIds, keyed by source."""

    def __init__(self, database: Database) -> None:
        self._names = database["names"]

    async def register_names(
        self, names: Sequence[tuple[str, str, str]]
    ) -> set[tuple[str, str]]:
        """Remember which article each (source, name, article_id) belongs to.

        Gives the (source, name)s that were unknown until now: no kill or hold named them, and
        no story bore them.
        """
        won = await claim(
            self._names,
            [
                {"_id": name_key(source, name), "source": source, "articles": [article_id]}
                for source, name, article_id in names
            ],
        )
        known = [bearer for bearer, mine in zip(names, won, strict=True) if not mine]
        if known:
            await self._names.bulk_write(
                [
                    UpdateOne(
                        {"_id": name_key(source, name)},
                        {"$set": {"source": source}, "$addToSet": {"articles": article_id}},
                        upsert=True,
                    )
                    for source, name, article_id in known
                ],
                ordered=False,
            )
        return {bearer[:2] for bearer, mine in zip(names, won, strict=True) if mine}

    async def kill_names(self, names: Mapping[tuple[str, str], str]) -> None:
        """Remember which kill's receipt named each (source, name).

        A story that bears one of them later is dead on arrival.
        """
        if names:
            await self._names.bulk_write(
                [
                    UpdateOne(
                        {"_id": name_key(source, name)},
                        {"$set": {"source": source, "killed_by": receipt}},
                        upsert=True,
                    )
                    for (source, name), receipt in names.items()
                ],
                ordered=False,
            )

    async def hold_names(self, names: Mapping[tuple[str, str], Mark]) -> None:
        """Remember the hold that named each (source, name), for a story that comes after it."""
        if names:
            await self._names.bulk_write(
                [
                    UpdateOne(
                        {"_id": name_key(source, name)},
                        {"$set": {"source": source, "held": mark._asdict()}},
                        upsert=True,
                    )
                    for (source, name), mark in names.items()
                ],
                ordered=False,
            )

    async def names(self, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Name]:
        """Give each (source, name)'s articles, and whether a kill or a hold named it."""
        wanted = {name_key(source, name): (source, name) for source, name in names}
        if not wanted:
            return {}
        return {
            wanted[found["_id"]]: Name(
                frozenset(found.get("articles", ())),
                killed="killed_by" in found,
                held=mark_of(found["held"]) if "held" in found else None,
            )
            async for found in self._names.find({"_id": {"$in": list(wanted)}})
        }

    async def free(self, source: str, names: Iterable[str]) -> None:
        """Forget that a kill named these: the next story that bears one lives."""
        keys = sorted({name_key(source, name) for name in names})
        await self._names.update_many({"_id": {"$in": keys}}, {"$unset": {"killed_by": ""}})


def mark_of(document: Document) -> Mark:
    """Read a mark as it is kept."""
    return Mark(document["version"], document["created"], document["fingerprint"])
