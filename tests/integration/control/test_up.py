"""`copydesk up` and the commands that speak to what it started."""

import contextlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import httpx
import pytest

from services.control import main
from services.control.machine.ports import find_free_base

DEMO = Path(__file__).parents[3] / "services" / "control" / "demo"
WITHIN_S = 60.0


class Done(NamedTuple):
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


class Newsroom:
    """A newsroom that `copydesk up` runs, and the command in a shell beside it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.base = find_free_base(4)
        self.process: subprocess.Popen[str] | None = None

    def up(self, *words: str) -> None:
        self.process = subprocess.Popen(
            [*COPYDESK, "up", "--port-base", str(self.base), "--data", str(self.data), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=ENVIRONMENT,
        )
        eventually(lambda: self.copydesk("ps", "--json").returncode == 0)

    def stop(self, number: signal.Signals) -> tuple[int, str]:
        assert self.process is not None
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=WITHIN_S)
        return self.process.returncode, said

    def copydesk(self, *words: str) -> Done:
        """Run the command here: a process of its own would cost each call most of a second."""
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            mock.patch.dict(os.environ, ENVIRONMENT, clear=True),
            mock.patch.object(sys, "argv", ["copydesk", *words, "--data", str(self.data)]),
            pytest.raises(SystemExit) as ended,
        ):
            main.run()
        return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())

    def json(self, *words: str) -> Any:
        done = self.copydesk(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


COPYDESK = (sys.executable, "-m", "services.control")
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")
}


def eventually(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not is_so():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    newsroom = Newsroom(tmp_path_factory.mktemp("newsroom"))
    newsroom.up("--workers", "enrichment=2")
    yield newsroom
    code, said = newsroom.stop(signal.SIGTERM)
    assert code == 0, said


def test_ps_names_every_process_and_where_its_servers_and_tokens_are(
    newsroom: Newsroom,
) -> None:
    said = newsroom.json("ps")

    ports = [(worker["service"], worker["port"]) for worker in said["services"]]
    assert ports[:4] == [
        ("ingest", newsroom.base + 1),
        ("enrichment", newsroom.base + 2),
        ("moderation", newsroom.base + 3),
        ("publish", newsroom.base + 4),
    ]
    assert [service for service, _ in ports[4:]] == ["enrichment"]
    for worker in said["services"]:
        os.kill(worker["pid"], 0)
        assert httpx.get(worker["url"] + "/readyz").status_code == 200
    assert said["redis_url"].startswith("redis://127.0.0.1:")
    assert said["mongo_url"].startswith("mongodb://127.0.0.1:")
    tokens = json.loads(Path(said["tokens_file"]).read_text())
    assert tokens["COPYDESK_OPERATOR_TOKEN"]
    assert tokens["COPYDESK_DESK_TOKEN"]


def test_nobody_else_may_read_what_a_newsroom_keeps(newsroom: Newsroom) -> None:
    data = Path(newsroom.json("ps")["data"])

    kept = [data, *data.rglob("*")]
    open_to_others = [str(path) for path in kept if path.lstat().st_mode & 0o077]

    assert len(kept) > 10
    assert not open_to_others


def test_the_key_of_secrets_is_changed(newsroom: Newsroom) -> None:
    assert set(newsroom.json("secrets", "rotate").values()) == {0}


def test_a_file_that_is_sent_can_be_explained_once_it_is_published(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    story = tmp_path / "own.json"  # of this test alone: what others send would be a repeat
    story.write_text(
        json.dumps(
            {
                "uri": "explained-1",
                "headline": "Rope ferry gets a new rope after sixty years",
                "text": "The rope ferry below the mill has a new rope. The old one had been "
                "spliced eleven times since the ferryman's grandmother bought it.\n\nCrossing "
                "takes four minutes, as before, and costs nothing on Sundays.",
            }
        )
    )
    [sent] = newsroom.json("send", str(story))
    assert sent["status"] == 202
    article_id = sent["article_id"]

    eventually(lambda: newsroom.json("explain", article_id)["state"] == "published")

    told = newsroom.copydesk("explain", article_id).stdout
    for stage in ("ingest", "enrichment", "moderation", "publish"):
        assert stage in told
    [again] = newsroom.json("send", str(story))
    assert again["status"] == 200


def test_watch_tells_the_log_from_where_it_is_asked_to(newsroom: Newsroom) -> None:
    newsroom.json("send", str(DEMO / "shouting.json"), str(DEMO / "festival.json"))
    watching = subprocess.Popen(
        [*COPYDESK, "watch", "--after", "0", "--json", "--data", str(newsroom.data)],
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    assert watching.stdout is not None
    try:
        first = json.loads(watching.stdout.readline())
    finally:
        watching.terminate()
        watching.communicate()

    assert first["sequence"] == "0000000000000001"
    assert first["type"] == "copydesk.article.published.v1"


def test_a_refused_file_is_told_with_its_place_and_fails(newsroom: Newsroom) -> None:
    done = newsroom.copydesk("send", str(DEMO / "broken.xml"))

    assert done.returncode == 1
    assert "quarantined" in done.stdout
    [kept] = newsroom.json("quarantine", "list")
    assert kept["source"] == "local"


def test_a_source_is_added_shown_paused_and_given_another_key(newsroom: Newsroom) -> None:
    added = newsroom.json("source", "add", "wire-1", "--rights", "self", "--rights", "AFP")
    assert added["source"] == "wire-1"

    assert newsroom.json("source", "show", "wire-1")["rights"] == ["self", "AFP"]
    assert newsroom.json("source", "rotate-key", "wire-1")["key"] != added["key"]
    assert newsroom.json("source", "pause", "wire-1")["paused"] is True
    assert "wire-1" in newsroom.copydesk("source", "list").stdout
    refused = newsroom.copydesk("source", "add", "wire-1")
    assert refused.returncode == 1
    assert "There is such a source" in refused.stderr


def test_a_source_is_polled_shown_tried_and_polled_no_more(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    secret = tmp_path / "key"
    secret.write_text("sesame\n", encoding="utf-8")
    address = "http://127.0.0.1:9/feed"

    newsroom.json(
        *("source", "add", "wire-polled", "--poll", address, "--every", "600"),
        *("--media-type", "application/rss+xml", "--secret-file", str(secret)),
    )

    poll = newsroom.json("source", "show", "wire-polled")["poll"]
    assert (poll["url"], poll["every_s"], poll["secret"]) == (address, 600, "set")
    assert "sesame" not in newsroom.copydesk("source", "show", "wire-polled").stdout
    tried = newsroom.copydesk("source", "test", "wire-polled")
    assert tried.returncode == 1
    assert "127.0.0.1 is no public address" in tried.stderr
    assert newsroom.json("source", "poll", "wire-polled", "--stop")["polled"] is False
    assert "poll" not in newsroom.json("source", "show", "wire-polled")
    refused = newsroom.copydesk("source", "add", "wire-odd", "--poll", "gopher://wire.example/")
    assert refused.returncode == 1
    assert "wire-odd is there, but is not polled" in refused.stderr


def test_a_source_keeps_what_a_change_does_not_name(newsroom: Newsroom) -> None:
    newsroom.json("source", "add", "wire-2", "--rights", "self", "--trust", "low")

    changed = newsroom.json("source", "change", "wire-2", "--trust", "high")

    assert changed["trust"] == "high"
    assert changed["rights"] == ["self"]
    assert newsroom.copydesk("source", "change", "wire-2").returncode == 2


def test_a_site_is_registered_shown_and_forgotten(newsroom: Newsroom) -> None:
    hook = "https://93.184.215.14/hook"  # a public address: names need not resolve here
    added = newsroom.json("site", "add", "site-1", "--url", hook, "--filter", "section=world")
    assert added["secret"].startswith("whsec_")

    assert "section=world" in str(newsroom.json("site", "show", "site-1"))
    assert [site["site"] for site in newsroom.json("site", "list")] == ["site-1"]
    assert newsroom.json("site", "deliveries", "site-1") == []
    assert newsroom.json("site", "rotate-secret", "site-1")["secret"] != added["secret"]
    refused = newsroom.copydesk("site", "add", "site-2", "--url", "http://127.0.0.1:1/")
    assert refused.returncode == 1
    assert "/url" in refused.stderr
    assert newsroom.copydesk("site", "remove", "site-1").returncode == 0
    assert newsroom.json("site", "list") == []


def test_a_policy_is_tried_on_the_stories_there_are(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.json("send", str(DEMO / "festival.json"))
    policy = tmp_path / "strict.toml"
    policy.write_text('version = "strict"\n[sources.local]\nalways = "held"\n')

    eventually(lambda: bool(newsroom.json("policy", "shadow", str(policy))["differences"]))
    tried = newsroom.json("policy", "shadow", str(policy))
    assert tried["policy_version"].startswith("strict+")
    assert "held" in {difference["after"] for difference in tried["differences"]}
    said = newsroom.copydesk("policy", "shadow", str(policy)).stdout
    assert "Winter festival" in said
    assert "approved → held" in said


def test_nothing_is_dead_in_a_healthy_newsroom(newsroom: Newsroom) -> None:
    assert newsroom.json("dead", "list") == []
    assert newsroom.copydesk("dead", "drop", "1-0").returncode == 1


def test_a_service_that_is_killed_comes_back_on_its_port(newsroom: Newsroom) -> None:
    before = newsroom.json("ps")["services"][2]

    os.kill(before["pid"], signal.SIGKILL)

    def is_back() -> bool:
        after = newsroom.json("ps")["services"][2]
        if after["pid"] == before["pid"]:
            return False
        try:
            return httpx.get(after["url"] + "/readyz").status_code == 200
        except httpx.TransportError:
            return False

    eventually(is_back)
    assert newsroom.json("ps")["services"][2]["port"] == before["port"]


def test_a_second_newsroom_on_the_same_directory_is_refused(newsroom: Newsroom) -> None:
    done = newsroom.copydesk("up", "--port-base", str(find_free_base(4)))

    assert done.returncode == 1
    assert "runs on" in done.stderr


def test_taken_ports_are_named_with_a_way_out(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    with socket.create_server(("127.0.0.1", newsroom.base + 3)):
        done = newsroom.copydesk("up", "--port-base", str(newsroom.base))

    assert done.returncode == 1
    assert f"port {newsroom.base + 3}, for moderation, is taken by" in done.stderr
    assert "--port-base" in done.stderr
    assert not (tmp_path / "newsroom.json").exists()


def test_ctrl_c_stops_everything_and_the_data_is_there_next_time(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path / "data")
    newsroom.up()
    [sent] = newsroom.json("send", str(DEMO / "festival.json"))
    pids = [worker["pid"] for worker in newsroom.json("ps")["services"]]

    code, said = newsroom.stop(signal.SIGINT)

    assert code == 0, said
    assert "Stopped." in said
    assert newsroom.copydesk("ps").returncode == 1
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    newsroom.up()
    life = newsroom.json("explain", sent["article_id"])
    assert life["revisions"][0]["records"][0]["stage"] == "ingest"
    newsroom.stop(signal.SIGTERM)
