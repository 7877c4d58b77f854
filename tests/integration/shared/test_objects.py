"""The object store keeps its promise in a folder and in a bucket: one suite for both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.objects import Objects, ObjectsAwayError, open_objects
from shared.settings import Settings
from tests.integration.a_bucket import a_bucket, a_port, an_s3_server

DATA = b"\xff\xd8picture bytes" * 100


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with an_s3_server(tmp_path_factory.mktemp("s3") / "log") as address:
        yield address


@pytest.fixture(params=["folder", "bucket"])
async def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "folder":
        return Settings(objects=str(tmp_path / "objects"))
    endpoint = request.getfixturevalue("s3")
    return Settings.model_validate(await a_bucket(endpoint, tmp_path.name))


@pytest.fixture
def objects(settings: Settings) -> Objects:
    return open_objects(settings, "originals")


async def names(objects: Objects) -> set[str]:
    return {lying.sha256 async for page in objects.pages(size=2) for lying in page}


async def test_what_is_put_is_got_whole_and_in_parts(objects: Objects) -> None:
    name = await objects.put(DATA)

    assert await objects.get(name) == DATA
    assert await objects.get(name, 2, 10) == DATA[2:10]
    assert await objects.get(name, len(DATA) - 3) == DATA[-3:]
    assert await objects.get(name, 0, len(DATA) + 50) == DATA
    assert await objects.get(name, len(DATA) + 5) == b""
    assert await objects.size(name) == len(DATA)
    assert await objects.exists(name)


async def test_putting_twice_is_putting_once(objects: Objects) -> None:
    assert await objects.put(DATA) == await objects.put(DATA)
    assert len(await names(objects)) == 1


async def test_what_is_deleted_is_gone_and_may_be_deleted_again(objects: Objects) -> None:
    name = await objects.put(DATA)

    await objects.delete(name)
    await objects.delete(name)

    assert await objects.get(name) is None
    assert await objects.size(name) is None
    assert await names(objects) == set()


async def test_all_are_listed_in_pages(objects: Objects) -> None:
    put = {await objects.put(bytes([number]) * 10) for number in range(7)}

    assert await names(objects) == put


async def test_rooms_know_nothing_of_each_other(settings: Settings) -> None:
    one, other = open_objects(settings, "originals"), open_objects(settings, "renditions")
    name = await one.put(DATA)

    assert await other.get(name) is None
    assert await names(other) == set()


async def test_a_name_is_a_hash_and_nothing_else(objects: Objects) -> None:
    with pytest.raises(ValueError, match="not the name"):
        await objects.get("../../etc/passwd")


async def test_files_are_their_owners_only(tmp_path: Path) -> None:
    objects = open_objects(Settings(objects=str(tmp_path)), "originals")
    name = await objects.put(DATA)
    file = tmp_path / "originals" / name[:2] / name[2:4] / name

    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in file.parent.iterdir()] == [name]


async def test_a_folder_that_cannot_be_written_is_a_store_that_is_away(tmp_path: Path) -> None:
    (tmp_path / "originals").write_text("in the way")
    objects = open_objects(Settings(objects=str(tmp_path)), "originals")

    with pytest.raises(ObjectsAwayError):
        await objects.put(DATA)


async def test_a_bucket_that_does_not_answer_is_a_store_that_is_away() -> None:
    settings = Settings(
        objects="s3://pictures",
        objects_endpoint=f"http://127.0.0.1:{a_port()}",
        objects_key_id="id",
        objects_key="key",
    )

    with pytest.raises(ObjectsAwayError):
        await open_objects(settings, "originals").get("0" * 64)
