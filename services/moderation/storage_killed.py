"""Edge: what was stopped, and by what a killed story is known again: its names, and its copies.

Kept for ever, as hashes and ids: a recall leaves no word here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from services.moderation.cases import Case
from shared.articles import Article, Enrichment, Killed
from shared.database import Database, Document, Index, claim
from shared.events import Event
from shared.lifecycle import State
from shared.payloads import KnownBy
from shared.stops import Stop

INDEXES = (
    Index("moderation_tombstones", ("article_id",)),
    Index("moderation_tombstones", ("names",)),
    Index("moderation_tombstones", ("copies",)),
)
_SAME_WORDS = 0.9
"""Share of one story in another from which it is that story, as enrichment has it."""


class KilledStories:
    """The kills, recalls and holds that moderation has heard of."""

    def __init__(self, database: Database) -> None:
        self._tombstones = database["moderation_tombstones"]
        self._cases = database["cases"]

    async def keep(self, decided: Sequence[tuple[Event, Stop]]) -> None:
        """Keep each stop, with what a killed story is known by as far as we have judged it.

        The stop first: a case that comes meanwhile finds it, or is found. With its lists, as
        nx-27017 adds nothing to one that is not there.
        """
        by_event = {stop.event_id: (stop, event.data.source) for event, stop in decided}
        await claim(
            self._tombstones,
            [
                {
                    "_id": stop.event_id,
                    **stop.model_dump(mode="json"),
                    **(
                        {}
                        if stop.state is State.WITHHELD
                        else {"source": source, "names": [], "copies": []}
                    ),
                }
                for stop, source in by_event.values()
            ],
        )
        for stop, _ in by_event.values():
            if stop.state is not State.WITHHELD:
                rows = self._cases.find(
                    {"article_id": stop.article_id}, {"names": 1, "copies": 1}
                )
                await self._add(stop.article_id, await rows.to_list(None))

    async def keep_known_by(self, told: Sequence[tuple[Event, KnownBy]]) -> None:
        """Keep what enrichment tells of killed stories; it may come before the kill."""
        await self.keep([(event, _stop_by(event)) for event, _ in told])
        for _, known_by in told:
            await self._add(
                known_by.article_id, [{"names": known_by.names, "copies": known_by.copies}]
            )

    async def learn(self, opened: Sequence[Event]) -> set[str]:
        """Add what stories are known by that came here only after their kill; give their ids.

        They have their cases by now, so that a kill which comes meanwhile finds those.
        """
        stops = await self.stops_of([event.data.article_id for event in opened])
        dead = {
            article_id
            for article_id, each in stops.items()
            if any(stop.state is not State.WITHHELD for stop in each)
        }
        for event in opened:
            if event.data.article_id in dead:
                known_by = {
                    "names": names_of(event.data.article),
                    "copies": copies_of(event.data.enrichment),
                }
                await self._add(event.data.article_id, [known_by])
        return dead

    async def _add(self, article_id: str, known_by: Iterable[Document]) -> None:
        rows = [*known_by]
        more = {
            field: {"$each": sorted({each for row in rows for each in row.get(field, ())})}
            for field in ("names", "copies")
        }
        if any(each["$each"] for each in more.values()):
            stone = {"article_id": article_id, "state": {"$ne": State.WITHHELD.value}}
            await self._tombstones.update_many(stone, {"$addToSet": more})

    async def stops_of(self, ids: Sequence[str]) -> dict[str, list[Stop]]:
        """Give what has stopped each of these articles."""
        found: dict[str, list[Stop]] = defaultdict(list)
        async for row in self._tombstones.find({"article_id": {"$in": [*ids]}}):
            found[row["article_id"]].append(Stop.model_validate(row))
        return found

    async def killed_of(self, cases: Sequence[Case]) -> dict[str, list[Killed]]:
        """Tell of each case which killed stories it has a name or nearly all the words of."""
        names = {name for case in cases for name in names_of(case.article)}
        kin = {id_ for case in cases for id_ in copies_of(case.enrichment)}
        ids = {case.article_id for case in cases}
        rows: dict[str, Document] = {}
        for field, wanted in (("names", names), ("article_id", kin), ("copies", ids)):
            if wanted:
                found = self._tombstones.find({field: {"$in": sorted(wanted)}})
                rows |= {row["_id"]: row async for row in found}
        return {case.key: _killed_of(case, rows.values()) for case in cases}

    async def let_pass(self, killed: Iterable[str]) -> list[str]:
        """Give the keys of the approved cases that have a name or the words of these."""
        ids = [*killed]
        stones = self._tombstones.find({"article_id": {"$in": ids}}, {"names": 1, "copies": 1})
        rows = await stones.to_list(None)
        wanted = {
            "names": sorted({name for row in rows for name in row.get("names", ())}),
            "copies": ids,
            "article_id": sorted({id_ for row in rows for id_ in row.get("copies", ())}),
        }
        keys: dict[str, None] = {}
        for field, values in wanted.items():
            if values:
                asked = {field: {"$in": values}, "state": State.APPROVED.value}
                found = self._cases.find(asked, {"_id": 1})
                keys |= dict.fromkeys([row["_id"] async for row in found])
        return [*keys]


def _stop_by(event: Event) -> Stop:
    """Read the kill that a story is known for."""
    data: KnownBy = event.data
    return Stop(
        event_id=event.id,
        article_id=data.article_id,
        revision=data.revision,
        state=data.state,
        by=data.by,
        at=data.at,
    )


def names_of(article: Article | None) -> list[str]:
    """Give a story's names as hashes, none where a recall has taken it."""
    return article.hashed_names if article else []


def copies_of(enrichment: Enrichment | None) -> list[str]:
    """Give the stories with which one shares nearly all the words."""
    kin = enrichment.kin if enrichment else None
    copies = kin.copies if kin else ()
    return sorted({each.article_id for each in copies if each.containment >= _SAME_WORDS})


def _killed_of(case: Case, tombstones: Iterable[Document]) -> list[Killed]:
    """Give the killed stories that a case is a copy of, each once."""
    names, copies = {*names_of(case.article)}, {*copies_of(case.enrichment)}
    # What starts a killed story anew was let do so by a person.
    own = (case.article_id, case.article.reinstates if case.article else "")
    found: dict[str, Killed] = {}
    for row in tombstones:
        stop = Stop.model_validate(row)
        by_name = not names.isdisjoint(row.get("names", ()))
        by_words = stop.article_id in copies or case.article_id in row.get("copies", ())
        is_other = stop.article_id not in own and stop.state is not State.WITHHELD
        if is_other and (by_name or by_words) and stop.article_id not in found:
            found[stop.article_id] = Killed(
                article_id=stop.article_id,
                by="name" if by_name else "words",
                same_source=row.get("source") == case.source,
                recalled=stop.state is State.RECALLED,
                at=stop.at,
            )
    return [*found.values()]
