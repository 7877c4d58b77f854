"""What ingest remembers of names: which stories bear one, and whether a stop named it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pymongo import UpdateOne

from services.ingest.identity.ids import name_key, name_keys, stop_key, stop_keys
from services.ingest.intake.decisions.filing import Buried, Name
from services.ingest.story import Mark
from shared.database import Database, Document, claim, from_ms, to_ms
from shared.lifecycle import State


class NameStore:
    """The names by which wires call their stories: uris and altIds, keyed by source."""

    def __init__(self, database: Database) -> None:
        self._names = database["names"]
        self._stopped = database["stopped_names"]

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
            keys = [(name_key(source, name), article_id) for source, name, article_id in known]
            # A stop may have named it first, and nx-27017 adds nothing to a list that is not
            # there.
            bare: Document = {"articles": {"$exists": False}}
            await self._names.bulk_write(
                [
                    UpdateOne({"_id": key, **bare}, {"$set": {"articles": []}})
                    for key, _ in keys
                ],
                ordered=False,
            )
            await self._names.bulk_write(
                [
                    UpdateOne({"_id": key}, {"$addToSet": {"articles": id_}})
                    for key, id_ in keys
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
        wanted = name_keys(names)
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

    async def bury(
        self, names: Mapping[str, Sequence[str]], buried: Mapping[str, Buried]
    ) -> None:
        """Keep each stopped story under all its (folded) names; a recall outweighs a kill."""
        writes = [
            UpdateOne(
                {"_id": stop_key(name)},
                {
                    "$set": {
                        f"stories.{id_}": buried[id_]._asdict() | {"at": to_ms(buried[id_].at)}
                    }
                },
                upsert=True,
            )
            for id_, borne in names.items()
            for name in borne
        ]
        if writes:
            await self._stopped.bulk_write(writes, ordered=False)

    async def buried(self, names: Iterable[str]) -> dict[str, dict[str, Buried]]:
        """Give the stopped stories that bear each of these (folded) names."""
        wanted = stop_keys(names)
        if not wanted:
            return {}
        return {
            wanted[found["_id"]]: {
                id_: Buried(told["source"], State(told["state"]), from_ms(told["at"]))
                for id_, told in found.get("stories", {}).items()
            }
            async for found in self._stopped.find({"_id": {"$in": list(wanted)}})
        }

    async def shared(self, source: str, names: Iterable[str]) -> set[str]:
        """Tell which of a wire's names several of its stories bear: they name none of them."""
        wanted = name_keys((source, name) for name in names)
        found = self._names.find({"_id": {"$in": list(wanted)}})
        return {
            wanted[each["_id"]][1] async for each in found if len(each.get("articles", ())) > 1
        }

    async def dig_up(self, article_id: str, names: Iterable[str]) -> None:
        """Forget that a story was stopped: it starts anew."""
        await self._stopped.update_many(
            {"_id": {"$in": [*stop_keys(names)]}},
            {"$unset": {f"stories.{article_id}": ""}},
        )

    async def free(self, source: str, names: Iterable[str]) -> None:
        """Forget that a kill named these: the next story that bears one lives."""
        keys = sorted(name_keys((source, name) for name in names))
        await self._names.update_many({"_id": {"$in": keys}}, {"$unset": {"killed_by": ""}})


def mark_of(document: Document) -> Mark:
    """Read a mark as it is kept."""
    return Mark(document["version"], document["created"], document["fingerprint"])
