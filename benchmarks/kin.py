"""Near-duplicates: how many copies are found, and what a look-up costs as stories add up.

    python -m benchmarks.kin [--stories 500] [--strangers 10000] [--sizes 1000 20000 100000]

All of it runs on the embedded server, through what enrichment itself uses. Texts are made by
code: words as often as in real copy, and the stock phrases that every wire repeats. Recall is
counted both ways, the original first and the copy first. For the look-ups the index is filled
beneath the stopped server, with rows as it writes them: the bands alone, no stories. Look-ups
are then of stories that nobody has, in an index where some bands are everybody's.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks import results
from services.control.machine.embedded import Embedded
from services.enrichment.memory.kin import INDEXES, MOST_IN_A_BAND, Entry, KinIndex
from services.enrichment.steps.kin import find_kin
from services.enrichment.steps.sketch import ENTERED, make_sketch
from services.enrichment.words import read
from shared.database import Database, connect, ensure_indexes
from tests.unit.enrichment.stories import (
    half,
    paragraphs_of,
    rewritten,
    sentences_of,
    with_footer,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
BATCH = 100
ROUNDS = 7
FEWEST_FOUND = 0.98
FLAT = 2.0
"""More than this between the smallest and the largest index is not flat."""
PHRASES = [
    " ".join(sentences_of(900_000 + number, 1)[0].lower().rstrip(".").split()[:6])
    for number in range(60)
]
PHRASED = 0.25
"""The share of sentences that begin with a stock phrase."""


# --- texts -------------------------------------------------------------------------------


def a_wire_story(seed: int) -> list[str]:
    """Sentences of one story: 20 to 60, some with a phrase that others have too."""
    chance = random.Random(seed)
    return [
        f"{chance.choice(PHRASES).capitalize()} {sentence.lower()}"
        if chance.random() < PHRASED
        else sentence
        for sentence in sentences_of(seed, chance.randint(20, 60))
    ]


def shuffled(sentences: list[str], seed: int) -> str:
    return paragraphs_of(random.Random(seed).sample(sentences, k=len(sentences)))


KINDS: dict[str, Callable[[list[str], int], str]] = {
    "copies": lambda sentences, _: paragraphs_of(sentences),
    "copies with a footer": lambda sentences, seed: with_footer(paragraphs_of(sentences), seed),
    "half copies": lambda sentences, _: half(sentences),
    "half copies with a footer": lambda sentences, seed: with_footer(half(sentences), seed),
    "shuffles": shuffled,
    "rewrites": rewritten,
}


def entry(name: str, text: str) -> Entry:
    return Entry(name, 1, NOW, make_sketch(read(text)))


# --- through the index -------------------------------------------------------------------


class Newcomers:
    """Stories that come to one index, a batch at a time."""

    def __init__(self, database: Database, tick: Callable[[int], None]) -> None:
        self._index = KinIndex(database, kin_days=30)
        self._tick = tick

    async def copies(self, entries: Sequence[Entry]) -> dict[str, set[str]]:
        """Take them in; say of each which stories it is a copy of."""
        named: dict[str, set[str]] = {}
        for at in range(0, len(entries), BATCH):
            batch = entries[at : at + BATCH]
            await self._index.enter(batch)
            similar = await self._index.similar(batch)
            clusters = []
            for each, known in zip(batch, similar, strict=True):
                kin = find_kin(each.article_id, each.sketch, known)
                named[each.article_id] = {copy.article_id for copy in kin.copies}
                clusters.append((each, kin.cluster))
            await self._index.keep(clusters)
            self._tick(len(batch))
        return named


async def recall(
    url: str, stories: int, tick: Callable[[int], None]
) -> dict[str, tuple[int, int]]:
    """Count how many copies of each kind were found, of how many."""
    originals, copies = [], []
    for seed in range(stories):
        sentences = a_wire_story(seed)
        originals.append(entry(f"original{seed}", paragraphs_of(sentences)))
        copies += [
            (kind, seed, entry(f"{kind}{seed}", make(sentences, seed)))
            for kind, make in KINDS.items()
        ]
    found = dict.fromkeys(KINDS, 0)

    async with _database(url, "original_first") as database:
        newcomers = Newcomers(database, tick)
        await newcomers.copies(originals)
        named = await newcomers.copies([each for _, _, each in copies])
        for kind, seed, each in copies:
            found[kind] += f"original{seed}" in named[each.article_id]

    async with _database(url, "copy_first") as database:
        newcomers = Newcomers(database, tick)
        await newcomers.copies([each for _, _, each in copies])
        named = await newcomers.copies(originals)
        for kind, seed, each in copies:
            found[kind] += each.article_id in named[f"original{seed}"]
    return {kind: (count, 2 * stories) for kind, count in found.items()}


async def false_pairs(url: str, strangers: int, tick: Callable[[int], None]) -> int:
    """Count the pairs that were called copies among stories that have nothing in common."""
    pairs = 0
    async with _database(url, "strangers") as database:
        newcomers = Newcomers(database, tick)
        for first in range(0, strangers, BATCH):
            seeds = range(5_000_000 + first, 5_000_000 + first + BATCH)
            batch = [entry(f"{seed}", paragraphs_of(a_wire_story(seed))) for seed in seeds]
            pairs += sum(len(names) for names in (await newcomers.copies(batch)).values())
    return pairs


# --- cost --------------------------------------------------------------------------------


def batches() -> list[list[Entry]]:
    """Stories that nobody has, for each round its own."""
    return [
        [
            entry(f"new{seed}", paragraphs_of(a_wire_story(seed)))
            for seed in range(7_000_000 + number * BATCH, 7_000_000 + (number + 1) * BATCH)
        ]
        for number in range(ROUNDS + 1)
    ]


AT_ONCE = 500_000
ROWS = """
    WITH RECURSIVE numbers(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n < :last),
    bands(band, n) AS (SELECT printf('4:%016x', (n - :half) * :apart + abs(random()) % 1000000), n FROM numbers)
    INSERT INTO bands (_id, data)
    SELECT band, printf('{"_id": "%s", "in": ["s%d:1@1795420800"], "day": %d}', band, n % :stories, :day)
    FROM bands
"""  # noqa: E501 - SQL, as it is sent


def lay(file: Path, stories: int, shared: Sequence[str], tick: Callable[[int], None]) -> None:
    """Write the bands of so many stories into the stopped server's file.

    Every third story stands in one of the bands that are everybody's; all others are alone.
    """
    day = int(NOW.timestamp()) // 86_400
    chance = random.Random(stories)
    members: dict[str, list[str]] = {}
    for number in range(0, stories, 3):
        members.setdefault(chance.choice(shared), []).append(f"s{number}:1@1795420800")
    everybodys = [
        (band, json.dumps({"_id": band, "in": names[-MOST_IN_A_BAND:], "day": day}))
        for band, names in members.items()
    ]
    count = stories * ENTERED
    with contextlib.closing(sqlite3.connect(file)) as base, base:
        base.execute("PRAGMA synchronous = OFF")
        indexes = base.execute(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'bands' AND type = 'index'"
        ).fetchall()
        for name, _ in indexes:
            base.execute(f"DROP INDEX {name}")
        base.executemany("INSERT INTO bands (_id, data) VALUES (?, ?)", everybodys)
        for first in range(0, count, AT_ONCE):
            last = min(count, first + AT_ONCE) - 1
            given = {"first": first, "last": last, "stories": stories, "day": day}
            base.execute(ROWS, {**given, "half": count // 2, "apart": 2**64 // count})
            tick((last - first + 1) // ENTERED)
        for _, sql in indexes:
            base.execute(sql)


async def cost(url: str, name: str, batch: Sequence[Entry]) -> tuple[float, float, float]:
    """Seconds to enter a batch and to look it up, and how many a story met."""
    database = connect(url, service="benchmark", name=name)
    index = KinIndex(database, kin_days=30)
    await index.similar([entry("warms up", "one two three " * 20)])
    began = time.perf_counter()
    await index.enter(batch)
    between = time.perf_counter()
    similar = await index.similar(batch)
    ended = time.perf_counter()
    database.client.close()
    met = sum(len(each.candidates) for each in similar) / len(batch)
    return between - began, ended - between, met


async def prepare(url: str, name: str) -> None:
    """Make an index with everything but its rows."""
    database = connect(url, service="benchmark", name=name)
    await ensure_indexes(database, INDEXES)
    await KinIndex(database, kin_days=30).enter([entry("first", "one two three " * 20)])
    database.client.close()


# --- the whole ---------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def _database(url: str, name: str) -> Any:
    database = connect(url, service="benchmark", name=name)
    await ensure_indexes(database, INDEXES)
    yield database
    await database.client.drop_database(name)
    database.client.close()


def row(name: str, value: float, unit: str, **more: Any) -> dict[str, Any]:
    empty = {"against": None, "ratio": None, "goal": None}
    return {"name": f"kin: {name}", "value": value, "unit": unit, **empty, **more}


def quality(
    servers: Embedded, asked: argparse.Namespace, bar: Progress
) -> list[dict[str, Any]]:
    copies = asked.stories * (len(KINDS) + 1) * 2
    task = bar.add_task("recall", total=copies)
    found = asyncio.run(recall(servers.mongo_url, asked.stories, partial(bar.advance, task)))
    rows = [
        row(f"recall on {kind}", round(hits / of, 4), f"of {of}", goal=FEWEST_FOUND)
        for kind, (hits, of) in found.items()
    ]
    task = bar.add_task("strangers", total=asked.strangers)
    pairs = asyncio.run(
        false_pairs(servers.mongo_url, asked.strangers, partial(bar.advance, task))
    )
    return [*rows, row("false pairs", pairs, f"in {asked.strangers} stories", goal=0)]


def speed(
    servers: Embedded, folder: Path, asked: argparse.Namespace, bar: Progress
) -> list[dict[str, Any]]:
    rounds = batches()
    chance = random.Random(1)
    # One in fifty of what we look under is everybody's: so it is in the stories above.
    bands = [band for batch in rounds for each in batch for band in each.bands]
    shared = sorted({*chance.sample(bands, len(bands) // 50)})
    names = {stories: f"index_{stories}" for stories in asked.sizes}
    for name in names.values():
        asyncio.run(prepare(servers.mongo_url, name))
    servers.stop_mongo()
    for stories, name in names.items():
        task = bar.add_task(f"{stories:,} stories", total=stories)
        lay(folder / "mongo" / f"{name}.db", stories, shared, partial(bar.advance, task))
    servers.start_mongo()
    task = bar.add_task("look-ups", total=len(rounds) * len(names))
    found: dict[int, list[tuple[float, float, float]]] = {stories: [] for stories in names}
    for number, batch in enumerate(rounds):
        for stories in chance.sample(asked.sizes, k=len(names)):  # whatever else runs hits all
            costs = asyncio.run(cost(servers.mongo_url, names[stories], batch))
            found[stories] += [costs] if number else []  # the first round warms up
            bar.advance(task)
    least = asked.sizes[0]
    rows = []
    for stories, measured in found.items():
        for at, what in enumerate(("entering", "look-up")):
            ratios = [
                mine[at] / base[at] for mine, base in zip(measured, found[least], strict=True)
            ]
            ms = 1e3 * statistics.median(each[at] for each in measured)
            rows.append(
                row(
                    f"{what}, {stories:,} stories there",
                    round(ms, 1),
                    f"ms for {BATCH} stories",
                    against=f"{least:,} stories",
                    ratio=round(statistics.median(ratios), 2),
                    goal=FLAT if what == "look-up" else None,
                )
            )
        met = statistics.mean(each[2] for each in measured)
        rows.append(
            row(f"met at a look-up, {stories:,} stories there", round(met, 2), "others")
        )
    return rows


def main() -> None:
    """Measure, print, and keep the rows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, default=500)
    parser.add_argument("--strangers", type=int, default=10_000)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1_000, 20_000, 100_000, 1_000_000]
    )
    asked = parser.parse_args()
    columns = (TextColumn("{task.description:>20}"), BarColumn(), MofNCompleteColumn())
    with (
        tempfile.TemporaryDirectory() as folder,
        Embedded(Path(folder)) as servers,
        Progress(*columns, TimeElapsedColumn(), disable=not sys.stderr.isatty()) as bar,
    ):
        rows = quality(servers, asked, bar)
        rows += speed(servers, Path(folder), asked, bar)
    print(results.table(rows))
    results.keep(rows)


if __name__ == "__main__":
    main()
