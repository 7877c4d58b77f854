"""Who works where."""

import json
import os
from pathlib import Path

import pytest

from services.control.machine.roster import (
    Roster,
    UnknownWorkersError,
    Worker,
    places,
    read_roster,
    read_workers,
    roster_file,
    write_roster,
)


def a_roster(pid: int) -> Roster:
    worker = Worker(service="ingest", pid=7, port=9001, url="http://127.0.0.1:9001")
    return Roster(
        services=(worker,),
        redis_url="redis://127.0.0.1:1/0",
        mongo_url="mongodb://127.0.0.1:2",
        tokens_file="/data/tokens.json",
        data="/data",
        pid=pid,
    )


def test_the_four_services_take_the_ports_after_the_base() -> None:
    planned = {place.service: place.port for place in places(9000, {})}

    assert planned == {
        "ingest": 9001,
        "enrichment": 9002,
        "moderation": 9003,
        "publish": 9004,
    }


@pytest.mark.parametrize(
    "wish",
    ["enrichmant=2", "enrichment", "enrichment=0", "enrichment=-1", "enrichment=many", "=2"],
)
def test_a_wish_that_cannot_be_read_is_refused_in_words(wish: str) -> None:
    with pytest.raises(UnknownWorkersError, match="say SERVICE=COUNT"):
        read_workers([wish])


def test_wishes_are_read() -> None:
    assert read_workers(["enrichment=2", "publish=1"]) == {"enrichment": 2, "publish": 1}


def test_the_page_says_what_shapes_promises(tmp_path: Path) -> None:
    write_roster(tmp_path, a_roster(os.getpid()))

    said = json.loads(roster_file(tmp_path).read_text())

    assert said["services"] == [
        {"service": "ingest", "pid": 7, "port": 9001, "url": "http://127.0.0.1:9001"}
    ]
    assert {"redis_url", "mongo_url", "tokens_file"} <= said.keys()
    assert read_roster(tmp_path) == a_roster(os.getpid())


def test_a_newsroom_that_was_killed_is_not_up(tmp_path: Path) -> None:
    nobody = 2**22 + 1  # above the highest process id of Linux

    write_roster(tmp_path, a_roster(nobody))

    assert read_roster(tmp_path) is None


def test_no_page_means_no_newsroom(tmp_path: Path) -> None:
    assert read_roster(tmp_path) is None
