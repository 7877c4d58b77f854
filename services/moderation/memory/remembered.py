"""Edge: what the stages and the desk remember, together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.moderation.cases import Case
from services.moderation.desk.audit.storage import INDEXES as AUDIT_INDEXES
from services.moderation.desk.audit.storage import AuditStore
from services.moderation.desk.front.storage import INDEXES as FRONT_INDEXES
from services.moderation.desk.front.storage import FrontStore
from services.moderation.desk.people.storage import INDEXES as PEOPLE_INDEXES
from services.moderation.desk.people.storage import PeopleStore
from services.moderation.desk.queue.saved import INDEXES as SAVED_INDEXES
from services.moderation.desk.queue.storage import INDEXES as QUEUE_INDEXES
from services.moderation.desk.queue.storage import QueueStore
from services.moderation.histories.storage import INDEXES as HISTORY_INDEXES
from services.moderation.histories.storage import HistoryStore
from services.moderation.judge import Known
from services.moderation.pictures.storage import INDEXES as PICTURE_INDEXES
from services.moderation.pictures.storage import CasePictures
from services.moderation.policies.storage import INDEXES as POLICY_INDEXES
from services.moderation.policies.storage import PolicyStore
from services.moderation.storage import INDEXES as CASE_INDEXES
from services.moderation.storage import CaseStore
from shared import clock
from shared.articles import Article
from shared.events import Event
from shared.lifecycle import State
from shared.media import Media, MediaEnd, pictures_of
from shared.payloads import KnownBy
from shared.service import Service
from shared.stops import Stop

INDEXES = (
    *CASE_INDEXES,
    *QUEUE_INDEXES,
    *AUDIT_INDEXES,
    *PEOPLE_INDEXES,
    *SAVED_INDEXES,
    *POLICY_INDEXES,
    *HISTORY_INDEXES,
    *PICTURE_INDEXES,
    *FRONT_INDEXES,
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the stages and the desk remember."""

    cases: CaseStore
    queue: QueueStore
    audit: AuditStore
    histories: HistoryStore
    policies: PolicyStore
    pictures: CasePictures
    people: PeopleStore
    fronts: FrontStore

    @classmethod
    def of(cls, service: Service) -> Memory:
        """Open every store of a service."""
        queue = QueueStore(service.database)
        return cls(
            cases=CaseStore(service.database, service.timeline, queue),
            queue=queue,
            audit=AuditStore(service.database),
            histories=HistoryStore(service.database),
            policies=PolicyStore(service.database),
            pictures=CasePictures(service.database),
            people=PeopleStore(service.database, service.seal),
            fronts=FrontStore(service.database),
        )

    async def known(self, events: Sequence[Event]) -> list[Known]:
        """Load what judging needs, with each source's past."""
        sources = (event.data.article.source.id for event in events)
        pasts = await self.histories.of(sources, clock.now())
        return [
            replace(
                each,
                history=pasts[event.data.article.source.id],
                media=await self._media(event.data.article),
            )
            for event, each in zip(events, await self.cases.known(events), strict=True)
        ]

    async def _media(self, article: Article) -> tuple[Media, ...]:
        names = {name for each in pictures_of(article.item) for name in each.names}
        found = await self.pictures.named(article.source.id, names) if names else []
        return tuple(each.media for each in found)

    async def note(self, decided: Sequence[tuple[Event, Media]]) -> list[Media | None]:
        """Keep what is told of pictures."""
        await self.pictures.note([event for event, _ in decided], clock.now())
        return [media for _, media in decided]

    async def end(
        self, decided: Sequence[tuple[Event, Stop | MediaEnd | KnownBy]]
    ) -> list[Stop | MediaEnd | KnownBy | None]:
        """Close what is stopped, learn what it is known by, and note the ends of pictures."""
        stops = [(event, each) for event, each in decided if isinstance(each, Stop)]
        stopped = iter(await self.stop(stops))
        await self.cases.learn([(event, e) for event, e in decided if isinstance(e, KnownBy)])
        ends = [event for event, each in decided if isinstance(each, MediaEnd)]
        await self.pictures.note(ends, clock.now())
        return [next(stopped) if isinstance(e, Stop) else e for _, e in decided]

    async def open(self, decided: Sequence[tuple[Event, Case]]) -> list[Case | None]:
        """Open the cases, and count them in their sources' pasts."""
        articles = [(case.key, case.article) for _, case in decided if case.article]
        await self.pictures.note_uses(articles)
        stored = await self.cases.open(decided)
        # Second: of a picture and a case that come at one moment, one finds the other.
        await self.pictures.mark_named((each for _, each in articles), clock.now())
        await self.histories.count([case for _, case in decided])
        for case in stored:
            if case is not None and case.state is State.RECALLED:  # it came meanwhile
                await self.pictures.forget_uses(case.article_id)
        return stored

    async def stop(self, decided: Sequence[tuple[Event, Stop]]) -> Sequence[Stop | None]:
        """Close what is stopped; a recall takes the words out of the audit as well."""
        stopped = await self.cases.stop(decided)
        await self.histories.count_killed(
            (event.data.source for event, _ in decided if event.data.source), clock.now()
        )
        for _, tombstone in decided:
            if tombstone.state is State.RECALLED:
                await self.audit.purge(tombstone.article_id)
                await self.cases.owed.forget_names(tombstone.article_id)
                await self.pictures.forget_uses(tombstone.article_id)
        return stopped
