"""Where fronts are kept as people arranged them: one document for each front."""

from __future__ import annotations

from collections.abc import Sequence

from shared.database import Database, guarded_upserts
from shared.payloads import Arranged


class Arrangements:
    """The collection `fronts`: of each front the highest number counts, however late."""

    def __init__(self, database: Database) -> None:
        self._fronts = database["fronts"]

    async def save(self, arranged: Sequence[Arranged]) -> None:
        """Keep each, unless the front was arranged anew since."""
        await guarded_upserts(
            self._fronts,
            [
                (
                    {"_id": each.article_id, "number": {"$lt": each.number}},
                    {"$set": {"number": each.number, "front": each.model_dump(mode="json")}},
                )
                for each in arranged
            ],
        )

    async def all(self) -> tuple[Arranged, ...]:
        """Give every front that a person ever arranged, in the order of their names."""
        found = [Arranged.model_validate(doc["front"]) async for doc in self._fronts.find({})]
        return tuple(sorted(found, key=lambda each: each.article_id))
