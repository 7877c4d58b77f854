"""A watched folder with pictures beside stories, through the poller to the stored picture."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from shared.events import ArticleReceived, MediaStored
from shared.media import Media, Picture, pictures_of
from shared.ninjs import Item
from tests.eventually import eventually
from tests.integration.ingest.intake_room import Intake, Newsroom
from tests.pictures import a_drawing, a_jpeg, as_a_phone_writes

TEXT = "They sail again after the storm. " * 20


@pytest.fixture
async def room(intake: Intake, tmp_path: Path) -> AsyncIterator[Newsroom]:
    settings = {
        "POLL_FOLDERS_ROOT": str(tmp_path),
        "POLL_LOOK_EVERY_S": "0.05",
        "POLL_LEASE_S": "3",
    }
    async with intake(**settings) as newsroom:
        yield newsroom


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "drop"
    made.mkdir()
    return made


async def watch(room: Newsroom, **how: Any) -> None:
    plan = {"url": "folder:drop", "every_s": 1, **how}
    answer = await room.operate("PUT", "/v1/sources/wire/poll", plan)
    assert answer.is_success, answer.text


async def taken(room: Newsroom, folder: Path, *names: str, into: str = "done") -> None:
    async def are_there() -> bool:
        return all((folder / into / name).exists() for name in names)

    await eventually(are_there, within_s=20, what=f"{names} lie in {into}")


async def stored(room: Newsroom) -> list[Media]:
    events = await room.sent("media.stored")
    return [each.data for each in events if isinstance(each, MediaStored)]


async def named_by_the_story(room: Newsroom) -> Picture:
    received = [
        e for e in await room.sent("article.received") if isinstance(e, ArticleReceived)
    ]
    items = [each.data.article.item for each in received]
    named = [each for item in items if not _is_of_a_file(item) for each in pictures_of(item)]
    [picture] = named
    return picture


def _is_of_a_file(item: Item) -> bool:
    return any(each.role == "file" for each in item.alt_ids)


def a_nitf(picture: str) -> bytes:
    return (
        "<nitf><head><title>Ferries</title><docdata><doc-id id-string='n7'/></docdata></head>"
        "<body><body.head><hedline><hl1>Ferries resume</hl1></hedline></body.head>"
        f"<body.content><p>{TEXT}</p><media media-type='image'>"
        f"<media-reference mime-type='image/jpeg' source='{escape(picture)}'/>"
        "<media-caption>The ferry.</media-caption></media></body.content></body></nitf>"
    ).encode()


def a_newsml_g2(picture: str) -> bytes:
    return f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header>
<sent>2026-11-23T08:00:00Z</sent></header><itemSet><newsItem standard="NewsML-G2"
standardversion="2.34" guid="urn:newsml:wire.example:20261123:n7" version="1"><itemMeta>
<itemClass qcode="ninat:text"/><provider literal="wire"/>
<versionCreated>2026-11-23T08:00:00Z</versionCreated></itemMeta><contentMeta>
<headline>Ferries resume</headline></contentMeta><contentSet><inlineXML
contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TEXT}</p>
</body></html></inlineXML></contentSet></newsItem><newsItem standard="NewsML-G2"
standardversion="2.34" guid="urn:newsml:wire.example:20261123:p7" version="1"><itemMeta>
<itemClass qcode="ninat:picture"/><provider literal="wire"/>
<versionCreated>2026-11-23T08:00:00Z</versionCreated></itemMeta><contentMeta>
<headline>The ferry</headline></contentMeta><contentSet><remoteContent
href="{escape(picture)}" contenttype="image/jpeg"/></contentSet></newsItem></itemSet>
</newsMessage>""".encode()


def a_ninjs(picture: str) -> bytes:
    association = {
        "name": "lead",
        "uri": "urn:wire:picture-7",
        "type": "picture",
        "renditions": [{"name": "main", "href": picture, "contentType": "image/jpeg"}],
    }
    return json.dumps(
        {
            "standard": {"name": "ninjs", "version": "3.1"},
            "uri": "urn:wire:story-7",
            "type": "text",
            "headlines": [{"role": "main", "value": "Ferries resume"}],
            "bodies": [{"role": "main", "contentType": "text/plain", "value": TEXT}],
            "associations": [association],
        }
    ).encode()


@pytest.mark.parametrize("comes_first", ["picture", "story"])
@pytest.mark.parametrize(
    ("write", "ending"),
    [(a_nitf, "xml"), (a_newsml_g2, "xml"), (a_ninjs, "json")],
    ids=["nitf", "newsml-g2", "ninjs"],
)
async def test_a_story_means_the_picture_beside_it_by_its_files_name(
    room: Newsroom,
    folder: Path,
    write: Callable[[str], bytes],
    ending: str,
    comes_first: str,
) -> None:
    name, story = "Ferry & quay 08.JPG", f"story.{ending}"
    files = {name: a_jpeg(seed=8), story: write(name)}
    order = (name, story) if comes_first == "picture" else (story, name)
    await watch(room)
    for each in order:
        (folder / each).write_bytes(files[each])
        await taken(room, folder, each)

    async def is_there() -> list[Media]:
        return await stored(room)

    [media] = await eventually(is_there, what="the picture is stored")
    named = await named_by_the_story(room)

    assert {*named.names} & {*media.guids, *media.hrefs}, (named.names, media)


async def test_a_folder_of_one_format_may_have_pictures_beside_it(
    room: Newsroom, folder: Path
) -> None:
    phone = as_a_phone_writes(a_drawing(320, 200), "HEIF", 6)
    files = {"story.xml": a_nitf("IMG_1.HEIC"), "IMG_1.HEIC": phone, "b.jpg": b"\xff\xd8\xffno"}
    for name, data in files.items():
        (folder / name).write_bytes(data)

    await watch(room, media_type="application/nitf+xml")

    await taken(room, folder, "story.xml", "IMG_1.HEIC")
    await taken(room, folder, "b.jpg", into="failed")

    async def is_there() -> list[Media]:
        return await stored(room)

    [media] = await eventually(is_there, what="the picture is stored")
    assert (media.media_type, media.width, media.height) == ("image/heic", 320, 200)
    assert {*(await named_by_the_story(room)).names} & {*media.guids}
