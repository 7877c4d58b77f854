"""Sixty files and more that pretend to be pictures, through the readers as ingest runs them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import structlog

from services.ingest.pictures.facts import RefusedError
from services.ingest.pictures.files.readers import PictureReaders
from tests.hostile.pictures import Hostile, hostile_pictures
from tests.pictures import a_jpeg

FILES = hostile_pictures()
RUNS = ("<script", "onerror", "javascript:", "\x00", "\x1b", "\u202e", "<img")


@pytest.fixture(scope="module")
async def readers() -> AsyncIterator[PictureReaders]:
    found = PictureReaders(
        workers=1,
        memory_bytes=1_200_000_000,
        most_pixels=100_000_000,
        timeout_s=20,
        log=structlog.get_logger(),
    )
    yield found
    await found.stop()


def test_there_are_sixty_and_more() -> None:
    assert len({each.name for each in FILES}) == len(FILES) >= 60


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
async def test_a_hostile_file_is_refused_with_a_reason_or_made_harmless(
    readers: PictureReaders, file: Hostile
) -> None:
    if file.fate == "refused":
        with pytest.raises(RefusedError, match=r".{10,}"):
            await readers.read(file.data)
        return

    told = (await readers.read(file.data)).model_dump_json().lower()

    assert not [each for each in RUNS if each in told]
    assert len(told) < 10_000
    assert "gps" not in told


async def test_after_all_of_them_an_ordinary_picture_is_read(readers: PictureReaders) -> None:
    for file in FILES[::7]:
        with suppress(RefusedError):
            await readers.read(file.data)

    assert (await readers.read(a_jpeg())).width == 640
