"""The reader's site (DESIGN, section 10): pages asked for again and again, and search.

The bare peer answers the same bytes from memory: an ASGI function under the same uvicorn.
Rounds are interleaved; what counts is the ratio within a round. First with a log of 1,000
stories, then of 100,000: the second must be no slower. Then searches, while 20 stories a second
arrive, and how soon a kill is gone from them.

    python -m benchmarks.site [--stories 100000] [--rounds 3]

The load is wrk's where there is one (`apt-get install wrk`), else a loop of ours.
"""

from __future__ import annotations

import argparse
import asyncio
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
from benchmarks.intake import LOOPBACK, serving
from services.control.embedded import Embedded
from services.publish.rows import Row
from services.publish.storage import PublishStore
from shared.database import connect

GOAL = 0.5
SECONDS = 2
SMALL = 1000
ARRIVING = 20
SEARCHES = 300
SECTIONS = ("world", "politics", "business", "sport", "culture", "science")
_SYLLABLES = (
    *("ka", "ne", "to", "ri", "mo", "la", "pe", "su", "vi", "do", "ran", "tel", "ing", "er"),
    *("ed", "ion", "al", "ba", "fe"),
)


# --- made-up stories ---------------------------------------------------------------------


class Writer:
    """Makes up stories whose words are spread as those of a language are."""

    def __init__(self) -> None:
        self._chance = random.Random(7)
        words = {"".join(self._chance.choices(_SYLLABLES, k=1 + n % 5)) for n in range(90_000)}
        self.words = sorted(words)
        self._chance.shuffle(self.words)
        self._weights = [*itertools.accumulate(1 / (at + 3) for at in range(len(self.words)))]

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
            type=f"copydesk.article.{'killed' if kills else 'published'}.v1",
            article_id=article_id,
            step=data["step"],
            revision=1,
            time=at,
            data=data | ({"reason": "killed"} if kills else {}),
            item=None if kills else self._item(article_id),
            hash=None,
        )

    def _item(self, article_id: str) -> str:
        body = "\n\n".join(self.say(60) for _ in range(self._chance.randint(3, 7)))
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
    """Writes rows into the log, as another publish process would."""

    def __init__(self, mongo_url: str) -> None:
        self._url = mongo_url
        self._writer = Writer()
        self.words = self._writer.words
        self.sequence = 0
        self._began = datetime.now(UTC) - timedelta(days=300)

    def publish(self, count: int) -> None:
        """Add so many stories, in the order of their times."""
        asyncio.run(self._add(count, None))

    def kill(self, number: int) -> None:
        """Add the kill of a story."""
        asyncio.run(self._add(1, number))

    async def _add(self, count: int, kills: int | None) -> None:
        store = PublishStore(connect(self._url, service="bench", name="copydesk"))
        for _ in range(0, count, 200):
            rows = []
            for _ in range(min(200, count)):
                self.sequence += 1
                at = min(self._began + timedelta(minutes=4 * self.sequence), datetime.now(UTC))
                rows.append(self._writer.row(self.sequence, at, kills=kills))
            await store.append(rows)


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


def pages(base: str, newsroom: Newsroom, rounds: int) -> Iterator[dict[str, Any]]:
    """Measure each kind of page against the bare peer with the same bytes."""
    newest = httpx.get(f"{base}/v1/search?sort=newest&limit=1").json()["results"][0]["url"]
    paths = {
        "front page": "/",
        "story": httpx.URL(newest).path,
        "feed": "/feed.xml",
        "end of the log": f"/v1/events?after={newsroom.sequence}",
    }
    with tempfile.TemporaryDirectory() as folder:
        etags = {}
        for name, path in paths.items():
            answer = httpx.get(base + path, headers={"Accept-Encoding": "identity"})
            answer.raise_for_status()
            etags[name] = answer.headers["etag"]
            Path(folder, name.replace(" ", "-")).write_bytes(answer.content)
        with serving("benchmarks.site:bare", {"BENCH_BODIES": folder}) as (_, port):
            for name, path in paths.items():
                theirs = f"http://{LOOPBACK}:{port}/{name.replace(' ', '-')}"
                found: list[tuple[float, float, float]] = []
                for _ in range(rounds):
                    ours, their = rate(base + path), rate(theirs)
                    found.append(
                        (ours, their, rate(base + path, {"If-None-Match": etags[name]}))
                    )
                ratios = [ours / their for ours, their, _ in found]
                value = round(statistics.median(ours for ours, _, _ in found))
                unchanged = round(statistics.median(each for _, _, each in found))
                print(f"{name}: {value}/s, 304 {unchanged}/s, ratios {ratios}", flush=True)
                yield {
                    "name": f"site, {name}, {newsroom.sequence:,} stories",
                    "value": value,
                    "unit": "requests/s",
                    "against": "a bare ASGI endpoint",
                    "ratio": round(statistics.median(ratios), 3),
                    "goal": GOAL,
                }
                yield {
                    "name": f"site, {name}, 304, {newsroom.sequence:,} stories",
                    "value": unchanged,
                    "unit": "requests/s",
                    "against": "the page itself",
                    "ratio": round(unchanged / value, 2),
                    "goal": 1,
                }


def made_anew(base: str, count: int) -> float:
    """Give the milliseconds a page takes that nobody asked for before (the median)."""
    index = httpx.get(f"{base}/sitemap.xml").text
    parts = re.findall(rf"{LOOPBACK}[^<]*?(/sitemap-\d+\.xml)", index)
    listed = httpx.get(base + parts[0], timeout=60).text
    paths = re.findall(rf"{LOOPBACK}[^<]*?(/\w+/story-[a-z2-7]+)", listed)[:count]
    took = []
    with httpx.Client(base_url=base) as client:
        for path in paths:
            began = time.perf_counter()
            client.get(path).raise_for_status()
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def searches(base: str, newsroom: Newsroom) -> Iterator[dict[str, Any]]:
    """Search while stories arrive; then see how soon a kill is gone."""
    stop = threading.Event()

    def arrive() -> None:
        while not stop.wait(1.0):
            newsroom.publish(ARRIVING)

    arriving = threading.Thread(target=arrive)
    arriving.start()
    chance = random.Random(11)
    took = []
    try:
        with httpx.Client(base_url=base) as client:
            for number in range(SEARCHES):
                words = [
                    newsroom.words[int(chance.paretovariate(0.35)) % len(newsroom.words)]
                    for _ in range(chance.choice((1, 1, 2, 2, 3)))
                ]
                section = "&section=sport" if number % 3 == 0 else ""
                began = time.perf_counter()
                client.get(f"/v1/search?q={'+'.join(words)}{section}").raise_for_status()
                took.append((time.perf_counter() - began) * 1000)
                time.sleep(0.02)
    finally:
        stop.set()
        arriving.join()
    took.sort()
    yield {
        "name": f"search, {newsroom.sequence:,} stories, {ARRIVING} a second arriving, p95",
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


def caught_up(base: str, newsroom: Newsroom, within_s: float = 400) -> float:
    """Wait until the site knows the log; give the seconds it took."""
    began = time.monotonic()
    while time.monotonic() - began < within_s:
        answer = httpx.get(f"{base}/v1/search?sort=newest&limit=1", timeout=30)
        if answer.status_code == 200 and answer.json()["total"] == newsroom.sequence:
            return time.monotonic() - began
        time.sleep(0.2)
    raise RuntimeError("the site does not catch up")


def site(stories: int, rounds: int) -> Iterator[dict[str, Any]]:
    """Run it all on one publish process."""
    with tempfile.TemporaryDirectory() as folder, Embedded(Path(folder)) as servers:
        newsroom = Newsroom(servers.mongo_url)
        environment = {
            "COPYDESK_MONGO_URL": servers.mongo_url,
            "COPYDESK_REDIS_URL": servers.redis_url,
            "COPYDESK_SITE_URL": f"http://{LOOPBACK}",
            "COPYDESK_SITE_DIR": str(Path(folder, "site")),
        }
        newsroom.publish(SMALL)
        with serving("services.publish.main:build", environment) as (_, port):
            base = f"http://{LOOPBACK}:{port}"
            caught_up(base, newsroom)
            small = [*pages(base, newsroom, rounds)]
            anew = made_anew(base, 100)
            yield from small
            if stories <= SMALL:
                return
            newsroom.publish(stories - SMALL)
            took = caught_up(base, newsroom)
            yield {
                "name": f"site, reading {stories - SMALL:,} stories of the log",
                "value": round((stories - SMALL) / took),
                "unit": "stories/s",
                "against": "",
            }
            large = [*pages(base, newsroom, rounds)]
            yield from large
            anew_large = made_anew(base, 100)
            yield {
                "name": f"site, a story made anew, {stories:,} stories",
                "value": round(anew_large, 1),
                "unit": "ms",
                "against": f"{SMALL:,} stories",
                "ratio": round(anew / anew_large, 2),
                "goal": round(1 / 1.2, 2),
            }
            yield from searches(base, newsroom)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--load")
    parser.add_argument("-H", dest="headers", action="append", default=[])
    options = parser.parse_args()
    if options.load:
        asyncio.run(load(options.load, options.headers))
        return
    rows = [*site(options.stories, options.rounds)]
    print(results.table(rows))
    results.keep(rows)


if __name__ == "__main__":
    main()
