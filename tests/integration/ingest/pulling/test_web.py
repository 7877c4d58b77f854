"""What is called is what was checked, whatever a name means a moment later."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from services.ingest.pulling.addresses import read_networks
from services.ingest.pulling.plan import make_plan
from services.ingest.pulling.web import Guard, PullFailedError, Web
from tests.integration.ingest.pulled_from import Reply, WebServer, a_web_server, ok


class Names:
    """A name server: each name has its answers one after the other, the last for ever."""

    def __init__(self, **names: list[list[str]]) -> None:
        self._names = names
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int) -> list[str]:
        del port
        self.asked.append(host)
        answers = self._names[host.partition(".")[0]]
        return answers.pop(0) if len(answers) > 1 else answers[0]


@pytest.fixture
async def web() -> AsyncIterator[WebServer]:
    async with a_web_server() as web:
        yield web


def a_client(names: Names) -> Web:
    guard = Guard(read_networks("127.0.0.1/32"), names.resolve)
    return Web(guard, timeout_s=3, most_bytes=10_000)


async def test_a_name_is_resolved_once_and_its_server_is_told_the_name(web: WebServer) -> None:
    web.serve("/feed", "<rss/>")
    names = Names(wire=[["127.0.0.1"], ["10.0.0.1"]])
    plan = make_plan(f"http://wire.example:{web.port}/feed")

    answer = await a_client(names).get(plan.url, plan, {})

    assert answer.content == b"<rss/>"
    assert web.asked[0].headers["host"] == f"wire.example:{web.port}"
    assert names.asked == ["wire.example"]


async def test_a_name_that_also_leads_inside_is_not_called_at_all(web: WebServer) -> None:
    names = Names(wire=[["127.0.0.1", "10.0.0.1"]])
    plan = make_plan(f"http://wire.example:{web.port}/feed")

    with pytest.raises(PullFailedError, match=r"10\.0\.0\.1 is no public address"):
        await a_client(names).get(plan.url, plan, {})

    assert web.asked == []


async def test_a_name_is_judged_anew_at_each_redirect(web: WebServer) -> None:
    names = Names(wire=[["127.0.0.1"], ["169.254.169.254"]])
    web.pages["/"] = lambda _: Reply(302, {"Location": "/latest/meta-data"})
    plan = make_plan(f"http://wire.example:{web.port}/")

    with pytest.raises(PullFailedError, match=r"169\.254\.169\.254 is no public address"):
        await a_client(names).get(plan.url, plan, {})

    assert web.count("/latest/meta-data") == 0


async def test_the_next_address_is_tried_where_one_does_not_answer(web: WebServer) -> None:
    web.pages["/feed"] = lambda _: ok("<rss/>")
    names = Names(wire=[["127.0.0.1", "127.0.0.1"]])
    guard = Guard(
        read_networks("127.0.0.0/8"), Names(wire=[["127.9.9.9", "127.0.0.1"]]).resolve
    )
    del names
    plan = make_plan(f"http://wire.example:{web.port}/feed")

    answer = await Web(guard, timeout_s=3, most_bytes=10_000).get(plan.url, plan, {})

    assert answer.status == 200
