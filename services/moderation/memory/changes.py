"""Edge: which cases have changed, for what is drawn from them."""

from __future__ import annotations

from collections.abc import Sequence

from services.moderation.cases import Case
from services.moderation.memory.documents import to_case
from shared.database import Database


class CaseChanges:
    """Cases in the order in which they were written, or came."""

    def __init__(self, database: Database) -> None:
        self._cases = database["cases"]

    async def whole(self, keys: Sequence[str]) -> list[Case]:
        """Give those of these cases that there are, with their texts, in no order."""
        if not keys:  # nx-27017 looks at every document for an empty `$in`
            return []
        return [to_case(row) async for row in self._cases.find({"_id": {"$in": [*keys]}})]

    async def since(self, touched: int, limit: int) -> list[tuple[int, str, int]]:
        """Give (when in ms, key, count of changes) of the cases written since, in order."""
        rows = self._cases.find({"touched": {"$gte": touched}}, {"touched": 1, "changes": 1})
        found = await rows.sort("touched", 1).limit(limit).to_list(None)
        return [(int(row["touched"]), row["_id"], int(row["changes"])) for row in found]

    async def after(self, order: str, limit: int) -> list[tuple[str, str, int]]:
        """Give (place, key, count of changes) of all cases in the order they came."""
        rows = self._cases.find({"order": {"$gt": order}}, {"order": 1, "changes": 1})
        found = await rows.sort("order", 1).limit(limit).to_list(None)
        return [(row["order"], row["_id"], int(row["changes"])) for row in found]

    async def count(self) -> int:
        """Tell how many cases there are."""
        return int(await self._cases.estimated_document_count())
