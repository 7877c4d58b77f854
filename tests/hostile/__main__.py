"""Attack an installation of yours beside an ordinary load, and say what became of the load.

    python -m tests.hostile --ingest URL --moderation URL --publish URL --key KEY --pid PID …

The load is measured alone and beside the attacks in turns, so that whatever else the machine
does is in both; what counts is the median, over the rounds, of how often the p99 grew. Exit
code 0: it at most doubled, nothing that was taken is lost, and the processes named with --pid
grew by less than --grow-mb. `sent_late_ms` is how late (p99) the load itself was: a machine on
which that is not small measures itself, and where the p99 grew on one, the code is 3: not
measured. On loopback the attacks come from 127.0.0.2, as those
of another client, and the attacker is nice: a real one has a machine of its own (--nice 0: it
is not).

What is judged is the newsroom: load and attacker are processes of their own, and only what the
load met counts. Nothing is spread out for our sake: of each round's share of the attacks, as
many as fit are sent at once and as fast as the machine can; the slow ones hang on for as long
as they are let, and a next volley follows when they are thrown out.

What a kind of attack costs: `python -m tests.hostile.costs`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from statistics import median
from typing import Any

from tests.hostile.attacks import attack_apart
from tests.hostile.load import Load, p99
from tests.hostile.processes import cpu_s, resident_mb

FLOOR_MS = 50.0
"""Below this a p99 says more about the machine's scheduler than about us."""
_NOT_MEASURED = 3


@dataclass(slots=True)
class _Part:
    """Half a round: what the load met, and what the processes took meanwhile."""

    took: list[tuple[str, float]] = field(default_factory=list)
    late_ms: float = 0.0
    lasted_s: float = 0.0
    cpu_s: list[float] = field(default_factory=list)
    most_mb: list[float] = field(default_factory=list)

    @property
    def p99_ms(self) -> float:
        """Over everything that was asked."""
        return p99([took for _, took in self.took])

    def said(self) -> dict[str, Any]:
        """Say it, apart for each kind of request."""
        kinds: dict[str, list[float]] = {}
        for kind, took in self.took:
            kinds.setdefault(kind, []).append(took)
        return {
            "requests": len(self.took),
            "p99_ms": round(self.p99_ms, 1),
            "p99_ms_of": {kind: round(p99(took), 1) for kind, took in sorted(kinds.items())},
            "sent_late_ms": round(self.late_ms, 1),
            "seconds": round(self.lasted_s, 1),
            "cpu_s": [round(each, 1) for each in self.cpu_s],
            "most_mb": [round(each) for each in self.most_mb],
        }


async def _watched(load: Load, pids: Sequence[int], lasts: asyncio.Future[Any]) -> _Part:
    """Run the load for as long as something lasts, and watch the processes meanwhile."""
    part = _Part(most_mb=[0.0 for _ in pids])
    began, worked = time.monotonic(), [cpu_s(pid) for pid in pids]

    async def weigh() -> None:
        while not lasts.done():
            now = (resident_mb(pid) for pid in pids)
            part.most_mb = [max(two) for two in zip(part.most_mb, now, strict=True)]
            await asyncio.wait([lasts], timeout=0.25)

    load.late_ms.clear()
    part.took, _ = await asyncio.gather(load.run(lasts.done), weigh())
    part.late_ms = p99(load.late_ms)
    part.lasted_s = time.monotonic() - began
    part.cpu_s = [cpu_s(pid) - before for pid, before in zip(pids, worked, strict=True)]
    return part


async def run(args: argparse.Namespace) -> int:
    """Measure the load alone and beside the attacks, in turns; print, and judge."""
    load = Load(args.ingest, args.publish, args.key, args.per_s)
    where = {"ingest": args.ingest, "moderation": args.moderation, "publish": args.publish}
    outcomes: Counter[str] = Counter()
    alone: list[_Part] = []
    beside: list[_Part] = []
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=os.nice, initargs=(args.nice,)
    ) as apart:
        for number in range(args.rounds):
            quiet = asyncio.ensure_future(asyncio.sleep(args.alone_s))
            alone.append(await _watched(load, args.pid, quiet))
            share = args.requests * (number + 1) // args.rounds - sum(outcomes.values())
            attacks = loop.run_in_executor(
                apart, attack_apart, where, share, args.calls_from, number, args.only
            )
            beside.append(await _watched(load, args.pid, attacks))
            outcomes += await attacks
    lost = await load.lost()
    times = [
        after.p99_ms / max(quiet.p99_ms, FLOOR_MS)
        for quiet, after in zip(alone, beside, strict=True)
    ]
    most = sum(map(max, zip(*(part.most_mb for part in beside), strict=True)))
    grown = most - sum(alone[0].most_mb)
    is_too_busy = median(part.late_ms for part in beside) > FLOOR_MS
    said = {
        "attacks": sum(outcomes.values()),
        "outcomes": dict(sorted(outcomes.items())),
        "alone": [part.said() for part in alone],
        "beside": [part.said() for part in beside],
        "p99_ms_alone": round(median(part.p99_ms for part in alone), 1),
        "p99_ms_beside": round(median(part.p99_ms for part in beside), 1),
        "p99_times": round(median(times), 2),
        "machine_too_busy": is_too_busy,
        "ordinary_failed": dict(load.failed),
        "grown_mb": round(grown, 1),
        "taken": len(load.receipts),
        "lost": lost,
    }
    json.dump(said, sys.stdout, indent=2)
    sys.stdout.write("\n")
    if load.failed or lost or grown > args.grow_mb:
        return 1
    if median(times) <= args.times:
        return 0
    return _NOT_MEASURED if is_too_busy else 1


def main(words: Sequence[str] | None = None) -> int:
    """Read what is asked, and do it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ingest", required=True)
    parser.add_argument("--publish", required=True)
    parser.add_argument("--moderation")
    parser.add_argument("--key", help="a source's key: then stories are sent, and followed")
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5, help="alone and beside, in turns")
    parser.add_argument("--per-s", type=float, default=20, help="the ordinary load")
    parser.add_argument("--alone-s", type=float, default=30, help="in each round")
    parser.add_argument("--pid", type=int, action="append", default=[])
    parser.add_argument("--grow-mb", type=float, default=150)
    parser.add_argument("--times", type=float, default=2, help="how often the p99 may grow")
    parser.add_argument("--from", dest="calls_from", help="the attacker's address")
    parser.add_argument("--only", action="append", help="attacks by name; all, unless said")
    parser.add_argument("--nice", type=int, default=19, help="the attacker's niceness")
    args = parser.parse_args(words)
    if args.calls_from is None and "//127.0.0.1" in args.ingest:
        args.calls_from = "127.0.0.2"
    return asyncio.run(run(args))


if __name__ == "__main__":
    sys.exit(main())
