"""Pictures at the desk: what is there of a story, what looks like it, what people choose."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from shared.articles import Article, PictureEdit
from shared.database import Database
from shared.events import ArticleEnriched, MediaStored, MediaWithdrawn
from shared.media import Media, MediaEnd
from shared.ninjs import Item
from shared.objects import open_objects
from shared.payloads import Enriched
from shared.settings import Settings
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.moderation.moderation_room import (
    ID,
    LOUD,
    Newsroom,
    enriched,
    quick_settings,
    running,
)
from tests.unit.publish.pictures.pictures import a_media, an_association

pytestmark = pytest.mark.every_server


@pytest.fixture
async def room(
    redis_url: str, redis: Redis, mongo_url: str, database: Database, tmp_path: Path
) -> AsyncIterator[Newsroom]:
    settings = quick_settings(redis_url, mongo_url, database)
    settings = type(settings).model_validate({**dict(settings), "objects": str(tmp_path)})
    async with running(settings) as desk:
        yield Newsroom(desk, Streams(redis), redis, database)


async def pictures_of(room: Newsroom) -> list[dict[str, Any]]:
    answer = await room.desk.get(f"/v1/cases/{ID}:1/pictures")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["pictures"]
    return found


async def a_held_story(room: Newsroom, *media: Media) -> None:
    await room.send(*(MediaStored.of(each, at=each.at) for each in media))
    event = enriched(headline=LOUD, source="example-wire")
    item = Item.model_validate(
        {**dict(event.data.article.item), "associations": [an_association()]}
    )
    article = Article.model_validate({**dict(event.data.article), "item": item})
    data = Enriched.model_validate({**dict(event.data), "article": article})
    await room.send(ArticleEnriched.of(data, at=event.time))
    await room.case(state="held")


async def until_it_is(room: Newsroom, state: str) -> None:
    async def is_it() -> bool:
        return [each["state"] for each in await pictures_of(room)] == [state]

    await eventually(is_it, what=f"the picture is {state}")


async def test_a_case_shows_its_pictures_and_each_can_be_looked_at(
    room: Newsroom, tmp_path: Path
) -> None:
    sha = await open_objects(Settings(objects=str(tmp_path)), "originals").put(b"a picture")
    await a_held_story(room, a_media(sha256=sha, width=3000, height=2000))
    await until_it_is(room, "usable")

    [found] = await pictures_of(room)
    look = await room.desk.get(found["look"])
    stranger = await room.desk.get(found["look"], headers={"Authorization": "Bearer x"})

    assert found["says"]["alt"] == "A white ferry between two piers."
    assert found["media"]["width"] == 3000
    assert (look.content, look.headers["content-type"]) == (b"a picture", "image/jpeg")
    assert look.headers["x-content-type-options"] == "nosniff"
    assert stranger.status_code == 401


async def test_a_picture_that_is_not_there_yet_is_listed(room: Newsroom) -> None:
    await a_held_story(room)

    [found] = await pictures_of(room)

    assert (found["state"], found["look"]) == ("not here yet", None)


async def test_what_looks_alike_is_shown(room: Newsroom) -> None:
    await a_held_story(
        room,
        a_media(1, perceptual_hash="c3c3e1e0f0783c1e"),
        a_media(2, perceptual_hash="c3c3e1e0f0783c1f"),
        a_media(3, perceptual_hash="3c3c1e1f0f87c3e1"),
    )
    await until_it_is(room, "usable")

    async def is_found() -> bool:
        [found] = await pictures_of(room)
        alike = [(each["sha256"], each["bits"]) for each in found["alike"]]
        return alike == [(a_media(2).sha256, 1)]

    await eventually(is_found, what="the near-duplicate is found")


async def test_what_a_person_chooses_goes_out_with_the_approval(room: Newsroom) -> None:
    await a_held_story(room, a_media())
    [found] = await pictures_of(room)
    chosen = {
        "picture": found["picture"],
        "alt": "A ferry.",
        "caption": "The ferry, on Monday.",
        "focus": "25x60",
        "lead": True,
    }

    edited = await room.act("edit", pictures=[chosen])
    wrong = await room.act("edit", pictures=[{"picture": "x", "focus": "200x5"}])
    await room.act("approve", edit=1)

    assert edited.status_code == 200, edited.text
    assert wrong.status_code == 422
    (event,) = await eventually(room.approved, what="approved")
    assert event.data.overlay is not None
    assert event.data.overlay.pictures == (PictureEdit.model_validate(chosen),)
    assert (await pictures_of(room))[0]["edit"]["focus"] == "25x60"


async def test_an_end_is_shown_and_holds_against_older_news(room: Newsroom) -> None:
    media = a_media()
    await a_held_story(room, media)
    await until_it_is(room, "usable")
    end = MediaEnd(
        source=media.source,
        sha256=media.sha256,
        number=2,
        state="canceled",
        reason="wrong person",
        at=media.at,
    )

    await room.send(MediaWithdrawn.of(end, at=end.at))
    await until_it_is(room, "canceled")
    again = a_media(n=3)
    await room.send(MediaStored.of(again, at=again.at))
    await room.send(enriched(revision=2))
    await room.case(f"{ID}:2")

    await until_it_is(room, "canceled")
    assert (await pictures_of(room))[0]["reason"] == "wrong person"


def held(media: Media) -> MediaWithdrawn:
    end = MediaEnd(
        source=media.source,
        sha256=media.sha256,
        number=media.number + 1,
        state="held",
        hrefs=media.hrefs,
        guids=media.guids,
        reason="another source has withdrawn the same picture",
        at=media.at,
    )
    return MediaWithdrawn.of(end, at=end.at)


async def a_live_story(room: Newsroom) -> None:
    event = enriched(source="example-wire")
    item = Item.model_validate(
        {**dict(event.data.article.item), "associations": [an_association()]}
    )
    article = Article.model_validate({**dict(event.data.article), "item": item})
    data = Enriched.model_validate({**dict(event.data), "article": article})
    await room.send(ArticleEnriched.of(data, at=event.time))
    await room.case(state="approved")


@pytest.mark.parametrize("first", ["story", "picture"])
async def test_a_held_use_opens_a_case_that_only_a_chief_releases(
    room: Newsroom, first: str
) -> None:
    media = a_media()
    if first == "story":
        await a_live_story(room)
    await room.send(MediaStored.of(media, at=media.at), held(media))
    if first == "picture":
        await a_live_story(room)

    case = await room.case(state="held")
    queue = (await room.desk.get("/v1/cases?state=held&rule=picture_held")).json()["cases"]
    moderator = await room.token("Mo", "moderator")
    no = await room.desk.post(f"/v1/cases/{ID}:1/approve", json={}, headers=moderator)
    rejected = await room.act("reject", note="no")
    yes = await room.act("approve", note="it is ours")

    assert case["release"] == "chief"
    assert [each["article_id"] for each in queue] == [ID]
    assert (no.status_code, rejected.status_code, yes.status_code) == (403, 409, 200)

    async def told() -> list[bool] | None:
        events = [e for e in await room.approved() if e.data.overlay]
        pictures = [p for e in events if e.data.overlay for p in e.data.overlay.pictures or ()]
        return [each.released for each in pictures] or None

    assert await eventually(told, what="the approval with the picture") == [True]


async def test_what_is_released_elsewhere_takes_the_case_back_untold(room: Newsroom) -> None:
    media = a_media()
    await a_live_story(room)
    await room.send(MediaStored.of(media, at=media.at), held(media))
    await room.case(state="held")

    free = a_media(n=3)
    await room.send(MediaStored.of(free, at=free.at))
    await room.case(state="approved")

    assert [event.data.decision for event in await room.approved()] == [1]


async def test_a_kill_that_a_person_took_back_is_one_no_more(room: Newsroom) -> None:
    media = a_media()
    await a_held_story(room, media)
    end = held(media).data.model_copy(update={"state": "canceled"})
    await room.send(MediaWithdrawn.of(end, at=end.at))
    await until_it_is(room, "canceled")

    again = a_media(n=3, reinstated=2)
    await room.send(MediaStored.of(again, at=again.at))
    await until_it_is(room, "usable")
    await room.send(MediaWithdrawn.of(end, at=end.at))  # told again
    await room.send(enriched(revision=2))
    await room.case(f"{ID}:2")

    await until_it_is(room, "usable")


async def test_a_recall_takes_the_words_even_where_it_is_heard_first(
    room: Newsroom, database: Database
) -> None:
    media = a_media(says={"caption": "An unspeakable caption."})
    await a_held_story(room, media)
    await until_it_is(room, "usable")
    end = held(media).data.model_copy(update={"state": "recalled"})
    other = a_media(2, says={"caption": "An unspeakable caption."})
    early = end.model_copy(update={"sha256": other.sha256})

    await room.send(*(MediaWithdrawn.of(each, at=end.at) for each in (end, early)))
    await until_it_is(room, "recalled")
    await room.send(MediaStored.of(other, at=other.at), enriched(revision=2))
    await room.case(f"{ID}:2")

    docs = [doc async for doc in database["case_pictures"].find({})]
    assert len(docs) == 2
    assert "unspeakable" not in str(docs)
