"""The event plane against Celery, Dramatiq and Taskiq (DESIGN, section 10).

    python -m benchmarks.peers [--articles 1500] [--only Taskiq]

Each peer does the same three hops with the same articles on the same Valkey, with three worker
processes and its documented production settings (`with_celery.py` and its siblings). Ours runs
before and after every peer; a ratio takes the mean of the two, so that what else the machine
does falls on both. The whole backlog is there when time starts: a peer's workers are stopped
(SIGSTOP) while it is sent. A peer gets 20 seconds; one that needs longer is judged by what
it finished.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from redis import Redis

from benchmarks.event_plane import BODY, measure
from benchmarks.results import keep, table
from services.control.machine.embedded import Embedded

WARM = 200
WARM_WITHIN_S = 30
MEASURED_S = 20
SENT_WITHIN_S = 60
OURS_FOR_EACH = 10
PACKAGES = {
    "Celery": ("celery",),
    "Dramatiq": ("dramatiq",),
    "Taskiq": ("taskiq", "taskiq_redis"),
}


def workers(peer: str) -> list[list[str]]:
    """The commands that start three worker processes of a peer."""
    python = [sys.executable, "-m"]
    if peer == "Celery":
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        plain = [*python, "celery", "-A", "benchmarks.with_celery", "worker", *quiet]
        return [
            [*plain, "--pool", "prefork", "-c", "1", "-Q", queue, "-n", queue, "-l", "WARNING"]
            for queue in ("enrichment", "moderation", "publish")
        ]
    if peer == "Dramatiq":
        return [[*python, "dramatiq", "benchmarks.with_dramatiq", "--processes", "3"]]
    app = "benchmarks.with_taskiq:broker"
    return [[*python, "taskiq", "worker", app, "--workers", "3", "--log-level", "WARNING"]]


@contextlib.contextmanager
def running(peer: str, environment: dict[str, str], log: Path) -> Iterator[list[int]]:
    """Run a peer's workers; give the process groups they and their children are in."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        with log.open("ab") as output:
            for command in workers(peer):
                # One at a time: what has started is stopped if the next fails.
                started.append(  # noqa: PERF401 - see above
                    subprocess.Popen(
                        command,
                        env=environment,
                        stdout=output,
                        stderr=output,
                        process_group=0,
                    )
                )
        yield [each.pid for each in started]
    finally:
        for each in started:
            each.send_signal(signal.SIGCONT)
            each.terminate()
        deadline = time.monotonic() + 5
        for each in started:
            with contextlib.suppress(subprocess.TimeoutExpired):
                each.wait(max(0.1, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(each.pid, signal.SIGKILL)
            each.wait(5)


def measure_peer(peer: str, url: str, articles: int, log: Path) -> float:
    """Give the articles a second that reach the end counter."""
    redis = Redis.from_url(url)
    redis.flushdb()
    environment = {**os.environ, "COPYDESK_BENCH_URL": url}
    with running(peer, environment, log) as groups:
        send(peer, environment, WARM)
        if arrived(redis, WARM, WARM_WITHIN_S) < WARM:
            said = log.read_text(errors="replace")[-2000:]
            raise TimeoutError(f"{peer} did not warm up in {WARM_WITHIN_S} s:\n{said}")
        redis.delete("end")
        with stopped(groups):
            send(peer, environment, articles)
        began = time.perf_counter()
        count = arrived(redis, articles, MEASURED_S)
        return count / (time.perf_counter() - began)


@contextlib.contextmanager
def stopped(groups: list[int]) -> Iterator[None]:
    """Let the workers stand still for a while."""
    for group in groups:
        os.killpg(group, signal.SIGSTOP)
    try:
        yield
    finally:
        for group in groups:
            os.killpg(group, signal.SIGCONT)


def send(peer: str, environment: dict[str, str], count: int) -> None:
    """Send articles from a process of its own: each peer's client wants one."""
    subprocess.run(
        [sys.executable, "-m", "benchmarks.peers", "--send", peer, "--articles", str(count)],
        env=environment,
        check=True,
        timeout=SENT_WITHIN_S,
    )


def an_event_as_json() -> dict[str, Any]:
    """What the first event of ours carries: an article of about 2 KB."""
    from shared.events import ArticleReceived
    from shared.payloads import Received
    from tests.factories import MONDAY, an_article

    article = an_article(body=BODY)
    data = Received(article_id=article.article_id, revision=1, article=article)
    carried: dict[str, Any] = orjson.loads(
        ArticleReceived.of(data, at=MONDAY).to_fields()["data"]
    )
    return carried


def arrived(redis: Redis, count: int, within_s: float) -> int:
    """Wait for the end counter, and tell how far it came."""
    deadline = time.monotonic() + within_s
    while True:
        reached = int(redis.get("end") or 0)  # type: ignore[arg-type]
        if reached >= count or time.monotonic() > deadline:
            return reached
        time.sleep(0.01)


def missing() -> list[str]:
    """Name the packages that are not installed."""
    wanted = [name for names in PACKAGES.values() for name in names]
    return [name for name in wanted if importlib.util.find_spec(name) is None]


def row(peer: str, ours: float, ratio: float, goal: float | None) -> dict[str, Any]:
    return {
        "name": "event plane, 3 stages",
        "value": round(ours),
        "unit": "articles/s",
        "against": peer,
        "ratio": round(ratio, 2),
        "goal": goal,
    }


def compare(peers: list[str], articles: int) -> list[dict[str, Any]]:
    """Run ours and each peer in turn."""
    rates: dict[str, float] = {}
    ours: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, Embedded(Path(folder)) as servers:
        url = servers.redis_url

        def run_ours() -> float:
            rate = measure("ours", url, articles * OURS_FOR_EACH)
            print(f"{'ours':9}{rate:7.0f} articles/s", flush=True)
            return rate

        before = run_ours()
        for peer in peers:
            rates[peer] = measure_peer(peer, url, articles, Path(folder) / f"{peer}.log")
            print(f"{peer:9}{rates[peer]:7.0f} articles/s", flush=True)
            after = run_ours()
            ours[peer] = (before + after) / 2
            before = after
    rows = [row(peer, ours[peer], ours[peer] / rates[peer], None) for peer in peers]
    if len(peers) == len(PACKAGES):
        fastest = max(rates, key=rates.__getitem__)
        ratio = ours[fastest] / rates[fastest]
        rows.append(row("the fastest peer", ours[fastest], ratio, 4))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1_500)
    parser.add_argument("--only", choices=PACKAGES)
    parser.add_argument("--send", choices=PACKAGES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if absent := missing():
        raise SystemExit(
            f"Not installed: {', '.join(absent)}. `make bench` installs the peers, "
            "or: pip install -r requirements/bench.txt"
        )
    if asked.send:
        client = importlib.import_module(f"benchmarks.with_{asked.send.lower()}")
        client.send([an_event_as_json()] * asked.articles)
        return
    # So that `finally` stops the workers when somebody ends us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    rows = compare([asked.only] if asked.only else list(PACKAGES), asked.articles)
    keep(rows)
    print(table(rows))


if __name__ == "__main__":
    main()
