"""Edge: the sketches, and the bands by which copies are found.

A copy is found whatever comes at the same moment elsewhere: each side first enters itself into
the bands of its sketch and looks second. Of two that meet in a band, the one entered later is
the copy, on whichever machine it is enriched.

Sketches stand apart from enrichments: many are read for each story, and an enrichment is twenty
times as large. What a story costs here does not grow with the number of stories: it is ten rows
of one band each, one find by `_id` over all bands of a batch, and one over its candidates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bson import Binary

from services.enrichment.steps.kin import Candidate, Similar
from services.enrichment.steps.sketch import ENTERED, Sketch
from shared.database import Database, Document, Index, claim, guarded_upserts

INDEXES = (
    Index("bands", ("day",)),
    Index("sketches", ("day",)),
)

MOST_IN_A_BAND = 64
"""A band keeps its newest members; more share one only in what everybody quotes."""
MOST_CANDIDATES = 20
_MOST_OF_ONE_ARTICLE = 2
"""A story in many revisions leaves room for others."""
_SECONDS_A_DAY = 86_400
_STILL_UNDER_WAY = timedelta(hours=1)
_FORGOTTEN_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision on its way into its bands. Without a sketch it enters none."""

    article_id: str
    revision: int
    at: datetime
    sketch: Sketch | None

    @property
    def key(self) -> str:
        """Which revision it is."""
        return f"{self.article_id}:{self.revision}"

    @property
    def name(self) -> str:
        """Who it is and when it came, from the event alone: a repeat enters nothing new."""
        return f"{self.key}@{int(self.at.timestamp())}"

    @property
    def bands(self) -> tuple[str, ...]:
        """What it looks under; it is entered under the first of them."""
        return self.sketch.bands if self.sketch else ()


class KinIndex:
    """What the newsroom remembers of its texts, to tell copies by."""

    def __init__(self, database: Database, *, kin_days: int) -> None:
        self._bands = database["bands"]
        self._sketches = database["sketches"]
        self._kin_for = timedelta(days=kin_days)

    async def enter(self, entries: Sequence[Entry]) -> None:
        """Begin each band, or join it where somebody is there; most are begun, which is quick.

        The guard is `$nin`: nx-27017 takes `$ne` to hold for an array that has the value.
        """
        rows = [
            (band, entry.name, _day(entry.at))
            for entry in entries
            for band in entry.bands[:ENTERED]
        ]
        begun = await claim(
            self._bands, [{"_id": band, "in": [name], "day": day} for band, name, day in rows]
        )
        await guarded_upserts(
            self._bands,
            [
                (
                    {"_id": band, "in": {"$nin": [name]}},
                    {
                        "$push": {"in": {"$each": [name], "$slice": -MOST_IN_A_BAND}},
                        "$max": {"day": day},
                    },
                )
                for (band, name, day), mine in zip(rows, begun, strict=True)
                if not mine
            ],
        )

    async def similar(self, entries: Sequence[Entry]) -> list[Similar]:
        """Give who came before each of these, which are entered already."""
        members = await self._members({band for entry in entries for band in entry.bands})
        met = [self._met(entry, members) for entry in entries]
        here = {entry.name: at for at, entry in enumerate(entries)}
        away = {name for meetings in met for name in meetings if name not in here}
        found = await self._kept({_key(name) for name in away})
        return [
            Similar(
                tuple(
                    _candidate(meeting, entries, here, found)
                    for meeting in meetings.values()
                    if (
                        _is_before(meeting, at, entries[theirs], theirs)
                        if (theirs := here.get(meeting.name)) is not None
                        else _is_kept(meeting, entry, found.get(_key(meeting.name)))
                    )
                )
            )
            for at, (entry, meetings) in enumerate(zip(entries, met, strict=True))
        ]

    async def sharing(self, entries: Sequence[Entry]) -> list[tuple[Entry, Candidate]]:
        """Give who stands in the bands of each of these, whoever came first."""
        members = await self._members({band for entry in entries for band in entry.bands})
        met = [self._met(entry, members, anyone=True) for entry in entries]
        found = await self._kept({_key(name) for meetings in met for name in meetings})
        return [
            (entry, _candidate(meeting, entries, {}, found))
            for entry, meetings in zip(entries, met, strict=True)
            for meeting in meetings.values()
            if "cluster" in found.get(_key(meeting.name), {"cluster": ""})
        ]

    async def keep(self, kept: Iterable[tuple[Entry, str]]) -> None:
        """Keep each one's sketch, with its cluster, to measure later ones against."""
        await claim(
            self._sketches,
            [
                {
                    "_id": entry.key,
                    "sketch": Binary(entry.sketch.to_bytes()),
                    "cluster": cluster,
                    "day": _day(entry.at),
                }
                for entry, cluster in kept
                if entry.sketch is not None
            ],
        )

    async def take_out(self, keys: Sequence[str]) -> None:
        """Name these revisions as nobody's kin any more; their hashes stay."""
        if not keys:
            return
        await self._sketches.update_many({"_id": {"$in": [*keys]}}, {"$unset": {"cluster": ""}})

    async def forget(self, now: datetime) -> int:
        """Clear away what nobody entered for as long as kin is remembered."""
        oldest = _day(now - self._kin_for)
        gone = 0
        for collection in (self._bands, self._sketches):
            while True:
                rows = collection.find({"day": {"$lt": oldest}}, {"_id": 1})
                ids = [row["_id"] async for row in rows.limit(_FORGOTTEN_AT_ONCE)]
                if not ids:
                    break
                await collection.delete_many({"_id": {"$in": ids}, "day": {"$lt": oldest}})
                gone += len(ids)
        return gone

    # --- bands ---------------------------------------------------------------------------

    async def _members(self, bands: Collection[str]) -> dict[str, list[str]]:
        if not bands:
            return {}
        found = self._bands.find({"_id": {"$in": [*bands]}}, {"in": 1})
        return {row["_id"]: row["in"] async for row in found}

    async def _kept(self, keys: Collection[str]) -> dict[str, Document]:
        if not keys:
            return {}
        found = self._sketches.find({"_id": {"$in": [*keys]}}, {"sketch": 1, "cluster": 1})
        return {row["_id"]: row async for row in found}

    def _met(
        self, entry: Entry, members: Mapping[str, Sequence[str]], *, anyone: bool = False
    ) -> dict[str, _Meeting]:
        """Give who stands in the bands we look under, whom we do not know to come after us.

        `anyone`: also who does.

        The likeliest come first: a band that many stand in says little.
        """
        common: Counter[str] = Counter()
        weight: defaultdict[str, float] = defaultdict(float)
        for band in entry.bands:
            seen = members.get(band, ())
            for name in seen:
                common[name] += 1
                weight[name] += 1 / len(seen)
        order = {} if anyone else dict(_order(entry, members))
        met: dict[str, _Meeting] = {}
        of_article: Counter[str] = Counter()
        for name in sorted(common, key=lambda name: (-weight[name], name)):
            if name == entry.name or order.get(name) is False:
                continue
            meeting = _Meeting.of(name, common[name], ahead=order.get(name))
            if entry.at - meeting.at > self._kin_for:
                continue
            of_article[meeting.article_id] += 1
            if of_article[meeting.article_id] <= _MOST_OF_ONE_ARTICLE:
                met[name] = meeting
            if len(met) == MOST_CANDIDATES:
                break
        return met


# --- who came first ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Somebody who stands in bands that we look under.

    `ahead` is None where no band holds both of us: then it does not say who came first.
    """

    name: str
    article_id: str
    revision: int
    at: datetime
    common: int
    ahead: bool | None

    @classmethod
    def of(cls, name: str, common: int, *, ahead: bool | None) -> _Meeting:
        key, _, came = name.partition("@")
        article_id, _, revision = key.rpartition(":")
        at = datetime.fromtimestamp(int(came), UTC)
        return cls(name, article_id, int(revision), at, common, ahead)


def _order(entry: Entry, members: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, bool]]:
    """Tell of each who shares a band with us whether they entered the first such one before us.

    Bands have one order for everybody, so that both sides read the same from the same band.
    Given last first: what a dictionary keeps is the first.
    """
    own = entry.name
    for band in reversed(entry.bands[:ENTERED]):
        seen = members.get(band, ())
        if own not in seen:
            continue
        place = seen.index(own)
        for at, name in enumerate(seen):
            if name != own:
                yield name, at < place


def _is_before(meeting: _Meeting, at: int, other: Entry, theirs: int) -> bool:
    """Tell whether somebody of our own batch came before us."""
    ahead = theirs < at if meeting.ahead is None else meeting.ahead
    return ahead and other.sketch is not None


def _is_kept(meeting: _Meeting, entry: Entry, kept: Document | None) -> bool:
    """Tell whether somebody came before us and was not taken out.

    Without a sketch they are at work elsewhere, or were: then they died. Who is killed at that
    very moment is named as well, so that moderation knows us for the copy.
    """
    if kept is not None:
        return "cluster" in kept
    if entry.at - meeting.at > _STILL_UNDER_WAY:
        return False
    if meeting.ahead is None:
        return (meeting.at, meeting.name) < (entry.at, entry.name)
    return meeting.ahead


def _candidate(
    meeting: _Meeting,
    entries: Sequence[Entry],
    here: Mapping[str, int],
    found: Mapping[str, Document],
) -> Candidate:
    sketch = cluster = None
    if meeting.name in here:
        sketch = entries[here[meeting.name]].sketch
    elif kept := found.get(_key(meeting.name)):
        sketch, cluster = Sketch.from_bytes(kept["sketch"]), kept["cluster"]
    return Candidate(
        meeting.article_id, meeting.revision, meeting.at, cluster, sketch, meeting.common
    )


def _key(name: str) -> str:
    return name.partition("@")[0]


def _day(at: datetime) -> int:
    return int(at.timestamp()) // _SECONDS_A_DAY
