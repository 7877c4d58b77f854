"""Renditions from a bucket: publish serves them as from a folder, and deletes them there."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from shared.events import MediaStored
from shared.objects import Objects, open_objects
from shared.settings import Settings
from tests.eventually import eventually
from tests.integration.a_bucket import a_bucket, an_s3_server
from tests.integration.publish.publish_room import Place, PublishRoom, a_publish_room
from tests.pictures import a_drawing, as_a_phone_writes
from tests.unit.publish.pictures.pictures import a_media, an_association
from tests.unit.publish.stories import a_kill, an_approval

pytestmark = pytest.mark.every_server


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with an_s3_server(tmp_path_factory.mktemp("s3") / "log") as address:
        yield address


@pytest.fixture
async def bucket(s3: str, tmp_path: Path) -> dict[str, Any]:
    return await a_bucket(s3, tmp_path.name)


@pytest.fixture
async def room(place: Place, bucket: dict[str, Any]) -> AsyncIterator[PublishRoom]:
    async with a_publish_room(place, **bucket) as room:
        yield room


async def names(objects: Objects) -> set[str]:
    return {lying.sha256 async for page in objects.pages(size=100) for lying in page}


async def test_renditions_lie_in_the_bucket_and_leave_it_with_the_story(
    room: PublishRoom, bucket: dict[str, Any]
) -> None:
    settings = Settings.model_validate(bucket)
    originals, renditions = (
        open_objects(settings, each) for each in ("originals", "renditions")
    )
    data = as_a_phone_writes(a_drawing(1200, 800), "HEIF", 6)
    media = a_media(sha256=await originals.put(data), width=1200, height=800)
    path = f"/media/{media.sha256}/640.webp"
    await room.tell(an_approval(associations=[an_association()]))
    await room.tell(MediaStored.of(media, at=media.at))

    async def answers(status: int) -> bool:
        return (await room.http.get(path)).status_code == status

    await eventually(lambda: answers(200), what="the rendition is served")
    first = await room.http.get(path)
    part = await room.http.get(path, headers={"Range": "bytes=10-19"})
    await originals.delete(media.sha256)
    again = await room.http.get(path)

    with Image.open(io.BytesIO(first.content)) as image:
        assert image.size == (640, 427)
    assert len(await names(renditions)) == 1
    # It was made once, and is read from where it is kept.
    assert (again.status_code, again.content) == (200, first.content)
    assert (part.status_code, part.content) == (206, first.content[10:20])

    await room.tell(a_kill())

    await eventually(lambda: answers(410), what="the rendition is gone")

    async def is_purged() -> bool:
        return not await names(renditions)

    await eventually(is_purged, what="the bucket has no rendition")
