"""The operator's command about sites, products and kills, against a running publish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from services.control.main import app
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.publish.publish_room import Place
from tests.integration.service_process import a_process
from tests.unit.publish.stories import STORY, a_kill, an_approval


def copydesk(*arguments: str) -> Any:
    """Run the command, as a program would: JSON out."""
    result = CliRunner().invoke(app, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


async def test_a_site_is_registered_and_its_kills_are_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    places = {"redis_url": place.redis_url, "mongo_url": place.mongo_url}
    with a_process(
        "publish", tmp_path / "publish.log", database=place.database.name, **places
    ) as publish:
        monkeypatch.setenv("COPYDESK_PUBLISH_URL", publish.url)
        monkeypatch.setenv("COPYDESK_OPERATOR_TOKEN", "operator-token")
        async with httpx.AsyncClient(base_url=publish.url) as http:
            await publish.until_ready(http)

            copydesk("product", "add", "news", "--filter", "section=news language=en")
            made = copydesk("site", "add", "daily", "--channel", "poll", "--product", "news")
            assert made.keys() == {"site", "token"}
            token = {"Authorization": f"Bearer {made['token']}"}
            await Streams(place.redis).send([an_approval(1)])

            async def rows(count: int) -> bool:
                answer = (await http.get("/v1/events", headers=token)).json()
                return len(answer["events"]) == count

            await eventually(lambda: rows(1), what="the story is in the log")
            held = tmp_path / "held.json"
            held.write_text(json.dumps([{"article_id": STORY, "step": 1}]))
            assert copydesk("diff", str(held)) == {"delete": [], "update": [], "fetch": []}
            assert copydesk("kills", STORY) == []
            await Streams(place.redis).send([a_kill(1)])
            await eventually(lambda: rows(2), what="the kill is in the log")

            async def delivered() -> bool:
                [kill] = copydesk("kills", STORY)
                return [(each["site"], each["state"]) for each in kill["sites"]] == [
                    ("daily", "delivered")
                ]

            await eventually(delivered, what="the site has the kill")
            assert copydesk("diff", str(held))["delete"] == [STORY]
            [listed] = copydesk("site", "list")
            assert (listed["site"], listed["products"], listed["read_to"]) == (
                "daily",
                ["news"],
                2,
            )
