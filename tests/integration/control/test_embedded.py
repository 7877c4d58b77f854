"""The embedded servers: what an operator and the crash tests rely on."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import InsertOne, MongoClient, UpdateOne
from pymongo.errors import BulkWriteError, ClientBulkWriteException, PyMongoError
from redis import Redis

from services.control.machine.embedded import DataInUseError, Embedded, EmbeddedServerError
from services.control.machine.ports import find_free


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with Embedded(tmp_path_factory.mktemp("embedded")) as servers:
        yield servers


def test_what_redis_acknowledged_a_second_ago_survives_a_kill(servers: Embedded) -> None:
    with Redis.from_url(servers.redis_url) as redis:
        redis.set("story", "kept")
        redis.execute_command("WAITAOF", 1, 0, 5000)

        url = servers.redis_url
        servers.kill_redis()
        servers.start_redis()

        assert servers.redis_url == url
        assert redis.get("story") == b"kept"


def test_what_mongo_acknowledged_survives_a_kill(servers: Embedded) -> None:
    with MongoClient[dict[str, str]](servers.mongo_url) as mongo:
        mongo.copydesk.articles.insert_one({"_id": "one"})

        servers.kill_mongo()
        servers.start_mongo()

        assert mongo.copydesk.articles.find_one() == {"_id": "one"}


def test_of_a_bulk_write_the_winners_are_kept_and_the_losers_named(servers: Embedded) -> None:
    with MongoClient[dict[str, Any]](servers.mongo_url) as mongo:
        heads = mongo.copydesk.heads
        heads.insert_many([{"_id": "b", "changes": 4}, {"_id": "c", "changes": 7}])
        inserts = [InsertOne({"_id": id_, "changes": 1}) for id_ in "abcd"]
        moves = [
            UpdateOne({"_id": id_, "changes": 7}, {"$set": {"changes": 8}}, upsert=True)
            for id_ in "bce"
        ]

        with pytest.raises(BulkWriteError) as taken:
            heads.bulk_write(inserts, ordered=False)
        with pytest.raises(BulkWriteError) as moved:
            heads.bulk_write(moves, ordered=False)

        servers.kill_mongo()
        servers.start_mongo()
        assert [each["index"] for each in taken.value.details["writeErrors"]] == [1, 2]
        assert [each["index"] for each in moved.value.details["writeErrors"]] == [0]
        assert {each["_id"]: each["changes"] for each in heads.find()} == {
            "a": 1,
            "b": 4,
            "c": 8,
            "d": 1,
            "e": 8,
        }


def test_a_bulk_write_of_several_collections_stops_at_what_is_taken(servers: Embedded) -> None:
    with MongoClient[dict[str, Any]](servers.mongo_url) as mongo:
        mongo.copydesk.several.insert_one({"_id": "b"})
        inserts = [
            InsertOne({"_id": id_}, namespace=f"copydesk.{collection}")
            for id_, collection in (("a", "several"), ("b", "several"), ("a", "others"))
        ]

        with pytest.raises(ClientBulkWriteException) as taken:
            mongo.bulk_write(inserts, ordered=True)

        servers.kill_mongo()
        servers.start_mongo()
        errors: Any = taken.value.write_errors
        assert [(each["idx"], each["code"]) for each in errors] == [(1, 11000)]
        assert {each["_id"] for each in mongo.copydesk.several.find()} == {"a", "b"}
        assert mongo.copydesk.others.count_documents({}) == 0


def test_a_kill_leaves_all_of_a_bulk_write_or_nothing(servers: Embedded) -> None:
    stories = [{"_id": str(number), "text": "harbour " * 100} for number in range(2000)]
    with MongoClient[dict[str, Any]](servers.mongo_url, retryWrites=False) as mongo:
        collection = mongo.copydesk.killed
        began = time.perf_counter()
        collection.insert_many(stories)
        took = time.perf_counter() - began
        for share in (0.3, 0.5, 0.7, 0.9):
            collection.delete_many({})
            killer = threading.Timer(took * share, servers.kill_mongo)
            killer.start()
            with contextlib.suppress(PyMongoError):
                collection.insert_many(stories)
            killer.join()
            servers.start_mongo()
            assert collection.count_documents({}) in (0, len(stories))


def test_redis_refuses_writes_rather_than_forgetting(servers: Embedded) -> None:
    with Redis.from_url(servers.redis_url) as redis:
        assert redis.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert redis.config_get("appendonly") == {"appendonly": "yes"}
        assert redis.config_get("stream-node-max-entries") == {"stream-node-max-entries": "1"}


def test_a_second_newsroom_on_the_same_data_is_refused(
    servers: Embedded, tmp_path: Path
) -> None:
    del servers
    with Embedded(tmp_path), pytest.raises(DataInUseError, match=f"pid {os.getpid()}"):
        Embedded(tmp_path).start()


def test_a_taken_port_is_named_with_its_holder(tmp_path: Path) -> None:
    port = find_free()
    with (
        socket.create_server(("127.0.0.1", port)),
        pytest.raises(EmbeddedServerError, match=f"port {port} is taken by"),
    ):
        Embedded(tmp_path, redis_port=port).start()


_NEWSROOM = """
import sys, signal
from pathlib import Path
from services.control.machine.embedded import Embedded
with Embedded(Path(sys.argv[1])) as servers:
    print(*servers.pids().values(), flush=True)
    signal.pause()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's tether is Linux's")
def test_servers_die_with_a_killed_parent_and_the_data_opens_again(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            _NEWSROOM,
            str(tmp_path),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    children = [int(pid) for pid in parent.stdout.readline().split()]

    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    assert len(children) == 2
    with Embedded(tmp_path) as again:
        assert again.redis_url
    deadline = time.monotonic() + 10
    while any(_runs(pid) for pid in children):
        assert time.monotonic() < deadline, "a server outlived its newsroom"


def _runs(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"
