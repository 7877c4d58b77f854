"""Every process is killed at random while stories with pictures flow, from a server that lies.

The object store is away for a while. Nothing is lost, no story waits for its picture, every
picture that could be had is on its page, and no object is left without its document.
"""

from __future__ import annotations

import hashlib
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from tests.e2e.room import Room, a_newsroom, a_story
from tests.e2e.test_crashes import (
    LIVE,
    check_log,
    expect_endings,
    kill_at_random_during,
    no_dead_letters,
    send_all,
)
from tests.pictures import a_jpeg

SEED = int(os.environ.get("COPYDESK_CRASH_SEED") or random.SystemRandom().randrange(10**6))
ITEMS = 500 if "COPYDESK_CRASH_ARTICLES" in os.environ else 60
"""`make crash` sends 500."""
PATIENCE_S = 150 + ITEMS // 2
"""For each thing that is waited for: half a second for each item that flows meanwhile."""

pytestmark = [pytest.mark.crash, pytest.mark.long, pytest.mark.timeout(600 + 4 * ITEMS)]

LEASE_S = 15
TIMES = {
    "COPYDESK_POLL_ALLOW_NETWORKS": "127.0.0.0/8",
    "COPYDESK_PICTURE_LOOK_EVERY_S": "0.2",
    "COPYDESK_PICTURE_LEASE_S": str(LEASE_S),
    "COPYDESK_PICTURE_TIMEOUT_S": "6",
    "COPYDESK_PICTURE_JANITOR_EVERY_S": "1",
    "COPYDESK_PICTURE_GRACE_S": "5",
}


class _Server(ThreadingHTTPServer):
    """Serves pictures, now and then as bad servers do: away, slow, short, called a page."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pictures: dict[str, bytes] = {}
        self.dice = random.Random(SEED)
        self.ended = threading.Event()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        data, mood = self.server.pictures[self.path], self.server.dice.random()
        if mood < 0.15:
            self._answer(503, b"", "text/plain", 0)
        elif mood < 0.2:
            self._answer(200, data[:100], "image/jpeg", len(data))
            self.server.ended.wait(30)
        elif mood < 0.3:
            self._answer(200, data, "image/jpeg", len(data) + 9999)
        else:
            self._answer(200, data, "text/html" if mood < 0.5 else "image/jpeg", len(data))

    def _answer(self, status: int, data: bytes, kind: str, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name
        """Say nothing."""


@contextmanager
def a_bad_server() -> Iterator[_Server]:
    with _Server() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()


def with_picture(server: _Server, number: int) -> dict[str, Any]:
    data = a_jpeg(400, 300, seed=number)
    server.pictures[f"/{number}.jpg"] = data
    story = a_story(number, seed=SEED)
    return {
        "uri": story["uri"],
        "version": "1",
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
        "language": "en",
        "headlines": [{"role": "main", "value": story["headline"]}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": story["text"]}],
        "associations": [
            {
                "name": "lead",
                "uri": f"{story['uri']}-picture",
                "type": "picture",
                "altText": "Hills under a sun.",
                "copyrightNotice": "Own Wire",
                "renditions": [{"name": "main", "href": server.url(f"/{number}.jpg")}],
            }
        ],
    }


@contextmanager
def a_database(room: Room) -> Iterator[Any]:
    client: Any = MongoClient(room.servers.mongo_url)
    try:
        yield client["copydesk"]
    finally:
        client.close()


def wait_until_all_are_had(room: Room, database: Any) -> None:
    """Wait for as long as one picture after the other is had, however slowly."""
    pictures = database["pictures"]

    def still_to_be_had() -> int:
        # Let what failed be tried at once: the waits between tries are a day's. What somebody
        # has in hand is due again within its lease, and is left alone.
        later = int((time.time() + 2 * LEASE_S) * 1000)
        pictures.update_many({"due_at": {"$gt": later}}, {"$set": {"due_at": 1}})
        return int(pictures.count_documents({"due_at": {"$gt": 0}}))

    def is_less_than(before: int) -> bool:
        return still_to_be_had() < before

    room.wait_for(
        lambda: pictures.count_documents({}) == ITEMS, what=f"seed {SEED}: all are asked for"
    )
    while left := still_to_be_had():
        room.wait_for(
            partial(is_less_than, left),
            what=f"seed {SEED}: one more of {left} pictures is had",
            within_s=120,
        )
    assert pictures.count_documents({"state": "done"}) == ITEMS


def send_with_an_outage(
    room: Room, key: str, stories: list[dict[str, Any]], objects: Path, taken: list[str]
) -> dict[str, str]:
    """Send all; for the middle third the store is a file where a folder should be."""
    third = len(stories) // 3
    ids = send_all(room, key, stories[:third], taken)
    objects.mkdir(exist_ok=True)
    away = objects.rename(objects.with_name("away"))
    objects.write_bytes(b"")
    ids |= send_all(room, key, stories[third : 2 * third], taken)
    objects.unlink()
    away.rename(objects)
    return ids | send_all(room, key, stories[2 * third :], taken)


def test_every_process_is_killed_while_pictures_flow(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    objects = tmp_path / "objects"
    times = {**TIMES, "COPYDESK_OBJECTS": str(objects)}
    with (
        a_bad_server() as server,
        a_newsroom(tmp_path, "publish", **times) as room,
        a_database(room) as database,
    ):
        stories = [with_picture(server, number) for number in range(ITEMS)]
        key = room.add_source("own-wire", rights=["self"])
        ids = kill_at_random_during(
            room,
            lambda taken: send_with_an_outage(room, key, stories, objects, taken),
            every=max(4, ITEMS // 8),
            at_least=5,
            dice=dice,
        )
        room.wait_until_ready()
        expect_endings(room, dict.fromkeys(ids.values(), (LIVE, 1)))

        wait_until_all_are_had(room, database)
        hashes = {
            ids[story["uri"]]: hashlib.sha256(server.pictures[f"/{n}.jpg"]).hexdigest()
            for n, story in enumerate(stories)
        }
        room.wait_for(
            partial(all_shown, room, hashes),
            what=f"seed {SEED}: each on its page",
            within_s=PATIENCE_S,
        )
        room.wait_for(
            partial(no_orphans, objects, {*hashes.values()}), what=f"seed {SEED}: no orphan"
        )
        for sha256 in dice.sample(sorted(hashes.values()), 5):
            answer = room.http.get(f"{room.url('publish')}/media/{sha256}/320")
            assert answer.status_code == 200, answer.text
        check_log(room.log())
        no_dead_letters(room)
        assert len(ids) == ITEMS


def all_shown(room: Room, hashes: dict[str, str]) -> bool:
    newest = {event["subject"]: event["data"] for event in room.log()}
    return all(
        f"/media/{sha256}/" in str(newest[id_]["item"]) for id_, sha256 in hashes.items()
    )


def no_orphans(objects: Path, known: set[str]) -> bool:
    lying = {each.name for each in (objects / "originals").rglob("?" * 64)}
    return lying == known
