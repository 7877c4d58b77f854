"""A story that was killed or recalled is known again under any of its names, from any wire."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from shared import clock
from shared.articles import Killed
from shared.events import ArticleCanceled, ArticleRecalled
from shared.payloads import Stopped
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.ingest.intake_room import OPERATOR, Newsroom, a_story

pytestmark = pytest.mark.every_server

URI = "urn:wire:story-1"
ALT_ID = "WIRE-2026-ALPHA-77"
PAGE = "https://wire.example/2026/harbour-reopens"


async def killed_in(newsroom: Newsroom, taken: httpx.Response) -> tuple[Killed, ...]:
    """Give what the event of a story that was taken says of its names."""
    assert taken.status_code == 202, taken.text
    article_id = taken.json()["article_id"]
    (event,) = [
        event
        for event in await newsroom.sent("article.received")
        if event.data.article_id == article_id
    ]
    found: tuple[Killed, ...] = event.data.article.killed
    return found


async def a_key(newsroom: Newsroom, source: str) -> str:
    added = await newsroom.http.post(
        "/v1/sources", json={"source": source, "rights": ["self"]}, headers=OPERATOR
    )
    key: str = added.json()["key"]
    return key


def ninjs(uri: str, *, alt: str | None = None, url: str | None = None) -> dict[str, Any]:
    item: dict[str, Any] = {
        "uri": uri,
        "standard": {"name": "ninjs", "version": "3.1"},
        "headlines": [{"value": "Another name for it"}],
        "bodies": [{"contentType": "text/plain", "value": "Quite other words than before."}],
    }
    if alt:
        item["altIds"] = [{"role": "system", "value": alt}]
    if url:
        item["url"] = url
    return item


async def a_stopped_story(newsroom: Newsroom, by: str) -> str:
    first = {
        **ninjs(URI, alt=ALT_ID, url=PAGE),
        "version": "1",
    }
    taken = (await newsroom.post(first)).json()
    article_id: str = taken["article_id"]
    if by == "wire":
        # The kill cites nothing but the uri: the story's other names are known all the same.
        await newsroom.post(a_story(version="2", pubstatus="canceled"))
        return article_id
    kind = ArticleCanceled if by == "desk" else ArticleRecalled
    stop = Stopped(
        article_id=article_id, revision=1, source="wire", by="ada", at=clock.now(), reason="law"
    )
    await Streams(newsroom.redis).send_always([kind.of(stop, at=clock.now())])

    async def closed() -> bool:
        head = await newsroom.database["heads"].find_one({"_id": article_id})
        return head is not None and "tombstone" in head

    await eventually(closed)
    return article_id


SECOND_NAMES = {
    "a new uri with its altId": ninjs("urn:wire:fresh-name-1", alt="WIRE-2026-ALPHA-77"),
    "a new uri with its uri as altId": ninjs("urn:wire:fresh-name-2", alt="urn:wire:story-1"),
    "a uri with a zero-width sign": ninjs("urn:wire:sto\u200bry-1"),
    "a uri in other letters": ninjs("URN:WIRE:ＳＴＯＲＹ-1"),
    "a uri in letters that look alike": ninjs("urn:wire:st\u043ery\u20131"),
    "its altId in angle brackets": ninjs("urn:wire:fresh-name-3", alt="<wire-2026-alpha-77>"),
    "its page at a cache": ninjs(
        "https://wire-example.cdn.ampproject.org/c/s/wire.example/2026/harbour-reopens?amp=1"
    ),
    "its altId as uri": ninjs("wire-2026-alpha-77"),
    "its page as uri": ninjs("http://wire.example/2026/harbour-reopens/?utm_source=x"),
}


@pytest.mark.parametrize("by", ["wire", "desk", "recall"])
async def test_under_another_name_it_is_known_for_what_it_is(
    newsroom: Newsroom, by: str
) -> None:
    stopped = await a_stopped_story(newsroom, by)
    other = await a_key(newsroom, f"other-{by}")

    for name, item in SECOND_NAMES.items():
        own = await newsroom.post(item)
        if own.json()["state"] != "canceled":  # its wire's own kill named it: it stops at once
            (killed,) = await killed_in(newsroom, own)
            assert (killed.article_id, killed.same_source) == (stopped, True), name
            assert (killed.by, killed.recalled) == ("name", by == "recall")
            assert killed.at is not None
        theirs = await newsroom.post(item, Authorization=f"Bearer {other}")
        (killed,) = await killed_in(newsroom, theirs)
        assert (killed.article_id, killed.same_source) == (stopped, False), name


OTHERWISE = {
    "an invisible sign": {"uri": "urn:wire:sto\u200bry-1"},
    "another case": {"uri": "URN:WIRE:STORY-1"},
    "wide letters": {"uri": "urn:wire:ｓｔｏｒｙ-1"},
    "its uri as altId": {"uri": "urn:n:1", "altIds": [{"value": "Urn:Wire:Story-1"}]},
    "its altId": {"uri": "urn:n:1", "altIds": [{"value": "wire-2026-alpha–77"}]},
    "its altId as uri": {"uri": "<wire-2026-alpha-77>"},
}


@pytest.mark.parametrize("otherwise", OTHERWISE.values(), ids=OTHERWISE)
@pytest.mark.parametrize("status", ["canceled", "withheld"])
async def test_a_stop_reaches_its_own_wires_story_however_it_spells_its_name(
    newsroom: Newsroom, otherwise: dict[str, Any], status: str
) -> None:
    taken = (await newsroom.post({**ninjs(URI, alt=ALT_ID), "version": "1"})).json()
    other = await a_key(newsroom, "other")
    theirs = await newsroom.post(ninjs(URI, alt=ALT_ID), Authorization=f"Bearer {other}")

    stop = {"standard": {"name": "ninjs", "version": "3.1"}, "pubStatus": status, **otherwise}
    await newsroom.post(stop)

    sent = await newsroom.sent("article.canceled")
    assert {event.data.article_id for event in sent} == {taken["article_id"]}
    assert theirs.json()["article_id"] != taken["article_id"]


async def test_a_spelling_that_fits_several_stories_stops_none_of_them(
    newsroom: Newsroom,
) -> None:
    ids = [
        (await newsroom.post(ninjs(f"urn:wire:{name}"))).json()["article_id"]
        for name in ("clip-aBcD1234", "clip-AbCd1234")
    ]

    await newsroom.post({"uri": "urn:wire:clip-ABCD1234", "pubstatus": "canceled"})
    sent = await newsroom.sent("article.canceled")
    assert not {event.data.article_id for event in sent} & {*ids}

    await newsroom.post({"uri": "urn:wire:clip-aBcD1234", "pubstatus": "canceled"})
    sent = await newsroom.sent("article.canceled")
    assert {event.data.article_id for event in sent} & {*ids} == {ids[0]}


async def test_what_names_several_stories_or_none_is_no_name_of_the_killed_one(
    newsroom: Newsroom,
) -> None:
    shared = "PACKAGE-2026-11-28"
    await newsroom.post(ninjs("urn:wire:package-a", alt=shared))
    await newsroom.post({**ninjs("urn:wire:story-1", alt=shared), "version": "1"})
    numbered = {**ninjs("urn:wire:numbered", alt="bc0123", url="https://wire.example/")}
    await newsroom.post(numbered)
    for uri in ("urn:wire:story-1", "urn:wire:numbered"):
        await newsroom.post(a_story(uri=uri, version="2", pubstatus="canceled"))

    third = await newsroom.post(ninjs("urn:wire:package-c", alt=shared))
    again = await newsroom.post(ninjs("urn:wire:other", alt="bc0123"))
    home = await newsroom.post(ninjs("urn:wire:home", url="https://wire.example/"))

    for taken in (third, again, home):
        assert await killed_in(newsroom, taken) == ()
    # The other stages are told no such name either, but of the first, when it named one.
    told = [
        event.data.article.names
        for event in await newsroom.sent("article.received")
        if any(alt.value == shared for alt in event.data.article.item.alt_ids)
    ]
    assert [shared.casefold() in names for names in told] == [True, False, False]


async def test_another_wire_that_claims_its_name_is_told_nothing_and_stops_nothing(
    newsroom: Newsroom,
) -> None:
    other = await a_key(newsroom, "claimant")
    live = (await newsroom.post(ninjs("urn:wire:story-1"))).json()

    kill = {"uri": "urn:wire:claimed", "pubstatus": "canceled", "altIds": [
        {"role": "system", "value": "urn:wire:story-1"}
    ]}  # fmt: skip
    await newsroom.post(kill, Authorization=f"Bearer {other}")
    later = await newsroom.post({**ninjs("urn:wire:story-1"), "version": "2"})

    assert later.json()["article_id"] == live["article_id"]
    assert later.json()["state"] == "received"
    assert all(
        event.data.article.killed == () for event in await newsroom.sent("article.received")
    )
