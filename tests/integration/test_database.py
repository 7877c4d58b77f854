"""Writing several collections at once, on servers that can and on one that cannot."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.control.ports import LOOPBACK, find_free
from shared.database import Database, connect, insert_in_order
from tests.eventually import eventually

pytestmark = pytest.mark.every_server


async def test_all_of_it_goes_in_at_once(database: Database) -> None:
    written = await insert_in_order(
        database, [("raw_items", {"_id": "r"}), ("articles", {"_id": "a"})]
    )

    assert written == 2
    assert await database["raw_items"].find_one() == {"_id": "r"}
    assert await database["articles"].find_one() == {"_id": "a"}


async def test_nothing_goes_in_behind_what_is_taken(database: Database) -> None:
    await database["articles"].insert_one({"_id": "a", "of": "somebody else"})

    written = await insert_in_order(
        database,
        [
            ("raw_items", {"_id": "r"}),
            ("articles", {"_id": "a"}),
            ("articles", {"_id": "b"}),
            ("heads", {"_id": "a"}),
        ],
    )

    assert written == 1
    assert [each["_id"] async for each in database["articles"].find()] == ["a"]
    assert await database["heads"].count_documents({}) == 0


_MONGODB_7 = """
from nx_27017 import handler
from services.control.document_server import run
handler.MAX_WIRE_VERSION = 21
run()
"""


@contextlib.contextmanager
def a_server_before_bulk_write(folder: Path) -> Iterator[str]:
    port = find_free()
    options = ("--data-dir", folder, "--host", LOOPBACK, "--port", str(port))
    files = ("--pid-file", folder / "pid", "--log-file", folder / "log")
    server = subprocess.Popen([sys.executable, "-c", _MONGODB_7, *options, *files])
    try:
        yield f"mongodb://{LOOPBACK}:{port}/?w=1"
    finally:
        server.terminate()
        server.wait()


async def test_a_server_that_cannot_is_left_to_the_step_by_step_way(tmp_path: Path) -> None:
    with a_server_before_bulk_write(tmp_path) as url:

        async def answers() -> bool:
            host, port = url.removeprefix("mongodb://").partition("/")[0].split(":")
            with socket.socket() as probe:
                return probe.connect_ex((host, int(port))) == 0

        await eventually(answers)
        database = connect(url, service="test")

        written = await insert_in_order(database, [("articles", {"_id": "a"})])

        assert written == 0
        assert await database["articles"].count_documents({}) == 0
        database.client.close()
