"""Tell what each kind of attack costs: milliseconds of work of the named processes, each.

    python -m tests.hostile.costs --ingest URL --moderation URL --publish URL --pid PID …

Each kind is sent apart, so many times, and what the processes work when nothing is sent is
taken off. Unlike a latency this can be measured on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence

from tests.hostile.attacks import attack_apart, kinds_at
from tests.hostile.processes import cpu_s

_IDLE_S = 10.0


def main(words: Sequence[str] | None = None) -> int:
    """Send each kind apart; print a line of JSON for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ingest")
    parser.add_argument("--moderation")
    parser.add_argument("--publish")
    parser.add_argument("--pid", type=int, action="append", required=True)
    parser.add_argument("--each", type=int, default=300, help="attacks of a kind")
    parser.add_argument("--only", action="append", help="kinds by name; all, unless said")
    parser.add_argument("--from", dest="calls_from", default="127.0.0.2")
    args = parser.parse_args(words)

    def worked() -> list[float]:
        return [cpu_s(pid) for pid in args.pid]

    before, began = worked(), time.monotonic()
    time.sleep(_IDLE_S)
    lasted = time.monotonic() - began
    idle = [(now - then) / lasted for then, now in zip(before, worked(), strict=True)]
    for service in ("ingest", "moderation", "publish"):
        url = getattr(args, service)
        for kind in kinds_at(service) if url else ():
            if args.only and kind not in args.only:
                continue
            before, began = worked(), time.monotonic()
            outcomes = attack_apart({service: url}, args.each, args.calls_from, only=[kind])
            lasted = time.monotonic() - began
            spent = [
                (now - then - lasted * rest) * 1000 / args.each
                for then, now, rest in zip(before, worked(), idle, strict=True)
            ]
            said = {
                "attack": f"{service}: {kind}",
                "ms": round(sum(spent), 2),
                "ms_of": [round(each, 2) for each in spent],
                "seconds": round(lasted, 1),
                "outcomes": {
                    name.partition(": ")[2]: count for name, count in outcomes.items()
                },
            }
            sys.stdout.write(json.dumps(said) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
