"""Writing several collections at once, on servers that can and on one that cannot."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.control.machine.ports import LOOPBACK, find_free
from shared.database import Database, OrderedInserts, connect
from tests.eventually import eventually


async def test_all_of_it_goes_in_at_once(database: Database) -> None:
    written = await OrderedInserts(database).insert(
        [("raw_items", {"_id": "r"}), ("articles", {"_id": "a"})]
    )

    assert written == 2
    assert await database["raw_items"].find_one() == {"_id": "r"}
    assert await database["articles"].find_one() == {"_id": "a"}


@pytest.mark.every_server
async def test_nothing_goes_in_behind_what_is_taken(database: Database) -> None:
    await database["articles"].insert_one({"_id": "a", "of": "somebody else"})

    written = await OrderedInserts(database).insert(
        [
            ("raw_items", {"_id": "r"}),
            ("articles", {"_id": "a"}),
            ("articles", {"_id": "b"}),
            ("heads", {"_id": "a"}),
        ]
    )

    assert await database["raw_items"].count_documents({}) == written
    assert [each["_id"] async for each in database["articles"].find()] == ["a"]
    assert await database["heads"].count_documents({}) == 0


@contextlib.contextmanager
def nx_27017_by_itself(folder: Path) -> Iterator[tuple[str, int]]:
    port = find_free()
    options = ("--data-dir", str(folder), "--host", LOOPBACK, "--port", str(port))
    files = ("--pid-file", str(folder / "pid"), "--log-file", str(folder / "log"))
    command = [sys.executable, "-m", "nx_27017.nx_27017", *options, *files]
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        yield LOOPBACK, port
    finally:
        server.kill()  # its own way of stopping hung once, for two minutes
        server.wait()


async def test_a_server_that_names_no_version_is_left_to_the_step_by_step_way(
    tmp_path: Path,
) -> None:
    with nx_27017_by_itself(tmp_path) as address:

        async def answers() -> bool:
            with socket.socket() as probe:
                return probe.connect_ex(address) == 0

        await eventually(answers)
        database = connect(f"mongodb://{address[0]}:{address[1]}/?w=1", service="test")

        written = await OrderedInserts(database).insert([("articles", {"_id": "a"})])

        assert written == 0
        assert await database["articles"].count_documents({}) == 0
        database.client.close()
