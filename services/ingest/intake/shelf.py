"""What a batch is decided on, and where it is put: the stores, in the order that holds.

`load` reads what deciding needs and decides; `keep` stores all that was decided, and decides
again what another process was faster with.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from services.ingest.intake.decisions.batch import Batch
from services.ingest.intake.decisions.deliveries import Delivery
from services.ingest.intake.decisions.filing import Filing
from services.ingest.intake.memory.storage import StoryStore
from services.ingest.intake.memory.storage_deliveries import DeliveryStore
from services.ingest.intake.memory.storage_names import NameStore
from services.ingest.story import Story
from shared.database import Database

_MOST_TRIES = 20
_NAMES_REMEMBERED = 100_000


class ContestedError(Exception):
    """Other processes kept winning the race for an article's next revision."""


class Shelf:
    """Everything that intake keeps: stories, the names they bear, deliveries."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self.stories = StoryStore(database)
        self.deliveries = DeliveryStore(database)
        self._names = NameStore(database)
        self._now = now
        self._names_known: dict[tuple[str, str, str], None] = {}

    async def load(self, batch: Batch) -> None:
        """Load what deciding needs, and decide: late items with all revisions of their story.

        What is written about names is written first, so that of a story and a kill that name
        each other at the same time, one sees the other.
        """
        await self._load_names(batch)
        batch.stories, batch.buried = await asyncio.gather(
            self.stories.stories(batch.article_ids()),
            self._names.buried(batch.names_to_watch()),
        )
        while batch.follow_successors():
            await self._load_names(batch)
            batch.stories = await self.stories.stories(batch.article_ids())
        if buried := batch.to_bury():
            await self.stories.bury(buried)
            batch.buried = await self._names.buried(batch.names_to_watch())
        batch.decide_all()
        while lacking := batch.want_all_revisions():
            complete, behind = await self.stories.complete_stories(lacking)
            batch.stories.update(complete)
            batch.unfinished += behind
            batch.lagging |= {kept.article.article_id for kept in behind}
            batch.decide_all()

    async def keep(self, batch: Batch, deliveries: Sequence[Delivery]) -> bool:
        """Store all that was decided; tell whether the timeline tells of it all already.

        Mostly every story is new, and one command does; where it meets what is stored already,
        or a head that was there has to be moved, the rest goes step by step.
        """
        expected = {delivery.receipt: batch.standings(delivery) for delivery in deliveries}
        contested, told = await self._keep_at_once(batch, deliveries)
        if contested:
            await self._settle(batch, contested)
            await self.stories.bury(batch.to_bury())
        for delivery in deliveries:
            standings = batch.standings(delivery)
            if delivery.replayed:
                await self.deliveries.release(batch.raw_item(delivery))
            elif standings != expected[delivery.receipt]:
                await self.deliveries.set_standings(delivery.receipt, standings)
        return told

    async def _load_names(self, batch: Batch) -> None:
        bearers = batch.bearers()
        killed, held = batch.killed_names(), batch.held_names()
        new = [bearer for bearer in bearers if bearer not in self._names_known]
        unheard_of = await self._names.register_names(new)
        self._remember_names(new)
        if killed:
            await self._names.kill_names(killed)
        if held:
            await self._names.hold_names(held)
        borne = {(source, name) for source, name, _ in bearers}
        wanted = (borne - unheard_of) | killed.keys() | held.keys() | batch.names_to_try()
        batch.names = await self._names.names(wanted)

    def _remember_names(self, names: Iterable[tuple[str, str, str]]) -> None:
        if len(self._names_known) > _NAMES_REMEMBERED:
            self._names_known.clear()
        self._names_known.update(dict.fromkeys(names))

    async def _keep_at_once(
        self, batch: Batch, deliveries: Sequence[Delivery]
    ) -> tuple[set[str], bool]:
        """Give the articles that others were faster with, and whether all is told already."""
        raw_items = [batch.raw_item(each) for each in deliveries if not each.replayed]
        unclaimed = [filing for filing in batch.filings if filing.needs_claim]
        moves = _moves(batch, batch.moved())
        new = [move for move in moves if move[1].changes == 0]
        only_new = len(new) == len(moves)
        done = await self.stories.keep_at_once(
            raw_items,
            [filing.kept() for filing in unclaimed],
            new,
            batch.records() if only_new else (),
            at=self._now(),
        )
        for filing in unclaimed[: done.claimed]:
            filing.claimed = True
        if only_new and done.whole:
            return set(), True
        if not done.whole:
            await self.deliveries.keep_deliveries(raw_items)
        lost = await self._claim(batch.filings)
        in_place = {story.article_id for _, story in new[: done.moved]}
        lost |= await self._move_heads(batch, batch.moved(), except_=lost | in_place)
        return lost, False

    async def _claim(self, filings: Iterable[Filing]) -> set[str]:
        """Store each revision under its number; give the articles where one was taken."""
        unclaimed = [filing for filing in filings if filing.needs_claim]
        won = await self.stories.claim_revisions(
            [filing.kept() for filing in unclaimed], at=self._now()
        )
        for filing, mine in zip(unclaimed, won, strict=True):
            filing.claimed = mine
        return {filing.article_id for filing in unclaimed if not filing.claimed}

    async def _move_heads(
        self, batch: Batch, stories: Iterable[Story], *, except_: set[str]
    ) -> set[str]:
        """Move heads; give the articles whose head somebody else has moved."""
        moves = _moves(batch, (each for each in stories if each.article_id not in except_))
        won = await self.stories.move_heads(moves)
        return {
            story.article_id for (_, story), mine in zip(moves, won, strict=True) if not mine
        }

    async def _settle(self, batch: Batch, contested: set[str]) -> None:
        """Decide again what another process was faster with, on what is there now."""
        for _ in range(_MOST_TRIES):
            stories, behind = await self.stories.complete_stories(contested)
            ours = {filing.kept().key for filing in batch.filings if filing.claimed}
            batch.unfinished += [kept for kept in behind if kept.key not in ours]
            again, overtaken = batch.decide_again(stories)
            for filing in overtaken:
                await self.stories.restate(filing.kept())
            lost = await self._claim(again)
            contested = lost | await self._move_heads(batch, batch.after.values(), except_=lost)
            if not contested:
                return
        raise ContestedError


def _moves(batch: Batch, stories: Iterable[Story]) -> list[tuple[str, Story]]:
    """Give each story whose head has to move with its source."""
    source_of = batch.source_of()
    return [(source_of[story.article_id], story) for story in stories]
