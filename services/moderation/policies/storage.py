"""Edge: the activations, one document each, and the stories that a policy is tried on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.moderation.policies.activation import Activation
from services.moderation.shadow import Judged
from shared.articles import Article, Enrichment, Verdict
from shared.database import Database, Document, Index, claim, to_ms

INDEXES = (Index("policies", ("at",)),)
_TRIES = 20


@dataclass(frozen=True, slots=True)
class _JudgedPage:
    """Some stories in the order they were judged, when the last was, and what follows."""

    stories: tuple[Judged, ...]
    until: datetime | None
    after: str | None


class PolicyStore:
    """The policies that people put in force."""

    def __init__(self, database: Database) -> None:
        self._policies = database["policies"]
        self._cases = database["cases"]

    async def newest(self) -> Activation | None:
        """Give the activation in force, None before the first."""
        rows = await self._policies.find({}).sort("_id", -1).limit(1).to_list(1)
        return _to_activation(rows[0]) if rows else None

    async def list(self, limit: int) -> list[Activation]:
        """Give the last activations, the newest first."""
        rows = self._policies.find({}).sort("_id", -1).limit(limit)
        return [_to_activation(row) async for row in rows]

    async def add(
        self, *, version: str, text: str | None, by: str, note: str, at: datetime, before: str
    ) -> Activation:
        """Put a policy in force; of two at a time the later number counts."""
        for _ in range(_TRIES):
            newest = await self.newest()
            activation = Activation(
                number=(newest.number if newest else 0) + 1,
                version=version,
                text=text,
                by=by,
                note=note,
                at=at,
                before=newest.version if newest else before,
            )
            document = {
                **activation.model_dump(mode="json"),
                "_id": f"{activation.number:016d}",
                "at": to_ms(at),
                "said_at": at.isoformat(),
            }
            if (await claim(self._policies, [document]))[0]:
                return activation
        message = "too many change the policy at once"
        raise RuntimeError(message)

    async def judged(self, since: datetime, after: str | None, limit: int) -> _JudgedPage:
        """Give stories with the verdicts they got, the oldest first, without purged ones."""
        start = {"$gt": after} if after else {"$gte": f"{to_ms(since):015d}"}
        wanted = {"order": start, "verdict": {"$ne": None}}
        rows = await self._cases.find(wanted).sort("order", 1).limit(limit).to_list(None)
        stories = tuple(
            Judged(
                Article.model_validate(row["article"]),
                Enrichment.model_validate(row["enrichment"]),
                Verdict.model_validate(row["verdict"]),
            )
            for row in rows
            if row.get("article") and row.get("enrichment")
        )
        return _JudgedPage(
            stories=stories,
            until=rows[-1]["judged_at"] if rows else None,
            after=rows[-1]["order"] if len(rows) == limit else None,
        )


def _to_activation(row: Document) -> Activation:
    return Activation.model_validate({**row, "at": row["said_at"]})
