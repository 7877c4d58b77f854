"""Edge: has cases judged again whose pictures have come, changed or ended; in any process.

A picture is marked in the write that changes it, and unmarked once its cases are saved: what
dies in between is done again, and judging again what has not changed changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from structlog.typing import FilteringBoundLogger

from services.moderation.cases import Case
from services.moderation.desk.acts.outbox import Outbox
from services.moderation.pictures.looking import held_in, looked_again
from services.moderation.pictures.storage import CasePictures
from services.moderation.policy import Policy
from services.moderation.telling import decision_records
from shared import clock, streams
from shared import database as mongo
from shared.chronicle import Chronicle
from shared.media import Media, pictures_of

_AT_ONCE = 50
_TRIES = 20


class _Cases(Protocol):
    """Whoever keeps the cases."""

    async def case(self, key: str) -> Case | None:
        """Give a case as it is now."""
        ...

    async def replace(self, before: Case, after: Case) -> bool:
        """Store a changed case if it is still the one that was changed."""
        ...


class SecondLooks:
    """The loop of one process."""

    def __init__(
        self,
        pictures: CasePictures,
        cases: _Cases,
        outbox: Outbox,
        timeline: Chronicle,
        policy: Callable[[], Policy],
        *,
        log: FilteringBoundLogger,
    ) -> None:
        self._pictures = pictures
        self._cases = cases
        self._outbox = outbox
        self._timeline = timeline
        self._policy = policy
        self._log = log

    async def run(self) -> None:
        """Look at all that is marked now."""
        while marked := await self._pictures.marked(_AT_ONCE):
            waits = False
            for each in marked:
                keys = await self._pictures.cases_of(each.picture)
                if all([await self._looked(key) for key in keys]):
                    await self._pictures.settle(each)
                else:
                    waits = True
            if waits:
                return

    async def _looked(self, key: str) -> bool:
        """Judge one case again. What cannot be judged is logged and left as it is."""
        try:
            return await self._look(key)
        except Exception as error:
            if mongo.is_away(error) or streams.is_away(error):
                raise
            self._log.exception("second_look_failed", case=key)
            return True

    async def _look(self, key: str) -> bool:
        """Judge one case again; False where that must wait for a decision to leave."""
        for _ in range(_TRIES):
            case = await self._cases.case(key)
            if case is None or case.article is None:
                return True
            if case.leaves_at is not None and not case.newer:
                return False
            media, held = await self._known(case)
            after = looked_again(case, media, held, clock.now(), policy=self._policy())
            if after is not None and not await self._cases.replace(case, after):
                continue
            now = after or case
            if now.leaves_at is not None:
                self._outbox.wake()
            elif any(each.act == "look_again" for each in now.decisions):
                await self._timeline.append(decision_records(now))
            return True
        return False

    async def _known(self, case: Case) -> tuple[tuple[Media, ...], tuple[str, ...]]:
        assert case.article is not None
        names = {name for each in pictures_of(case.article.item) for name in each.names}
        found = await self._pictures.named(case.source, names)
        held = await self._pictures.held(case.source, names)
        return tuple(each.media for each in found), held_in(case.article, held)
