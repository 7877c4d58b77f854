"""The compose file, with real containers: it comes up, carries copy, scales, survives."""

import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = [pytest.mark.docker, pytest.mark.timeout(900)]

REPOSITORY = Path(__file__).parents[2]
SECRETS = REPOSITORY / "deploy" / "secrets"
IMAGES = ("python:3.13-slim", "redis:8", "mongo:8")
WITHIN_S = 120.0
ARRIVED = {"published", "held"}

QUICK = """
services:
  ingest: &quick
    environment: &times
      COPYDESK_RECLAIM_AFTER_S: "2"
      COPYDESK_RECONCILE_EVERY_S: "2"
      COPYDESK_STALLED_AFTER_S: "5"
  enrichment: *quick
  moderation: *quick
  publish: *quick
"""
"""A dead worker's entries are taken over after seconds, so that the test need not wait long."""


class Compose:
    """One project of the compose file, apart from any other that runs here."""

    def __init__(self, override: Path) -> None:
        self._command = ["docker", "compose", "-p", "copydesk-test"]
        self._command += ["-f", "docker-compose.yml", "-f", str(override)]
        free = dict.fromkeys(
            ("COPYDESK_INGEST_PORT", "COPYDESK_MODERATION_PORT", "COPYDESK_PUBLISH_PORT"), "0"
        )
        apart = {
            "COPYDESK_TAG": "test",
            "COPYDESK_DOOR_SUBNET": "10.213.78.0/24",
            "COPYDESK_DOOR_ADDRESS": "10.213.78.2",
        }
        self._environment = {**os.environ, **free, **apart}

    def __call__(self, *words: str) -> str:
        done = subprocess.run(
            [*self._command, *words],
            check=False,
            capture_output=True,
            text=True,
            timeout=600,
            cwd=REPOSITORY,
            env=self._environment,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def url(self, service: str, port: int) -> str:
        return "http://" + self("port", service, str(port)).strip()

    def copydesk(self, *words: str) -> Any:
        return json.loads(self("exec", "-T", "ingest", "copydesk", *words, "--json"))


def _docker(*words: str) -> bool:
    done = subprocess.run(["docker", *words], check=False, capture_output=True, timeout=60)
    return done.returncode == 0


@pytest.fixture(scope="module")
def compose(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compose]:
    if shutil.which("docker") is None or not _docker("info"):
        pytest.skip("no Docker engine answers here")
    missing = [image for image in IMAGES if not _docker("image", "inspect", image)]
    if missing:
        pytest.skip(f"images are not at hand: {', '.join(missing)} (docker pull them)")
    subprocess.run([str(REPOSITORY / "deploy" / "make-secrets")], check=True)
    override = tmp_path_factory.mktemp("compose") / "quick.yml"
    override.write_text(QUICK)
    compose = Compose(override)
    try:
        compose("up", "-d", "--build", "--wait")
        yield compose
    finally:
        compose("down", "--volumes", "--timeout", "20")


@pytest.fixture(scope="module")
def wire(compose: Compose) -> Iterator[httpx.Client]:
    key = compose.copydesk("source", "add", "compose-wire", "--rights", "self")["key"]
    with httpx.Client(
        base_url=compose.url("ingest", 8001), headers={"Authorization": f"Bearer {key}"}
    ) as client:
        yield client


def eventually(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not is_so():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.1)


def a_story(number: int) -> dict[str, str]:
    """Write a story that is like no other: invented words, so that none is a near-duplicate."""
    chance = random.Random(number)
    syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]

    def sentence() -> str:
        words = ["".join(chance.choices(syllables, k=3)) for _ in range(14)]
        return " ".join(words).capitalize() + "."

    body = "\n\n".join(" ".join(sentence() for _ in range(3)) for _ in range(4))
    headline = f"{body.split('.', maxsplit=1)[0]}"
    return {"uri": f"compose-{number}", "version": "1", "headline": headline, "text": body}


def events(compose: Compose) -> list[dict[str, Any]]:
    """Read the published log from its start."""
    url = compose.url("publish", 8004) + "/v1/events"
    log: list[dict[str, Any]] = httpx.get(url, params={"limit": 1000}).json()["events"]
    return log


def test_an_article_goes_from_the_wire_to_the_log(compose: Compose, wire: httpx.Client) -> None:
    story = {
        "uri": "compose-first",
        "headline": "Harbour cranes get a coat of yellow paint",
        "text": "The two cranes of the harbour are being painted yellow this week, so that "
        "ships see them in fog, the port said.\n\nThe painters work at night, when no ship is "
        "loaded. They use eleven hundred litres of paint.",
    }

    answer = wire.post("/v1/articles", json=story)

    assert answer.status_code == 202, answer.text
    receipt = answer.headers["location"]
    eventually(lambda: wire.get(receipt).json()["state"] == "published")
    told = [event["subject"] for event in events(compose)]
    assert told.count(answer.json()["article_id"]) == 1
    life = compose.copydesk("explain", answer.json()["article_id"])
    stages = {record["stage"] for record in life["revisions"][0]["records"]}
    assert {"ingest", "enrichment", "moderation", "publish"} <= stages


def test_three_workers_share_the_work_and_one_may_die_of_it(
    compose: Compose, wire: httpx.Client
) -> None:
    compose("up", "-d", "--no-build", "--no-recreate", "--wait", "--scale", "enrichment=3")
    workers = compose("ps", "-q", "enrichment").split()
    assert len(workers) == 3

    receipts = []
    for number in range(150):
        answer = wire.post("/v1/articles", json=a_story(number))
        assert answer.status_code == 202, answer.text
        receipts.append(answer.headers["location"])
        if number == 100:
            assert _docker("kill", "--signal", "KILL", workers[0])

    waiting = [*receipts]

    def all_arrived() -> bool:
        waiting[:] = [each for each in waiting if wire.get(each).json()["state"] not in ARRIVED]
        return not waiting

    eventually(all_arrived)
    log = events(compose)
    numbers = [int(event["sequence"]) for event in log]
    assert numbers == [*range(1, len(log) + 1)]
    assert len({event["id"] for event in log}) == len(log)


def test_nothing_runs_with_more_rights_than_it_needs(compose: Compose) -> None:
    described = json.loads(compose("config", "--format", "json"))

    for name, service in described["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["user"] in {"10001:10001", "999:999"}, name
        assert "container_name" not in service, name
        assert "healthcheck" in service, name
    assert "ports" not in described["services"]["enrichment"]
    assert described["networks"]["stores"]["internal"] is True
    user = compose("exec", "-T", "enrichment", "id", "-u").strip()
    assert user == "10001"


def test_the_operators_calls_are_not_on_the_published_port(compose: Compose) -> None:
    asked = {"Authorization": f"Bearer {(SECRETS / 'operator_token').read_text()}"}

    for service, port in (("ingest", 8001), ("moderation", 8003), ("publish", 8004)):
        url = compose.url(service, port)
        assert httpx.get(f"{url}/metrics").status_code == 404
        assert httpx.get(f"{url}/v1/dead", headers=asked).status_code == 404
        assert httpx.get(f"{url}/readyz").json() == {"status": "ready"}
    assert compose.copydesk("dead", "list") == []


def test_a_service_may_do_with_redis_only_what_it_needs(compose: Compose) -> None:
    refused = compose(
        *("exec", "-T", "enrichment", "python", "-c"),
        "import pathlib, redis\n"
        "r = redis.Redis.from_url(pathlib.Path('/run/secrets/redis_url').read_text())\n"
        "for command in (['FLUSHALL'], ['XADD', 'article.published', '*', 'a', 'b']):\n"
        "    try:\n"
        "        print(r.execute_command(*command))\n"
        "    except redis.exceptions.NoPermissionError:\n"
        "        print('refused')\n",
    )
    assert refused.split() == ["refused", "refused"]
