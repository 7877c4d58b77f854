"""Who reads, and how far: a token tells the site, and its view tells what it may see."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime

from fastapi import Depends, Request
from pydantic import SecretStr

from services.publish.downstream.directory import Directory
from services.publish.downstream.sites import EVERYTHING, View, hash_token
from services.publish.downstream.storage import SiteStore
from shared.doors.callers import Bearers, Only, credential_of
from shared.problems import Problem

_GATHER_FOR_S = 0.5


class Readers:
    """Tells who asks. `tokens`, by name, see everything; `is_open`: so does who has none.

    Its guards are asked before a body is read; the views below give what a guard let in.
    """

    def __init__(
        self,
        directory: Directory,
        *,
        tokens: Mapping[str, SecretStr | None],
        is_open: bool,
    ) -> None:
        self._directory = directory
        self._tokens = Bearers(tokens, refusal=needs_a_token)
        self._is_open = is_open
        self.site_guard = Only(("site",), self._check_site)
        self.holder_guard = Only(("operator", "site"), self._check_holder)
        self.log_guards = [] if is_open else [Depends(self.holder_guard)]
        """For the routes of the log: nobody is asked where it is open."""

    async def view(self, request: Request) -> View:
        """Give what the caller may see of the log; a token that nobody has is refused."""
        if self._is_open and not _shows_a_token(request):
            return EVERYTHING
        return await self.holder(request)

    async def story_view(self, request: Request) -> View:
        """Give what the caller may see of stories that every reader can read."""
        return await self.holder(request) if _shows_a_token(request) else EVERYTHING

    async def site_view(self, request: Request) -> View:
        """Give a site's own view: the caller is a site, or nobody."""
        view = await self.holder(request)
        if view.site is None:
            raise Problem(403, "This call is for sites", "Send the token of a site.")
        return view

    async def holder(self, request: Request) -> View:
        """Give the view of whoever has a token: a site, or the operator."""
        if self._tokens.knows(request):
            return EVERYTHING
        token = credential_of(request.headers)
        view = await self._directory.holder(hash_token(token)) if token else None
        if view is None:
            raise needs_a_token()
        return view

    def still(self, view: View) -> View | None:
        """Give a view as it is by now; None where its site is gone."""
        return view if view.site is None else self._directory.view(view.site.id)

    async def _check_site(self, request: Request) -> None:
        await self.site_view(request)

    async def _check_holder(self, request: Request) -> None:
        await self.holder(request)


def _shows_a_token(request: Request) -> bool:
    """Tell whether the caller says who it is, by whatever."""
    return "authorization" in request.headers or "x-api-key" in request.headers


def needs_a_token() -> Problem:
    """Answer who shows no token, or a wrong one."""
    return Problem(
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
            await asyncio.sleep(_GATHER_FOR_S)
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
