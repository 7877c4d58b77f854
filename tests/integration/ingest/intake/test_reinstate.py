"""A person lets a killed story start anew: signed, and as another article."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.integration.ingest.intake_room import Newsroom, a_story

pytestmark = pytest.mark.every_server

NOTE = {"by": "somebody else", "note": "The wire killed the wrong story."}
AN_ALT_ID = [{"role": "system", "value": "ALT-1"}]


async def reinstate(newsroom: Newsroom, article_id: str, said: Any = None) -> httpx.Response:
    path = f"/v1/articles/{article_id}/reinstate"
    return await newsroom.operate("POST", path, NOTE if said is None else said)


async def life(newsroom: Newsroom, article_id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await newsroom.get(f"/v1/articles/{article_id}")).json()
    return found


async def a_killed_story(newsroom: Newsroom, **changes: Any) -> str:
    taken = (await newsroom.post(a_story(**changes))).json()
    await newsroom.post(a_story(**changes, version="2", pubstatus="canceled"))
    article_id: str = taken["article_id"]
    return article_id


async def test_what_the_wire_sends_next_is_another_article(newsroom: Newsroom) -> None:
    killed = await a_killed_story(newsroom)

    answer = await reinstate(newsroom, killed)
    anew = (await newsroom.post(a_story(version="3", headline="Harbour open after all"))).json()
    later = (await newsroom.post(a_story(version="4", headline="Harbour busy again"))).json()

    assert answer.status_code == 200, answer.text
    assert answer.json()["successor"] == anew["article_id"] == later["article_id"] != killed
    assert (anew["state"], anew["reasons"][0]["rule"]) == ("received", "reinstated")
    assert "reasons" not in later
    first, *news = await newsroom.sent("article.received")
    assert first.data.article.reinstates == ""
    assert [event.data.article.reinstates for event in news] == [killed, killed]
    assert (await life(newsroom, killed))["state"] == "canceled"


async def test_who_did_it_and_why_stands_in_the_killed_storys_timeline(
    newsroom: Newsroom,
) -> None:
    killed = await a_killed_story(newsroom)

    first = await reinstate(newsroom, killed)
    again = await reinstate(newsroom, killed, {"by": "bert", "note": "Me too."})

    assert again.json() == first.json()
    told = (await newsroom.operate("GET", f"/v1/articles/{killed}")).json()
    records = told["revisions"][-1]["records"]
    [record] = [record for record in records if record["outcome"] == "reinstated"]
    assert record["by"] == "operator"
    assert record["reasons"][0]["explanation"] == NOTE["note"]
    assert record["details"] == {"starts_anew_as": first.json()["successor"]}


async def test_a_story_that_started_anew_can_be_killed_and_start_anew_again(
    newsroom: Newsroom,
) -> None:
    killed = await a_killed_story(newsroom)
    second = (await reinstate(newsroom, killed)).json()["successor"]
    await newsroom.post(a_story(version="3", headline="Second life"))

    again = (await newsroom.post(a_story(version="4", pubstatus="canceled"))).json()
    blocked = (await newsroom.post(a_story(version="5", headline="Too late"))).json()
    third = (await reinstate(newsroom, second)).json()["successor"]
    anew = (await newsroom.post(a_story(version="6", headline="Third life"))).json()

    assert (again["article_id"], again["state"]) == (second, "canceled")
    assert blocked["state"] == "canceled"
    assert (anew["article_id"], anew["state"]) == (third, "received")
    stopped = [event.data.article_id for event in await newsroom.sent("article.canceled")]
    assert stopped == [killed, second]


async def test_a_kill_that_comes_first_blocks_the_next_life_too(newsroom: Newsroom) -> None:
    killed = await a_killed_story(newsroom)
    await reinstate(newsroom, killed)

    await newsroom.post(a_story(version="3", pubstatus="canceled"))
    blocked = (await newsroom.post(a_story(version="4", headline="Too late"))).json()

    assert blocked["state"] == "canceled"


async def test_a_name_that_the_old_kill_named_is_free_again_and_can_be_killed_by(
    newsroom: Newsroom,
) -> None:
    story = {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": "urn:wire:named",
        "altIds": AN_ALT_ID,
        "headlines": [{"value": "Harbour reopens"}],
        "bodies": [{"value": "The harbour reopened on Monday.", "contentType": "text/plain"}],
    }
    notice = {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": "urn:wire:notice",
        "pubStatus": "canceled",
        "altIds": AN_ALT_ID,
    }
    killed = (await newsroom.post({**story, "version": "1"})).json()["article_id"]
    await newsroom.post({**notice, "version": "1"})
    successor = (await reinstate(newsroom, killed)).json()["successor"]

    anew = (await newsroom.post({**story, "version": "2"})).json()
    await newsroom.post({**notice, "version": "2", "uri": "urn:wire:second-notice"})

    assert (anew["article_id"], anew["state"]) == (successor, "received")
    assert (await life(newsroom, successor))["state"] == "canceled"


@pytest.mark.parametrize(
    ("said", "status"),
    [({}, 422), ({"note": "  "}, 422), ({"note": "\u0007\u202e"}, 422)],
    ids=["no note", "an empty note", "control signs only"],
)
async def test_it_is_signed_or_it_is_not_done(
    newsroom: Newsroom, said: Any, status: int
) -> None:
    killed = await a_killed_story(newsroom)

    assert (await reinstate(newsroom, killed, said)).status_code == status
    assert (await newsroom.post(a_story(version="3"))).json()["state"] == "canceled"


async def test_only_our_own_people_may(newsroom: Newsroom) -> None:
    killed = await a_killed_story(newsroom)

    path = f"/v1/articles/{killed}/reinstate"
    answer = await newsroom.post(NOTE, path)

    assert answer.status_code == 401


async def test_only_what_is_canceled_may_start_anew(newsroom: Newsroom) -> None:
    alive = (await newsroom.post(a_story())).json()["article_id"]
    recalled = (await newsroom.post(a_story(uri="urn:wire:recalled"))).json()["article_id"]
    heads = newsroom.database["heads"]
    await heads.update_one({"_id": recalled}, {"$set": {"tombstone": "recalled"}})

    answers = [await reinstate(newsroom, id_) for id_ in (alive, recalled, "a" * 20)]

    assert [answer.status_code for answer in answers] == [409, 409, 404]
    assert answers[1].json()["state"] == "recalled"
