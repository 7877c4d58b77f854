"""Edge: the processes in which models read, kept warm, and begun again when they die.

Each worker reads one story at a time and has the budget for it; one that is later is ended, as
nothing else stops it. A story that finds no worker goes on at once with what the rules say.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import sys
from collections.abc import Sequence

from structlog.typing import FilteringBoundLogger

from services.enrichment.models.said import Asked, Said
from services.enrichment.models.worker import READY
from services.enrichment.outcomes import Known
from services.enrichment.steps.language import detect_language
from shared.articles import Article
from shared.events import Event
from shared.stops import gravest

_STARTED_WITHIN_S = 120.0
_LONGEST_LINE = 8_000_000
_LONGEST_WAIT_S = 60.0
_BEGINNING = 1000
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "0",
}
"""Workers are how the machine's cores are shared out; libraries shall not share them again."""


class ModelPool:
    """Some workers, and whoever has stories for them."""

    def __init__(
        self, *, workers: int, budget_ms: int, spacy_model: str, log: FilteringBoundLogger
    ) -> None:
        self._workers = [_Worker(budget_ms, spacy_model, log) for _ in range(workers)]

    async def start(self) -> None:
        """Start what does not run and wait until it is warm, or has died of it."""
        await asyncio.gather(*(worker.start() for worker in self._workers))

    async def stop(self) -> None:
        """End all workers."""
        await asyncio.gather(*(worker.stop() for worker in self._workers))

    async def add_to(self, known: Sequence[Known], events: Sequence[Event]) -> list[Known]:
        """Add to what is known of each story what the models say of it."""
        wanted = [
            (at, _asked(event.data.article, each))
            for at, (each, event) in enumerate(zip(known, events, strict=True))
            if gravest(each.stops, event.data.revision) is None
        ]
        richer = [*known]
        answers = await self.ask([asked for _, asked in wanted])
        for (at, _), said in zip(wanted, answers, strict=True):
            richer[at] = dataclasses.replace(known[at], said=said)
        return richer

    async def ask(self, asked: Sequence[Asked]) -> list[Said]:
        """Let the workers share out the stories; what none of them takes has no answer."""
        answers = [Said.nothing("no worker is up")] * len(asked)
        waiting = iter(enumerate(asked))

        async def work(worker: _Worker) -> None:
            while worker.is_up:
                following = next(waiting, None)
                if following is None:
                    return
                at, story = following
                answers[at] = await worker.answer(story)

        await asyncio.gather(*(work(worker) for worker in self._workers))
        return answers


def _asked(article: Article, known: Known) -> Asked:
    reading = known.reading
    language = detect_language(
        reading.headline, reading.body[:_BEGINNING], stated=article.item.language
    )
    return Asked(headline=reading.headline, body=reading.words.text, language=language.code)


class _Worker:
    """One process, and the one begun in its place."""

    def __init__(self, budget_ms: int, spacy_model: str, log: FilteringBoundLogger) -> None:
        self._budget_ms = budget_ms
        self._spacy_model = spacy_model
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._beginning: asyncio.Task[None] | None = None
        self._losses = 0
        self.is_up = False

    async def start(self) -> None:
        if self._process is None and self._beginning is None:
            await self._begin()

    async def stop(self) -> None:
        if self._beginning is not None:
            self._beginning.cancel()
            await asyncio.gather(self._beginning, return_exceptions=True)
        await self._end()

    async def answer(self, asked: Asked) -> Said:
        async with self._turn:
            if not self.is_up:
                return Said.nothing("no worker is up")
            try:
                async with asyncio.timeout(self._budget_ms / 1000):
                    line = await self._exchange(asked.model_dump_json().encode() + b"\n")
            except TimeoutError:
                self._replace("too slow")
                return Said.nothing(f"too slow for {self._budget_ms} ms")
            except (EOFError, OSError, ValueError):
                self._replace("died")
                return Said.nothing("a worker died")
            except asyncio.CancelledError:
                self._replace("left alone")  # what it answers is not for the next story
                raise
            self._losses = 0
            return Said.model_validate_json(line)

    async def _exchange(self, line: bytes) -> bytes:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line)
        await process.stdin.drain()
        answer = await process.stdout.readline()
        if not answer.endswith(b"\n"):
            raise EOFError
        return answer

    def _replace(self, why: str) -> None:
        """Begin another process in its place, later each time."""
        self.is_up = False
        self._losses += 1
        self._log.warning("models_worker_lost", why=why, in_a_row=self._losses)
        self._beginning = asyncio.create_task(self._begin_again())

    async def _begin_again(self) -> None:
        await self._end()
        await asyncio.sleep(min(_LONGEST_WAIT_S, 2.0 ** (self._losses - 1) - 1))
        await self._begin()

    async def _begin(self) -> None:
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            f"{__package__}.worker",
            self._spacy_model,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
            env=os.environ | _ONE_THREAD,
        )
        assert process.stdout is not None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_STARTED_WITHIN_S):
                self.is_up = await process.stdout.readline() == READY
        if self.is_up:
            self._log.info("models_worker_started", pid=process.pid)
        else:
            self._replace("did not start")

    async def _end(self) -> None:
        self.is_up = False
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.communicate()
