"""Who reads, and how far: a token tells the site, and its view tells what it may see."""

from __future__ import annotations

import asyncio
import hmac
from datetime import datetime

from fastapi import Request
from pydantic import SecretStr

from services.publish.downstream.directory import Directory
from services.publish.downstream.sites import EVERYTHING, View, hash_token
from services.publish.downstream.storage import SiteStore
from shared.problems import Problem

GATHER_FOR_S = 0.5


class Readers:
    """Tells who asks. `tokens` see everything; `is_open`: so does who has none."""

    def __init__(
        self, directory: Directory, *, tokens: tuple[SecretStr, ...], is_open: bool
    ) -> None:
        self._directory = directory
        self._tokens = tokens
        self._is_open = is_open

    async def view(self, request: Request) -> View:
        """Give what the caller may see of the log; a token that nobody has is refused."""
        if self._is_open and "authorization" not in request.headers:
            return EVERYTHING
        return await self._holder(request)

    async def story_view(self, request: Request) -> View:
        """Give what the caller may see of stories that every reader can read."""
        if "authorization" not in request.headers:
            return EVERYTHING
        return await self._holder(request)

    async def site_view(self, request: Request) -> View:
        """Give a site's own view: the caller is a site, or nobody."""
        view = await self._holder(request)
        if view.site is None:
            raise Problem(403, "This call is for sites", "Send the token of a site.")
        return view

    async def holder(self, request: Request) -> View:
        """Give the view of whoever has a token: a site, or the operator."""
        return await self._holder(request)

    def still(self, view: View) -> View | None:
        """Give a view as it is by now; None where its site is gone."""
        return view if view.site is None else self._directory.view(view.site.id)

    async def _holder(self, request: Request) -> View:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        token = given.strip()
        if scheme.lower() == "bearer" and token:
            written = token.encode(errors="surrogatepass")
            same = [
                hmac.compare_digest(written, each.get_secret_value().encode())
                for each in self._tokens
            ]
            if any(same):
                return EVERYTHING
            view = await self._directory.holder(hash_token(token))
            if view is not None:
                return view
        raise Problem(
            401,
            "This call needs a token",
            "Send `Authorization: Bearer …` with the token the operator gave you.",
            headers={"WWW-Authenticate": "Bearer"},
        )


async def log_view(request: Request) -> View:
    """Depend on this where the log is read: what the caller may see of it."""
    return await _readers(request).view(request)


async def story_view(request: Request) -> View:
    """Depend on this where stories are read that readers see anyway."""
    return await _readers(request).story_view(request)


async def site_view(request: Request) -> View:
    """Depend on this where only a site may call."""
    return await _readers(request).site_view(request)


async def holder_view(request: Request) -> View:
    """Depend on this where a site or the operator may call."""
    return await _readers(request).holder(request)


def _readers(request: Request) -> Readers:
    readers: Readers = request.app.state.readers
    return readers


class Positions:
    """How far sites have read, noted in bulk a moment later."""

    def __init__(self, store: SiteStore) -> None:
        self._store = store
        self._known: dict[tuple[str, datetime], int] = {}
        self._waiting: dict[str, int] = {}
        self._something = asyncio.Event()

    def note(self, view: View, sequence: int) -> None:
        """Hear that a site that fetches has read up to a row."""
        site = view.site
        if site is None or site.channel == "webhook":
            return
        # A name that was given anew is another site.
        key = site.id, site.created_at
        if sequence > self._known.get(key, 0):
            self._known[key] = self._waiting[site.id] = sequence
            self._something.set()

    async def run(self) -> None:
        """Note whenever there is something."""
        while True:
            await self._something.wait()
            await asyncio.sleep(GATHER_FOR_S)
            await self.flush()

    async def flush(self) -> None:
        """Write down what was heard."""
        self._something.clear()
        waiting, self._waiting = self._waiting, {}
        try:
            await self._store.read_on(waiting)
        except BaseException:
            self._waiting = waiting | self._waiting
            self._something.set()
            raise
