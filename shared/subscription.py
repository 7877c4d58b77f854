"""Reading through FastStream: its subscriber brings batches, our loop does the rest.

FastStream acknowledges nothing, parses nothing and retries nothing here: its frame cannot be
read by others, one bad item fails its batch, and what it calls a nack leaves entries pending.
It offers all of that but one thing: that it makes no group (`start_broker`). What we rely on
beyond its documentation is held by tests/integration/shared/test_subscription.py.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, Self

from faststream import AckPolicy
from faststream.redis import RedisBroker, StreamSub
from faststream.redis.message import FAKE_CONSUMER, RedisBatchStreamMessage
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ReadOnlyError

from shared.entries import Entry
from shared.stage import StageRunner

_POLL_MS = 1000
"""How long a read waits for entries; well below the client's socket timeout."""
_ENDS_WITHIN_S = 5
"""How long a read that was stopped is waited for: the socket timeout, which ends any read."""


def make_broker(url: str, logger: logging.Logger, grace_s: float) -> RedisBroker:
    """Make the broker that all subscribers of a process share.

    A server that refuses an answer (a replica, say) is asked again ever more slowly: by itself
    FastStream would ask a thousand times a second.
    """
    return RedisBroker(
        url,
        logger=logger,
        log_level=logging.DEBUG,
        apply_types=False,
        graceful_timeout=grace_s,
        socket_timeout=5,
        socket_connect_timeout=3,
        retry=Retry(ExponentialBackoff(cap=2, base=0.1), 6),
        retry_on_error=[ReadOnlyError],
    )


async def start_broker(broker: RedisBroker) -> None:
    """Start all its subscribers, whose groups we have made.

    FastStream would make each group once more, which a server whose memory is full refuses
    even where the group is there: nobody would read what could free that memory. It has no
    option for it (0.7.8), so its client is told that they are there.
    """
    client: Any = await broker.connect()
    client.xgroup_create = _is_there
    await broker.start()


async def _is_there(**_: Any) -> None: ...


async def stop_broker(broker: RedisBroker) -> None:
    """Stop all its subscribers, and close its connections when nobody reads any more.

    FastStream cancels a read and closes the connections without waiting for its end (0.7.8); a
    read that lost its connection before it saw its end would then open another, for nobody.
    """
    await asyncio.gather(*map(_end_reading, broker.subscribers))
    await broker.stop()


async def _end_reading(subscriber: Any) -> None:
    tasks = [*subscriber.tasks]
    await subscriber.stop()
    if tasks:
        # Python 3.11's wait_for may swallow the cancellation: the read then ends by itself.
        await asyncio.wait(tasks, timeout=_ENDS_WITHIN_S)


class Subscription:
    """One stage's subscriber."""

    def __init__(self, broker: RedisBroker, runner: StageRunner[Any, Any]) -> None:
        self.stream = runner.stage.hears
        self._runner = runner
        self._read = _Stream(
            self.stream,
            group=runner.group,
            consumer=runner.consumer,
            batch=True,
            max_records=runner.batch_size,
            polling_interval=_POLL_MS,
        )
        self._subscriber = broker.subscriber(
            stream=self._read,
            parser=_parse,
            decoder=_decode,
            ack_policy=AckPolicy.MANUAL,
            title=f"{runner.group} hears {self.stream}",
        )

        @self._subscriber
        async def hear(entries: Sequence[Entry]) -> None:
            await runner.handle(entries)

    @property
    def listens(self) -> bool:
        """Whether it reads: running, with a task that has not ended."""
        tasks = self._subscriber.tasks
        return self._subscriber.running and any(not task.done() for task in tasks)

    async def restart(self) -> None:
        """Listen again, whatever made it stop."""
        await _end_reading(self._subscriber)
        await self._subscriber.start()

    def adapt(self) -> None:
        """Read as many entries at once as the loop now wants, from the next read on."""
        self._read.max_records = self._runner.batch_size


class _Stream(StreamSub[Any]):
    """A stream that stays itself: what is set on it counts from the next read on.

    FastStream would copy it three times a batch.
    """

    def add_prefix(self, prefix: str) -> Self:
        """Give itself: no broker of ours has a prefix."""
        assert not prefix
        return self


async def _parse(message: Any) -> RedisBatchStreamMessage:
    """Wrap a batch as it came; FastStream's own parser would join its bodies into one."""
    ids = message["message_ids"]
    return RedisBatchStreamMessage(
        raw_message=message,
        body=b"",
        message_id=ids[0].decode(),
        correlation_id=ids[0].decode(),
        consumer=FAKE_CONSUMER,
        group=None,
    )


async def _decode(message: RedisBatchStreamMessage) -> Any:
    raw = message.raw_message
    return [
        Entry(id_.decode(), fields)
        for id_, fields in zip(raw["message_ids"], raw["data"], strict=True)
    ]
