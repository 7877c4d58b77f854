"""Webhooks: to each site what it is owed, in order for each story, however slow it is.

Every site has a courier of its own in every process, so that one that hangs holds up nobody
else; a try is claimed by compare-and-set, so that two couriers never carry the same thing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import random
import secrets
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import httpx
import orjson
from structlog.typing import FilteringBoundLogger

from services.publish.bell import Bell
from services.publish.delivery import (
    Answer,
    Breaker,
    Delivery,
    Downstream,
    Verdict,
    after,
    claimed,
    owed,
    retry_after,
    sign,
)
from services.publish.rows import Row, cloudevent
from services.publish.storage import PublishStore
from services.publish.storage_sites import SiteStore
from shared.addresses import is_public

ROWS_AT_ONCE = 100
TRIES_AT_ONCE = 4
ARTICLES_AT_ONCE = 20
TIMEOUT_S = 15.0
LOOK_FOR_SITES_EVERY_S = 2.0


class ForbiddenAddressError(Exception):
    """A webhook's address leads into our own networks."""


@dataclass(slots=True)
class Couriers:
    """Carries what the log says to every site that asked for webhooks."""

    store: PublishStore
    sites: SiteStore
    told: Bell
    now: Callable[[], datetime]
    log: FilteringBoundLogger
    allow_private: bool = False
    look_every_s: float = LOOK_FOR_SITES_EVERY_S

    async def run(self, every_s: float) -> None:
        """Keep one courier at work for each site, as sites come and go."""
        at_work: dict[str, asyncio.Task[None]] = {}
        tls = httpx.create_ssl_context(trust_env=False)
        try:
            while True:
                wanted = {s.id for s in await self.sites.all() if s.channel == "webhook"}
                for site in wanted - at_work.keys():
                    at_work[site] = asyncio.create_task(self._visit(site, tls, every_s))
                for site in [site for site, task in at_work.items() if task.done()]:
                    del at_work[site]
                await asyncio.sleep(self.look_every_s)
        finally:
            for task in at_work.values():
                task.cancel()
            await asyncio.gather(*at_work.values(), return_exceptions=True)

    async def _visit(self, site_id: str, tls: ssl.SSLContext, every_s: float) -> None:
        # Connections are kept by address: one that two sites shared would be open to the wrong
        # one of two names.
        async with httpx.AsyncClient(
            verify=tls,
            timeout=TIMEOUT_S,
            follow_redirects=False,
            headers={"User-Agent": "Copydesk-Webhooks/1"},
            trust_env=False,
        ) as client:
            await self._serve(site_id, client, every_s)

    async def _serve(self, site_id: str, client: httpx.AsyncClient, every_s: float) -> None:
        breaker = Breaker()
        while True:
            try:
                heard = self.told.rings
                site = await self.sites.get(site_id)
                if site is None:
                    return
                await self.fan_out(site)
                if not await self.carry(site, client, breaker):
                    await self.told.wait(heard, every_s)
            except Exception as error:  # noqa: BLE001 - a courier comes back whatever it met
                self.log.warning("courier_stumbled", site=site_id, error=repr(error)[:300])
                await asyncio.sleep(every_s)

    # --- from the log to deliveries ------------------------------------------------------

    async def fan_out(self, site: Downstream) -> None:
        """Make a site's deliveries of the rows that it has not been considered for."""
        while rows := await self.store.rows_after(site.fanned, ROWS_AT_ONCE):
            newest = {row.article_id: row for row in rows}
            todo = list(newest.values())
            # Of a story that was published and killed in one go nobody has anything.
            while todo:
                todo = await self._owe(site, todo)
            up_to = rows[-1].sequence
            await self.sites.fanned(site, up_to)
            site = site.model_validate({**dict(site), "fanned": up_to})

    async def _owe(self, site: Downstream, rows: list[Row]) -> list[Row]:
        """Write down what rows mean for a site; give those that somebody else changed."""
        known = await self.sites.known(site.id, [row.article_id for row in rows])
        new: list[tuple[Row, Delivery]] = []
        changed: list[tuple[Row, Delivery, Delivery]] = []
        for row in rows:
            before = known.get(row.article_id)
            due = owed(site, row, before, self.now())
            if due is not None and before is None:
                new.append((row, due))
            elif due is not None and before is not None:
                changed.append((row, before, due))
        created = await self.sites.create([each for _, each in new])
        replaced = await self.sites.replace([(before, due) for _, before, due in changed])
        lost = [row for (row, _), won in zip(new, created, strict=True) if not won]
        lost += [row for (row, _, _), won in zip(changed, replaced, strict=True) if not won]
        return lost

    # --- from deliveries to the site -----------------------------------------------------

    async def carry(self, site: Downstream, client: httpx.AsyncClient, breaker: Breaker) -> int:
        """Try what is due, as far as the site is to be troubled; give how much was tried."""
        due = await self.sites.due(site.id, self.now(), ARTICLES_AT_ONCE)
        if not site.is_enabled:
            due = [each for each in due if each.is_kill]
        allowed = breaker.allows(time.monotonic())
        if allowed is not None:
            # Whoever holds a killed story is asked whatever the breaker says.
            kills = [each for each in due if each.is_kill]
            due = kills or due[:allowed]
        room = asyncio.Semaphore(TRIES_AT_ONCE)

        async def one(delivery: Delivery) -> bool:
            async with room:
                return await self._try(site, delivery, client, breaker)

        return sum(await asyncio.gather(*(one(each) for each in due)))

    async def _try(
        self,
        site: Downstream,
        delivery: Delivery,
        client: httpx.AsyncClient,
        breaker: Breaker,
    ) -> bool:
        mine = claimed(delivery, secrets.token_hex(8), self.now())
        if not (await self.sites.replace([(delivery, mine)]))[0]:
            return False
        [row] = await self.store.rows_after(mine.sequence - 1, 1)
        if row.is_redacted:
            # The kill that took its words is on its way into this delivery.
            answer = Answer(None, "waits for the kill")
        else:
            answer = await self._send(site, row, client)
            breaker.saw(answer.verdict, time.monotonic())
        while True:
            current = (await self.sites.known(site.id, [mine.article_id])).get(mine.article_id)
            if current is None or current.busy != mine.busy:
                break
            chance = random.random()  # noqa: S311 - jitter
            ended = after(current, mine.sequence, answer, self.now(), chance)
            if (await self.sites.replace([(current, ended)]))[0]:
                break
        if answer.verdict is Verdict.GONE and not mine.is_kill:
            reason = "The site answered 410 Gone."
            await self._switch_off(site.id, reason)
        if answer.verdict is not Verdict.TAKEN:
            self.log.warning(
                "webhook_failed", site=site.id, article_id=row.article_id, answer=str(answer)
            )
        return True

    async def _switch_off(self, site_id: str, reason: str) -> None:
        if (site := await self.sites.get(site_id)) is not None:
            off = {**dict(site), "is_enabled": False, "disabled_because": reason}
            await self.sites.change(Downstream.model_validate(off))

    async def _send(self, site: Downstream, row: Row, client: httpx.AsyncClient) -> Answer:
        body = orjson.dumps(cloudevent(row))
        sent_at = int(time.time())
        headers = {
            "Content-Type": "application/cloudevents+json",
            "webhook-id": row.event_id,
            "webhook-timestamp": str(sent_at),
            "webhook-signature": sign(site.secrets, row.event_id, sent_at, body),
        }
        try:
            async with asyncio.timeout(TIMEOUT_S):
                url, host = await checked_address(site.url or "", self.allow_private)
                async with client.stream(
                    "POST",
                    url,
                    content=body,
                    headers={**headers, "Host": host},
                    extensions={"sni_hostname": urlsplit(f"//{host}").hostname},
                ) as response:
                    # What a site has to say beyond its status is not read.
                    later = retry_after(response.headers.get("retry-after"), self.now())
                    return Answer(response.status_code, retry_after=later)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError) as error:
            return Answer(None, f"{type(error).__name__}: {error}"[:200])
        except ForbiddenAddressError as error:
            return Answer(None, str(error))


async def checked_address(url: str, allow_private: bool) -> tuple[str, str]:  # noqa: FBT001 - a setting
    """Give a URL with the address instead of the name, and the name: what we check is called.

    Raises `ForbiddenAddressError` for names that lead to ourselves or into private networks.
    """
    loop = asyncio.get_running_loop()
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ForbiddenAddressError("a webhook's URL is http or https, with a host")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = await loop.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except ValueError as error:  # half an IPv6 address, no port, a host that is no name
        raise ForbiddenAddressError(f"this is no URL: {error}") from error
    addresses = [ipaddress.ip_address(str(info[4][0]).partition("%")[0]) for info in found]
    if not addresses:
        raise ForbiddenAddressError(f"{parts.hostname} has no address")
    if not allow_private and not all(is_public(address) for address in addresses):
        raise ForbiddenAddressError(f"{parts.hostname} leads into a private network")
    address = addresses[0]
    literal = f"[{address}]" if address.version == 6 else str(address)  # noqa: PLR2004 - IPv6
    target = parts._replace(netloc=f"{literal}:{port}").geturl()
    return target, parts.netloc.rpartition("@")[2]
