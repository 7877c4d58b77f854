"""Pictures as readers fetch them: made once, served while shown, gone when killed."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from shared.clock import now
from shared.events import Event, MediaStored, MediaWithdrawn
from shared.media import Media, MediaEnd
from shared.objects import open_objects
from shared.settings import Settings
from tests.eventually import eventually
from tests.integration.publish.publish_room import Place, PublishRoom, a_publish_room
from tests.unit.publish.pictures.pictures import a_media, an_association
from tests.unit.publish.stories import STORY, a_kill, a_recall, an_approval

pytestmark = pytest.mark.every_server

UNKNOWN = "0" * 64


def a_drawing(width: int = 1200, height: int = 800) -> bytes:
    image = Image.new("RGB", (width, height), (40, 90, 140))
    ImageDraw.Draw(image).ellipse((width * 0.6, 60, width * 0.9, 360), fill=(240, 220, 90))
    out = io.BytesIO()
    image.save(out, "JPEG", exif=Image.Exif())
    return out.getvalue()


@pytest.fixture
def objects(tmp_path: Path) -> Path:
    return tmp_path / "objects"


@pytest.fixture
async def room(place: Place, objects: Path) -> AsyncIterator[PublishRoom]:
    async with a_publish_room(place, objects=str(objects)) as room:
        yield room


async def a_kept_picture(objects: Path, **changes: Any) -> Media:
    sha = await open_objects(Settings(objects=str(objects)), "originals").put(a_drawing())
    return a_media(sha256=sha, width=1200, height=800, **changes)


def stored(media: Media) -> MediaStored:
    return MediaStored.of(media, at=media.at)


def withdrawn(media: Media, state: str = "canceled") -> MediaWithdrawn:
    end = MediaEnd.model_validate(
        {
            "source": media.source,
            "sha256": media.sha256,
            "number": media.number + 1,
            "state": state,
            "hrefs": media.hrefs,
            "guids": media.guids,
            "at": media.at,
        }
    )
    return MediaWithdrawn.of(end, at=media.at)


async def until_it_is(room: PublishRoom, path: str, status: int) -> None:
    async def is_it() -> bool:
        return (await room.http.get(path)).status_code == status

    await eventually(is_it, within_s=10, what=f"{path} answers {status}")


async def live_with_picture(room: PublishRoom, media: Media) -> str:
    await room.tell(an_approval(associations=[an_association()]))
    await room.tell(stored(media))
    path = f"/media/{media.sha256}/640"
    await until_it_is(room, path, 200)
    return path


async def test_a_picture_that_comes_late_is_told_and_served(
    room: PublishRoom, objects: Path
) -> None:
    path = await live_with_picture(room, await a_kept_picture(objects))

    answer = await room.http.get(path, headers={"Accept": "*/*"})
    [_, update] = await room.log()

    assert update["type"] == "copydesk.article.updated.v1"
    assert (update["data"]["revision"], update["data"]["step"]) == (1, 2)
    assert answer.headers["content-type"] == "image/jpeg"
    assert "max-age=60" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept"
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.size == (640, 427)


async def test_the_form_is_the_one_that_is_accepted(room: PublishRoom, objects: Path) -> None:
    path = await live_with_picture(room, await a_kept_picture(objects))

    webp = await room.http.get(path, headers={"Accept": "image/avif,image/webp,*/*;q=0.8"})
    asked = await room.http.get(f"{path}.webp", headers={"Accept": "image/jpeg"})
    cut = await room.http.get(f"{path}-auto.jpg")

    assert webp.headers["content-type"] == "image/webp"
    assert (asked.headers["content-type"], "vary" in asked.headers) == ("image/webp", False)
    assert asked.content == webp.content
    with Image.open(io.BytesIO(cut.content)) as image:
        assert image.size == (640, 427)


async def test_who_has_it_gets_nothing_again_and_parts_can_be_asked_for(
    room: PublishRoom, objects: Path
) -> None:
    path = await live_with_picture(room, await a_kept_picture(objects))
    whole = await room.http.get(path)
    tag = whole.headers["etag"]

    again = await room.http.get(path, headers={"If-None-Match": tag})
    part = await room.http.get(path, headers={"Range": "bytes=10-19"})
    end = await room.http.get(path, headers={"Range": "bytes=-5"})
    beyond = await room.http.get(path, headers={"Range": "bytes=99999999-"})
    stale = await room.http.get(path, headers={"Range": "bytes=0-1", "If-Range": '"x"'})
    head = await room.http.head(path)

    assert (again.status_code, again.content) == (304, b"")
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.content)}"
    assert (end.status_code, end.content) == (206, whole.content[-5:])
    assert (beyond.status_code, beyond.headers["content-range"]) == (
        416,
        f"bytes */{len(whole.content)}",
    )
    assert (stale.status_code, len(stale.content)) == (200, len(whole.content))
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)


async def test_what_is_embargoed_or_shown_by_nobody_answers_as_what_is_unknown(
    room: PublishRoom, objects: Path
) -> None:
    soon = now() + timedelta(hours=1)
    early = await a_kept_picture(objects, embargoed_until=soon)
    await room.streams.send([stored(early)])
    await room.tell(an_approval(associations=[an_association()]))

    unknown = await room.http.get(f"/media/{UNKNOWN}/640")
    answers = [
        await room.http.get(f"/media/{early.sha256}/{name}")
        for name in ("640", "320.webp", "1600-auto.jpg", "640-50x50.jpg", "641")
    ]

    assert unknown.status_code == 404
    for each in answers:
        assert (each.status_code, each.json() | {"instance": ""}) == (
            404,
            unknown.json() | {"instance": ""},
        )
        assert {*each.headers} == {*unknown.headers}


async def test_an_embargo_of_the_pictures_own_ends(room: PublishRoom, objects: Path) -> None:
    media = await a_kept_picture(objects, embargoed_until=now() + timedelta(seconds=4))
    assert media.embargoed_until is not None
    await room.streams.send([stored(media)])
    await room.tell(an_approval(associations=[an_association()]))
    path = f"/media/{media.sha256}/640"
    early = (await room.http.get(path)).status_code == 404
    assert early or now() >= media.embargoed_until  # a busy machine may come too late

    await until_it_is(room, path, 200)

    assert now() >= media.embargoed_until
    newest = (await room.log())[-1]
    assert not early or newest["type"] == "copydesk.article.updated.v1"
    assert media.sha256 in str(newest["data"]["item"]["associations"])


async def test_a_kill_takes_it_from_every_story_and_is_gone(
    room: PublishRoom, objects: Path
) -> None:
    media = await a_kept_picture(objects)
    path = await live_with_picture(room, media)
    other = "bbbbbbbbbb2345677654"
    await room.tell(an_approval(article_id=other, associations=[an_association()]))
    pages = [e["data"]["url"].removeprefix("http://news.example") for e in await room.log()]
    tag = (await room.http.get(path)).headers["etag"]

    await room.streams.send([withdrawn(media)])

    await until_it_is(room, path, 410)

    async def is_told() -> bool:
        return len(await room.log()) == 5

    await eventually(is_told, what="both stories are told anew")
    assert (await room.http.get(path, headers={"If-None-Match": tag})).status_code == 410
    for page in {*pages}:
        assert media.sha256 not in (await room.http.get(page)).text
    assert not [*(objects / "renditions").rglob("?" * 64)]


async def test_a_kill_wins_in_whatever_order_it_is_heard(
    room: PublishRoom, objects: Path
) -> None:
    media = await a_kept_picture(objects)

    await room.streams.send([withdrawn(media), stored(media)])
    await room.tell(an_approval(associations=[an_association()]))

    async def is_gone() -> bool:
        newest = (await room.log())[-1]["data"]["item"]
        answer = await room.http.get(f"/media/{media.sha256}/640")
        return "associations" not in newest and answer.status_code in (404, 410)

    await eventually(is_gone, what="the picture is nowhere")


@pytest.mark.parametrize("stop", [a_kill, a_recall], ids=["killed", "recalled"])
async def test_what_only_an_ended_story_showed_is_gone_with_it(
    room: PublishRoom, objects: Path, stop: Callable[[], Event]
) -> None:
    path = await live_with_picture(room, await a_kept_picture(objects))
    assert [*(objects / "renditions").rglob("?" * 64)]

    await room.tell(stop())

    await until_it_is(room, path, 410)

    async def is_purged() -> bool:
        return not [*(objects / "renditions").rglob("?" * 64)]

    await eventually(is_purged, what="the renditions are deleted")
    assert (await room.http.get(f"/v1/articles/{STORY}")).status_code in (410, 451)


async def test_a_held_use_of_the_same_bytes_waits_for_a_person(
    room: PublishRoom, objects: Path
) -> None:
    media = await a_kept_picture(objects)
    path = await live_with_picture(room, media)

    await room.streams.send([withdrawn(media, "held")])

    await until_it_is(room, path, 404)

    async def is_told() -> bool:
        return "associations" not in (await room.log())[-1]["data"]["item"]

    await eventually(is_told, what="its story is told without it")


async def test_what_is_no_picture_is_said_to_be_none(room: PublishRoom, objects: Path) -> None:
    sha = await open_objects(Settings(objects=str(objects)), "originals").put(
        b"GIF89a, or so it says"
    )
    await room.streams.send([stored(a_media(sha256=sha))])
    await room.tell(an_approval(associations=[an_association()]))
    await until_it_is(room, f"/media/{sha}/640", 500)

    problem = (await room.http.get(f"/media/{sha}/640")).json()

    assert "cannot" in problem["title"]


async def test_an_embargo_that_only_the_story_says_ends_by_itself(
    room: PublishRoom, objects: Path
) -> None:
    media = await a_kept_picture(objects)
    await room.streams.send([stored(media)])
    ends = now() + timedelta(seconds=4)
    early = an_association(embargoedUntil=ends.isoformat())
    await room.tell(an_approval(associations=[early]))
    path = f"/media/{media.sha256}/640"
    status = (await room.http.get(path)).status_code
    assert status == 404 or now() >= ends  # a busy machine may come too late

    await until_it_is(room, path, 200)

    assert now() >= ends
    assert media.sha256 in str((await room.log())[-1]["data"]["item"]["associations"])


async def test_a_kill_that_a_person_took_back_shows_it_again(
    room: PublishRoom, objects: Path
) -> None:
    media = await a_kept_picture(objects)
    path = await live_with_picture(room, media)
    kill = withdrawn(media)
    await room.streams.send([kill])
    await until_it_is(room, path, 410)

    again = Media.model_validate({**dict(media), "number": 3, "reinstated": 2})
    await room.streams.send([stored(again)])
    await until_it_is(room, path, 200)
    await room.streams.send([kill])  # told again
    later = MediaEnd.model_validate({**dict(kill.data), "number": 4})
    await room.streams.send([MediaWithdrawn.of(later, at=media.at)])

    await until_it_is(room, path, 410)


CAPTION = "The first ferry enters the harbour on Monday."


@pytest.mark.parametrize("ended", ["picture", "story"])
async def test_who_begins_after_a_kill_knows_that_the_picture_is_gone(
    place: Place, objects: Path, tmp_path: Path, ended: str
) -> None:
    async with a_publish_room(
        place, objects=str(objects), site_dir=str(tmp_path / "a")
    ) as room:
        media = await a_kept_picture(objects)
        path = await live_with_picture(room, media)
        if ended == "picture":
            await room.streams.send([withdrawn(media)])
        else:
            await room.tell(a_kill())
        await until_it_is(room, path, 410)

    async with a_publish_room(
        place, objects=str(objects), site_dir=str(tmp_path / "b")
    ) as room:
        await until_it_is(room, path, 410)
        unknown = await room.http.get(f"/media/{UNKNOWN}/640")
        assert unknown.status_code == 404


@pytest.mark.parametrize("state", ["canceled", "recalled"])
async def test_a_killed_pictures_words_are_nowhere_in_what_is_told(
    room: PublishRoom, objects: Path, place: Place, state: str
) -> None:
    media = await a_kept_picture(objects)
    await live_with_picture(room, media)
    await room.tell(an_approval(2, associations=[an_association()]))
    assert str(await room.log()).count(CAPTION) >= 2

    await room.streams.send([withdrawn(media, state)])

    async def is_gone() -> bool:
        log = await room.log()
        rows = [row async for row in place.database["published_log"].find({})]
        entries = await place.redis.xrange("article.published")
        told = log[-1]["data"].get("pictures_taken") == [media.sha256]
        return told and not any(CAPTION in str(each) for each in (log, rows, entries))

    await eventually(is_gone, within_s=10, what="the caption is gone")
    log = await room.log()
    assert len({each["sequence"] for each in log}) == len(log) == 4
    assert all("headlines" in str(each["data"]["item"]) for each in log)
    if state == "recalled":
        kept = [doc async for doc in place.database["site_pictures"].find({})]
        assert "says" not in str(kept)
