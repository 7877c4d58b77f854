"""Edge: carries notices to the webhooks of sources, each in one process's hands at a time."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import datetime

from structlog.typing import FilteringBoundLogger

from services.ingest.intake.memory.storage import StoryStore
from services.ingest.notices.due import (
    Notice,
    NoticeState,
    after,
    looked_at_again,
    next_of_each_story,
    notice_of,
)
from services.ingest.notices.storage import NoticeStore, Webhook
from services.ingest.sources.signatures import live_secrets
from services.ingest.sources.storage_habits import Alert
from shared.answers import Verdict
from shared.events import ArticleSentBack
from shared.lifecycle import State
from shared.webhooks import Sender

_AT_ONCE = 8
"""Sources that this process calls at the same time: one that hangs holds up no other."""


class NoticeCourier:
    """Keeps what sources are to be told, and tells it.

    `lease_s` is longer than a try takes, so that a slow far end is not called by two.
    """

    def __init__(
        self,
        store: NoticeStore,
        stories: StoryStore,
        sender: Sender,
        *,
        pepper: bytes,
        holder: str,
        now: Callable[[], datetime],
        log: FilteringBoundLogger,
        look_every_s: float,
        lease_s: float,
    ) -> None:
        self._store = store
        self._stories = stories
        self._sender = sender
        self._pepper = pepper
        self._holder = holder
        self._now = now
        self._log = log
        self._look_every_s = look_every_s
        self._lease_s = lease_s

    async def owe(self, events: Sequence[ArticleSentBack]) -> None:
        """Keep what the wires that have a webhook are to be told of these.

        What was recalled meanwhile is forgotten again: a recall sets its tombstone first and
        forgets second, so one of the two sees the other.
        """
        told = await self._store.with_webhook([event.data.source for event in events])
        wanted = [event for event in events if event.data.source in told]
        if not wanted:
            return
        now = self._now()
        receipts = await self._stories.receipts_by_revision([event.key for event in wanted])
        notices = [notice_of(event, receipts.get(event.key, ""), now) for event in wanted]
        await self._store.owe(notices, now)
        stories = await self._stories.stories({event.data.article_id for event in wanted})
        await self._store.purge(
            [id_ for id_, story in stories.items() if story.tombstone is State.RECALLED]
        )

    async def run(self) -> None:
        """Tell what is due, for ever."""
        room = asyncio.Semaphore(_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            while True:
                await room.acquire()
                webhook = await self._store.lease_due(
                    self._holder, now=self._now(), lease_s=self._lease_s
                )
                if webhook is not None:
                    task = group.create_task(self._serve(webhook))
                    task.add_done_callback(lambda _: room.release())
                    continue
                room.release()
                await asyncio.sleep(self._look_every_s)

    async def _serve(self, webhook: Webhook) -> None:
        try:
            await self._tell_all(webhook)
        except Exception as error:  # noqa: BLE001 - its lease ends, and it is tried again
            self._log.warning(
                "notices_stumbled", source=webhook.source, error=repr(error)[:300]
            )

    async def _tell_all(self, webhook: Webhook) -> None:
        """Tell a source what is due, then give it back, also after what came meanwhile."""
        held: Webhook | None = webhook
        while held is not None:
            waiting = await self._store.waiting(held.source)
            now = self._now()
            due_at = looked_at_again(waiting, held.breaker, now)
            if due_at is not None and due_at <= now:
                for notice in next_of_each_story(waiting):
                    allowed = held.breaker.allows(self._now().timestamp())
                    if notice.due_at > now or not allowed:
                        break
                    if not await self._tell(held, notice):
                        return
            elif await self._store.give_back(held, due_at):
                return
            else:
                held = await self._store.again(held)

    async def _tell(self, webhook: Webhook, notice: Notice) -> bool:
        """Make one try; False where the source is no longer ours."""
        if not await self._store.renew(webhook, now=self._now(), lease_s=self._lease_s):
            return False
        body = await self._store.body(notice)
        if body is None:  # its story was recalled meanwhile
            return True
        secrets = live_secrets(webhook.source, webhook.version, self._pepper, "webhook secret")
        answer = await self._sender.send(webhook.url, secrets, notice.id, body)
        now = self._now()
        webhook.breaker.saw(answer.verdict, now.timestamp())
        ended = after(notice, answer, now, random.random())  # noqa: S311 - jitter
        await self._store.tried(webhook, ended, now)
        if answer.verdict is not Verdict.TAKEN and (
            ended.attempts == 1 or ended.state is NoticeState.GIVEN_UP
        ):
            # The first failure and the end are news; what is between stands in its notice.
            self._log.warning(
                "source_webhook_failed",
                source=webhook.source,
                article_id=notice.article_id,
                answer=ended.answer,
                attempts=ended.attempts,
                state=ended.state.value,
            )
        return True

    async def alerts(self) -> list[Alert]:
        """Give what a person has to see to: notices that were given up."""
        return [
            Alert(
                each.source,
                "webhook",
                "",
                each.since,
                f"{each.count} of the stories sent back did not reach its webhook "
                f"({each.answer}); mend it, then `copydesk source webhook {each.source} "
                "--retry`",
                each.count,
            )
            for each in await self._store.given_up()
        ]
