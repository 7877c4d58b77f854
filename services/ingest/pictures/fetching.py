"""Gets the bytes of pictures that items name, when it is time, and never in a story's way.

An item that names pictures is marked as it is stored; `Clerk` turns marks into errands,
`Fetchers` run them: from the web as the source's pollers would, or out of the delivery that the
bytes came in.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter as Counting
from collections.abc import Callable
from datetime import datetime, timedelta

from prometheus_client import Counter, Gauge
from structlog.typing import FilteringBoundLogger

from services.ingest.formats.parts import bytes_in
from services.ingest.intake.decisions.kept import Kept
from services.ingest.intake.memory.storage import StoryStore
from services.ingest.intake.memory.storage_deliveries import DeliveryStore
from services.ingest.pictures.errands import Errand, errands_of, wait_s, withdrawn_by
from services.ingest.pictures.facts import PictureFacts, RefusedError
from services.ingest.pictures.files.readers import PictureReaders
from services.ingest.pictures.keeper import Keeper
from services.ingest.pictures.standing import KeptPicture
from services.ingest.pictures.storage import ErrandStore, Lease
from services.ingest.pulling.plan import PullPlan
from services.ingest.pulling.storage import PullStore
from services.ingest.pulling.web import PullFailedError, Web
from services.ingest.sources.storage import SourceStore
from shared import database as mongo
from shared import streams
from shared.chronicle import Chronicle
from shared.metrics import Metrics
from shared.objects import ObjectsAwayError
from shared.timeline import Reason, TimelineRecord

_AT_ONCE = 8
"""Pictures that one process fetches at a time; they mostly wait for servers."""
_OF_ONE_SOURCE = 4
"""Of these, one source's: a slow server keeps nobody else's pictures waiting."""
_CLERKS_PAGE = 50
_MOST_ADDRESSES = 3
"""Of one picture, tried one after the other: an original may be what nobody here reads."""
_STORE_WAIT = timedelta(seconds=3)


class Clerk:
    """Writes errands for the pictures that taken items name."""

    def __init__(
        self,
        stories: StoryStore,
        errands: ErrandStore,
        keeper: Keeper,
        now: Callable[[], datetime],
    ) -> None:
        self._stories = stories
        self._errands = errands
        self._keeper = keeper
        self._now = now

    async def look(self) -> int:
        """Write the errands of all items that wait for it; give how many did."""
        count = 0
        while page := await self._stories.naming_pictures(_CLERKS_PAGE):
            for kept in page:
                await self._write(kept)
            await self._stories.pictures_asked([kept.key for kept in page])
            count += len(page)
        return count

    async def _write(self, kept: Kept) -> None:
        article = kept.article
        for statement, names in withdrawn_by(article):
            await self._keeper.withdraw(article.source.id, statement, names)
        for errand in errands_of(article, kept.receipt):
            stopped = any(each.pub_status == "canceled" for each in errand.statements)
            whole = await self._errands.add(errand, now=self._now(), stopped=stopped)
            for there in await self._keeper.kept_under(errand.source, whole.hrefs):
                await self._keeper.hear(errand.source, there.media.sha256, whole)


class Fetchers:
    """Runs errands, sharing them with any number of other processes."""

    def __init__(
        self,
        errands: ErrandStore,
        keeper: Keeper,
        readers: PictureReaders,
        web: Web,
        *,
        pulls: PullStore,
        sources: SourceStore,
        deliveries: DeliveryStore,
        chronicle: Chronicle,
        metrics: Metrics,
        log: FilteringBoundLogger,
        now: Callable[[], datetime],
        lease_s: float,
    ) -> None:
        self._errands = errands
        self._keeper = keeper
        self._readers = readers
        self._web = web
        self._pulls = pulls
        self._sources = sources
        self._deliveries = deliveries
        self._chronicle = chronicle
        self._log = log
        self._now = now
        self._lease_s = lease_s
        self._at_work: dict[asyncio.Task[None], str] = {}
        self._outcomes = Counter(
            "copydesk_pictures_total",
            "Pictures fetched; `late` rises while a server is away, `refused` when it sends "
            "what is no picture.",
            ("outcome",),
            registry=metrics.registry,
        )
        self._waiting = Gauge(
            "copydesk_pictures_waiting",
            "Pictures that items name and that are still to be had.",
            registry=metrics.registry,
        )

    async def look(self) -> None:
        """Start what is due, as much as there are hands for."""
        self._at_work = {task: who for task, who in self._at_work.items() if not task.done()}
        free = _AT_ONCE - len(self._at_work)
        if free <= 0:
            return
        counts = Counting(self._at_work.values())
        busy = [source for source, count in counts.items() if count >= _OF_ONE_SOURCE]
        for lease in await self._errands.lease_due(
            now=self._now(), lease_s=self._lease_s, most=free, busy=busy
        ):
            self._at_work[asyncio.create_task(self._run(lease))] = lease.errand.source

    async def count(self) -> None:
        """Read the gauge."""
        self._waiting.set(await self._errands.waiting())

    async def stop(self) -> None:
        """Leave what is in hand: its lease runs out, and somebody else fetches it."""
        for task in self._at_work:
            task.cancel()
        await asyncio.gather(*self._at_work, return_exceptions=True)

    async def settled(self) -> None:
        """Wait for what is in hand."""
        await asyncio.gather(*self._at_work)

    async def _run(self, lease: Lease) -> None:
        try:
            await self._serve(lease)
        except ObjectsAwayError as error:
            self._log.warning("store_away", task="pictures", error=str(error)[:300])
            await self._errands.give_back(lease, until=self._now() + _STORE_WAIT)
        except Exception as error:  # noqa: BLE001  what is not known is logged with its stack
            # The lease runs out by itself, and then somebody tries again.
            if not mongo.is_away(error) and not streams.is_away(error):
                self._log.exception("picture_stumbled", errand=lease.errand.key)

    async def _serve(self, lease: Lease) -> None:
        errand = lease.errand
        try:
            kept = await self._known(errand) or await self._fetch(errand)
        except PullFailedError as error:
            await self._late(lease, error)
            return
        except RefusedError as error:
            await self._errands.finish(lease, "refused", reason=str(error))
            await self._note(errand, "picture_refused", str(error))
            return
        sha256 = kept.media.sha256
        more = await self._errands.finish(lease, "done", sha256=sha256)
        while more is not None:  # other items have named it meanwhile
            await self._keeper.hear(errand.source, sha256, more.errand)
            more = await self._errands.finish(more, "done", sha256=sha256)
        await self._note(errand, "picture_stored", "", kept)

    async def _known(self, errand: Errand) -> KeptPicture | None:
        if errand.sha256 is None:
            return None
        return await self._keeper.hear(errand.source, errand.sha256, errand)

    async def _fetch(self, errand: Errand) -> KeptPicture:
        """Get the picture by the first of its addresses that gives one."""
        source = await self._sources.find(errand.source)
        failed: PullFailedError | None = None
        refused: RefusedError | None = None
        for href in errand.hrefs[:_MOST_ADDRESSES]:
            try:
                data, facts = await self._read(errand, href)
            except PullFailedError as error:
                failed = error
            except RefusedError as error:
                refused = error
            else:
                return await self._keeper.keep(
                    data,
                    facts,
                    source=errand.source,
                    rights=source.facts.rights if source else (),
                    errand=errand,
                )
        raise failed or refused or RefusedError("it has no address")

    async def _read(self, errand: Errand, href: str) -> tuple[bytes, PictureFacts]:
        if href.startswith("urn:"):
            data = await self._from_delivery(errand)
        else:
            lease = await self._pulls.find(errand.source)
            plan = lease.plan if lease else PullPlan(url=href, every_s=1)
            answer = await self._web.get(href, plan, {"Accept": _ACCEPTED})
            answer.check(self._now())
            data = answer.content
        return data, await self._readers.read(data)

    async def _from_delivery(self, errand: Errand) -> bytes:
        receipt = errand.receipt
        found = await self._deliveries.delivery(receipt, with_content=True) if receipt else None
        if found is not None and found.same_as:
            found = await self._deliveries.delivery(found.same_as, with_content=True)
        if found is not None and found.content is not None and errand.sha256:
            data = await asyncio.to_thread(
                bytes_in, found.content, found.media_type, errand.sha256
            )
            if data is not None:
                return data
        raise RefusedError("its bytes did not come along and are not kept")

    async def _late(self, lease: Lease, error: PullFailedError) -> None:
        wait = wait_s(lease.failures + 1, error.retry_after_s, random.random())  # noqa: S311  jitter
        if wait is None:
            await self._errands.finish(lease, "gave_up", reason=str(error))
            await self._note(lease.errand, "picture_given_up", str(error))
            return
        await self._errands.postpone(lease, until=self._now() + wait, reason=str(error))
        self._outcomes.labels("late").inc()
        self._log.warning(
            "picture_late",
            source=lease.errand.source,
            reason=str(error),
            failures=lease.failures + 1,
        )

    async def _note(
        self, errand: Errand, outcome: str, why: str, kept: KeptPicture | None = None
    ) -> None:
        """Write into the timelines of the items that name it what became of a picture."""
        self._outcomes.labels(outcome.removeprefix("picture_")).inc()
        now = self._now()
        await self._chronicle.append(
            [
                TimelineRecord(
                    article_id=each.article_id,
                    revision=each.revision,
                    stage="ingest",
                    event_id=f"{errand.key}:{outcome}",
                    at=now,
                    outcome=outcome,
                    reasons=(Reason(rule="picture", explanation=why),) if why else (),
                    details={
                        "picture": _shown(errand.hrefs[0]),
                        **({"media": kept.media.sha256} if kept else {}),
                    },
                )
                for each in errand.statements
            ]
        )


_ACCEPTED = "image/avif,image/webp,image/jpeg,image/png,image/gif,image/heic;q=0.9,*/*;q=0.1"


def _shown(href: str) -> str:
    """Give an address without what may be a key in it."""
    return href.partition("?")[0][:300]
