"""The reader's site (DESIGN, section 10): pages asked for again and again, and search.

Two publish processes run side by side, with logs of 1,000 and of 100,000 stories; the bare peer
answers the same bytes from memory, an ASGI function under the same uvicorn. Each round asks all
three in turn and then backwards, so that what else the machine does falls on all alike; what
counts are the ratios within a round. Then searches, while 20 stories a
second arrive, and how soon a kill that another process logged is gone from them.

    python -m benchmarks.site [--stories 100000] [--rounds 3] [--data DIR]

With `--data` the logs stay there, and what the site has read of them: the next run goes on with
that. The load is wrk's where there is one (`apt-get install wrk`), else a loop of ours.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from benchmarks import results
from benchmarks.intake import serving
from services.control.machine.embedded import Embedded
from services.control.machine.ports import LOOPBACK
from services.publish.rows import Row
from services.publish.storage import INDEXES, PublishStore
from shared.database import connect, ensure_indexes

GOAL = 0.5
SECONDS = 1
SMALL = 1000
PARAGRAPHS = 20_000
AT_ONCE = 500
ARRIVING = 20
SEARCHES = 300
ANEW = 100
IN_A_PAGE = 20
PATIENCE_S = 400
KILLED = "copydesk.article.killed.v1"
SECTIONS = ("world", "politics", "business", "sport", "culture", "science")
_SYLLABLES = (
    *("ka", "ne", "to", "ri", "mo", "la", "pe", "su", "vi", "do", "ran", "tel", "ing", "er"),
    *("ed", "ion", "al", "ba", "fe"),
)


Measured = dict[str, Any]
"""A row of the results."""


# --- made-up stories ---------------------------------------------------------------------


class Writer:
    """Makes up stories whose words are spread as those of a language are."""

    def __init__(self) -> None:
        self._chance = random.Random(7)
        words = {"".join(self._chance.choices(_SYLLABLES, k=1 + n % 5)) for n in range(90_000)}
        self.words = sorted(words)
        self._chance.shuffle(self.words)
        self._weights = [*itertools.accumulate(1 / (at + 3) for at in range(len(self.words)))]
        self._paragraphs = [self.say(60) for _ in range(PARAGRAPHS)]

    def say(self, count: int) -> str:
        """Give so many words."""
        return " ".join(self._chance.choices(self.words, cum_weights=self._weights, k=count))

    def row(self, sequence: int, at: datetime, *, kills: int | None = None) -> Row:
        """Give a row of the log: a story, or the kill of the one published as `kills`."""
        article_id = _name(kills or sequence)
        section = SECTIONS[(kills or sequence) % len(SECTIONS)]
        url = f"http://{LOOPBACK}/{section}/story-{article_id[:10]}"
        data: dict[str, Any] = {
            "article_id": article_id,
            "revision": 1,
            "step": 2 if kills else 1,
            "url": url,
        }
        return Row(
            sequence=sequence,
            event_id=f"{article_id}:{data['step']}",
            type=KILLED if kills else "copydesk.article.published.v1",
            article_id=article_id,
            step=data["step"],
            revision=1,
            time=at,
            data=data | ({"reason": "killed"} if kills else {}),
            item=None if kills else self._item(article_id),
            hash=None,
        )

    def _item(self, article_id: str) -> str:
        body = "\n\n".join(self._chance.choices(self._paragraphs, k=self._chance.randint(3, 7)))
        markup = "".join(f"<p>{each}</p>" for each in body.split("\n\n"))
        item = {
            "uri": f"urn:bench:{article_id}",
            "language": "en",
            "headlines": [{"role": "main", "value": self.say(8)}],
            "descriptions": [{"role": "summary", "value": self.say(25)}],
            "bodies": [
                {"role": "main", "contentType": "text/html", "value": markup, "wordCount": 300},
                {"role": "plain", "contentType": "text/plain", "value": body},
            ],
            "infoSources": [{"name": "Example Wire", "role": "originator"}],
            "people": [{"name": self.say(2).title(), "rel": "mentions"}],
            "places": [{"name": self.say(1).title(), "rel": "mentions"}],
        }
        return json.dumps(item)


def _name(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    found = ""
    for _ in range(10):
        number, rest = divmod(number, len(letters))
        found += letters[rest]
    return found * 2


class Newsroom:
    """Writes rows into a log, as another publish process would. Begun again, it goes on."""

    def __init__(self, mongo_url: str, name: str, writer: Writer) -> None:
        self._writer = writer
        self._loop = asyncio.new_event_loop()
        database = connect(mongo_url, service="bench", name=name)
        self._store = PublishStore(database)
        self._began = datetime.now(UTC) - timedelta(days=300)
        self.words = writer.words
        self._loop.run_until_complete(ensure_indexes(database, INDEXES))
        self.sequence = self._loop.run_until_complete(self._store.last_sequence())
        # A count reads every row on the embedded server; a search goes by the index.
        kills = database["published_log"].find({"type": KILLED}, {"_id": 1}).to_list(None)
        self._kills = len(self._loop.run_until_complete(kills))

    @property
    def stories(self) -> int:
        """Give how many are live: a kill is a row as well."""
        return self.sequence - 2 * self._kills

    def fill(self, stories: int) -> None:
        """Let there be so many rows, in the order of their times; says how far it is."""
        began, before = time.monotonic(), self.sequence
        while self.sequence < stories:
            self.publish(min(AT_ONCE, stories - self.sequence))
            if self.sequence % 10_000 == 0 or self.sequence == stories:
                pace = (self.sequence - before) / (time.monotonic() - began)
                print(f"log: {self.sequence:,} of {stories:,}, {pace:,.0f}/s", flush=True)

    def publish(self, count: int) -> None:
        """Add so many stories."""
        self._add(count)

    def kill(self, number: int) -> None:
        """Add the kill of a story."""
        self._add(1, number)
        self._kills += 1

    def _add(self, count: int, kills: int | None = None) -> None:
        rows = []
        for _ in range(count):
            self.sequence += 1
            at = min(self._began + timedelta(minutes=4 * self.sequence), datetime.now(UTC))
            rows.append(self._writer.row(self.sequence, at, kills=kills))
        self._loop.run_until_complete(self._store.append(rows))


# --- load --------------------------------------------------------------------------------


def bare() -> Callable[..., Any]:
    """Answer from memory: what is under BENCH_BODIES by the path's name."""
    folder = Path(os.environ["BENCH_BODIES"])
    bodies = {path.name: path.read_bytes() for path in folder.iterdir()}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        del receive
        if scope["type"] != "http":
            return
        body = bodies.get(scope["path"].strip("/"), b"")
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


def rate(url: str, headers: dict[str, str] | None = None) -> float:
    """Give the requests a second that 50 connections get answered."""
    given = [
        part for name, value in (headers or {}).items() for part in ("-H", f"{name}: {value}")
    ]
    wrk = shutil.which("wrk")
    command = (
        [wrk, "-t1", "-c50", f"-d{SECONDS}s", *given, url]
        if wrk
        else [sys.executable, "-m", "benchmarks.site", "--load", url, *given]
    )
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    if "Non-2xx" in done.stdout and not headers:
        raise RuntimeError(done.stdout)
    return float(re.search(r"Requests/sec:\s*([\d.]+)", done.stdout)[1])  # type: ignore[index]


async def load(url: str, headers: list[str]) -> None:
    """Ask on 50 connections for a while, and say how often it was answered."""
    parts = httpx.URL(url)
    request = (
        f"GET {parts.raw_path.decode()} HTTP/1.1\r\nHost: {parts.netloc.decode()}\r\n"
        + "".join(f"{each}\r\n" for each in headers)
        + "\r\n"
    ).encode()
    until = time.monotonic() + SECONDS
    count = 0

    async def ask() -> None:
        nonlocal count
        reader, writer = await asyncio.open_connection(parts.host, parts.port)
        while time.monotonic() < until:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = re.search(rb"content-length: (\d+)", head)
            if length and b" 304 " not in head[:20]:
                await reader.readexactly(int(length[1]))
            count += 1
        writer.close()

    await asyncio.gather(*(ask() for _ in range(50)))
    print(f"Requests/sec: {count / SECONDS}")


# --- what is measured --------------------------------------------------------------------


def pages(small: str, large: str, end: int, stories: int, rounds: int) -> Iterator[Measured]:
    """Measure each kind of page against the bare peer's same bytes, and the small log."""
    paths = {
        "front page": ("/", "/"),
        "story": (_newest(small), _newest(large)),
        "feed": ("/feed.xml", "/feed.xml"),
        "a page of the log": (
            f"/v1/events?after={SMALL - IN_A_PAGE}",
            f"/v1/events?after={end - IN_A_PAGE}",
        ),
        "end of the log": (f"/v1/events?after={SMALL}", f"/v1/events?after={end}"),
    }
    with tempfile.TemporaryDirectory() as folder:
        etags = {}
        for name, (_, path) in paths.items():
            answer = httpx.get(large + path, headers={"Accept-Encoding": "identity"})
            answer.raise_for_status()
            etags[name] = answer.headers["etag"]
            Path(folder, name.replace(" ", "-")).write_bytes(answer.content)
        with serving("benchmarks.site:bare", {"BENCH_BODIES": folder}) as (_, port):
            for name, (path_of_small, path) in paths.items():
                bare_url = f"http://{LOOPBACK}:{port}/{name.replace(' ', '-')}"
                httpx.get(small + path_of_small).raise_for_status()
                asked = (
                    (large + path, None),
                    (bare_url, None),
                    (small + path_of_small, None),
                    (large + path, {"If-None-Match": etags[name]}),
                )
                found = []
                for _ in range(rounds):
                    there = [rate(*each) for each in asked]
                    back = [rate(*each) for each in reversed(asked)]
                    both = zip(there, reversed(back), strict=True)
                    found.append(tuple((one + other) / 2 for one, other in both))
                yield from _compared(name, stories, found)


def _newest(base: str) -> str:
    found = httpx.get(f"{base}/v1/search?sort=newest&limit=1").json()["results"][0]
    return httpx.URL(found["url"]).path


def _compared(name: str, stories: int, found: list[tuple[float, ...]]) -> Iterator[Measured]:
    value = round(statistics.median(each[0] for each in found))
    unchanged = round(statistics.median(each[3] for each in found))
    to_bare = [large / bare for large, bare, _, _ in found]
    to_small = [large / small for large, _, small, _ in found]
    print(f"{name}: {value}/s, 304 {unchanged}/s, {to_bare=}, {to_small=}", flush=True)
    for against, ratios, goal in (
        ("a bare ASGI endpoint", to_bare, GOAL),
        (f"{SMALL:,} stories", to_small, round(1 / 1.2, 2)),
    ):
        yield {
            "name": f"site, {name}, {stories:,} stories",
            "value": value,
            "unit": "requests/s",
            "against": against,
            "ratio": round(statistics.median(ratios), 3),
            "goal": goal,
        }
    yield {
        "name": f"site, {name}, 304, {stories:,} stories",
        "value": unchanged,
        "unit": "requests/s",
        "against": "the page itself",
        "ratio": round(statistics.median(each[3] / each[0] for each in found), 2),
        "goal": 1,
    }


def made_anew(small: str, large: str, stories: int) -> Iterator[Measured]:
    """Measure stories that nobody asked for before, each log's in turn."""
    took: dict[str, list[float]] = {small: [], large: []}
    with httpx.Client(timeout=30) as client:
        paths = {base: _stories_in_the_sitemap(client, base) for base in took}
        for number in range(ANEW):
            for base, times in took.items():
                path = paths[base][number]
                began = time.perf_counter()
                client.get(base + path).raise_for_status()
                times.append((time.perf_counter() - began) * 1000)
    value, before = statistics.median(took[large]), statistics.median(took[small])
    yield {
        "name": f"site, a story made anew, {stories:,} stories",
        "value": round(value, 1),
        "unit": "ms",
        "against": f"{SMALL:,} stories",
        "ratio": round(before / value, 2),
        "goal": round(1 / 1.2, 2),
    }


def _stories_in_the_sitemap(client: httpx.Client, base: str) -> list[str]:
    parts = re.findall(r"(/sitemap-\d+\.xml)", client.get(f"{base}/sitemap.xml").text)
    listed = client.get(base + parts[0]).text
    return re.findall(rf"{LOOPBACK}[^<]*?(/\w+/story-[a-z2-7]+)", listed)[:ANEW]


def searches(base: str, newsroom: Newsroom, stories: int) -> Iterator[Measured]:
    """Search while stories arrive; then see how soon a kill is gone."""
    stop = threading.Event()

    def arrive() -> None:
        while not stop.wait(1.0):
            newsroom.publish(ARRIVING)

    arriving = threading.Thread(target=arrive)
    arriving.start()
    chance = random.Random(11)
    took = []
    refused = 0
    try:
        with httpx.Client(base_url=base) as client:
            for number in range(SEARCHES):
                words = [
                    newsroom.words[int(chance.paretovariate(0.35)) % len(newsroom.words)]
                    for _ in range(chance.choice((1, 1, 2, 2, 3)))
                ]
                section = "&section=sport" if number % 3 == 0 else ""
                began = time.perf_counter()
                answer = client.get(f"/v1/search?q={'+'.join(words)}{section}")
                took.append((time.perf_counter() - began) * 1000)
                # A process that is behind its log for a second says so.
                refused += answer.status_code == 503
                time.sleep(0.02)
    finally:
        stop.set()
        arriving.join()
    took.sort()
    print(f"search: {refused} of {SEARCHES} refused, median {took[len(took) // 2]:.1f} ms")
    yield {
        "name": f"search, {stories:,} stories, {ARRIVING} a second arriving, p95",
        "value": round(took[int(len(took) * 0.95)], 1),
        "unit": "ms",
        "against": "goal: at most 50",
        "ratio": round(50 / took[int(len(took) * 0.95)], 2),
        "goal": 1,
    }
    with httpx.Client(base_url=base) as client:
        victim = client.get("/v1/search?sort=newest&section=sport").json()["results"][0]
        newsroom.kill(_number(victim["article_id"]))
        began = time.perf_counter()
        query = f"/v1/search?q={victim['headline'].split()[0]}&sort=newest&limit=100"
        while victim["article_id"] in client.get(query).text:
            time.sleep(0.01)
        while client.get(httpx.URL(victim["url"]).path).status_code != 410:
            time.sleep(0.01)
        took_s = time.perf_counter() - began
    yield {
        "name": "a kill by another process, until it is gone from search and site",
        "value": round(took_s, 2),
        "unit": "s",
        "against": "goal: at most 1",
        "ratio": round(1 / took_s, 2),
        "goal": 1,
    }


def _number(article_id: str) -> int:
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return sum(letters.index(each) * 32**at for at, each in enumerate(article_id[:10]))


def caught_up(base: str, stories: int) -> None:
    """Wait until the site knows the log, as long as it goes on reading; says how far it is."""
    known, said_at = -1, time.monotonic()
    while known != stories:
        with contextlib.suppress(httpx.TransportError):
            answer = httpx.get(f"{base}/v1/search?sort=newest&limit=1", timeout=30)
            if answer.status_code == 200 and answer.json()["total"] != known:
                known, said_at = answer.json()["total"], time.monotonic()
        if time.monotonic() - said_at > PATIENCE_S:
            raise RuntimeError(f"the site knows {known} of {stories} stories, and no more")
        time.sleep(0.2)


@contextlib.contextmanager
def publishing(servers: Embedded, folder: Path, name: str) -> Iterator[str]:
    """Run publish on a log of its own; give its address."""
    environment = {
        "COPYDESK_MONGO_URL": servers.mongo_url,
        "COPYDESK_MONGO_DATABASE": name,
        "COPYDESK_REDIS_URL": servers.redis_url,
        "COPYDESK_SITE_URL": f"http://{LOOPBACK}",
        "COPYDESK_SITE_DIR": str(folder / f"site-{name}"),
        "COPYDESK_PUBLIC_KEEP": "1000",
    }
    with serving("services.publish.main:build", environment) as (_, port):
        yield f"http://{LOOPBACK}:{port}"


def site(stories: int, rounds: int, folder: Path) -> Iterator[Measured]:
    """Run it all."""
    with Embedded(folder) as servers:
        writer = Writer()
        few, many = (
            Newsroom(servers.mongo_url, name, writer) for name in ("bench_small", "bench_large")
        )
        few.fill(SMALL)
        with (
            publishing(servers, folder, "bench_small") as small,
            publishing(servers, folder, "bench_large") as large,
        ):
            began, before = time.monotonic(), many.sequence
            many.fill(stories)
            caught_up(small, few.stories)
            caught_up(large, many.stories)
            print(f"read in {time.monotonic() - began:.0f} s", flush=True)
            if before == 0:
                yield {
                    "name": f"site, a log of {stories:,} stories written and read",
                    "value": round(stories / (time.monotonic() - began)),
                    "unit": "stories/s",
                    "against": "",
                }
            yield from pages(small, large, many.sequence, stories, rounds)
            yield from made_anew(small, large, stories)
            yield from searches(large, many, stories)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--load")
    parser.add_argument("-H", dest="headers", action="append", default=[])
    options = parser.parse_args()
    if options.load:
        asyncio.run(load(options.load, options.headers))
        return
    with contextlib.ExitStack() as stack:
        folder = options.data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        rows = [*site(options.stories, options.rounds, folder)]
    print(results.table(rows))
    results.keep(rows)


if __name__ == "__main__":
    main()
