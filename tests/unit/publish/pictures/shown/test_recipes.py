"""Sizes, cuts and addresses: what is asked for is what is made, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.publish.pictures.darkroom.ranges import part_of
from services.publish.pictures.shown.recipes import (
    address,
    box,
    form_for,
    is_sha256,
    sizes,
    wanted,
)

SHA = "ab" * 32


@pytest.mark.parametrize(
    "name",
    ["", "641", "0640", "640.gif", "640-101x5.jpg", "640-50.jpg", "640.jpg/", "٦٤٠", "640\n"],
)
def test_what_is_never_made_is_not_wanted(name: str) -> None:
    assert wanted(name) is None


@pytest.mark.parametrize("focus", [None, "auto", "0x100", "50x33"])
@pytest.mark.parametrize("form", ["", "jpg", "webp"])
def test_an_address_names_what_is_wanted(focus: str | None, form: str) -> None:
    found = wanted(address(SHA, 960, focus=focus, form=form).rpartition("/")[2])

    assert found is not None
    assert (found.width, found.focus, found.form) == (960, focus, form)


def test_only_hashes_are_hashes() -> None:
    assert is_sha256(SHA)
    assert not any(map(is_sha256, ("", SHA[1:], SHA.upper(), SHA + "0", "../" + SHA)))


@pytest.mark.parametrize(
    ("accepted", "form"),
    [
        ("", "jpg"),
        ("*/*", "jpg"),
        ("image/*", "jpg"),
        ("image/avif,image/webp,image/apng,*/*;q=0.8", "webp"),
        ("image/webp;q=0", "jpg"),
        ("image/webp;q=0.000, */*", "jpg"),
        ("image/webp;q=0.5", "webp"),
    ],
)
def test_webp_is_for_who_names_it(accepted: str, form: str) -> None:
    assert form_for(accepted) == form


@given(width=st.integers(1, 20_000), height=st.integers(1, 20_000))
def test_sizes_keep_the_shape_and_are_never_larger(width: int, height: int) -> None:
    found = sizes(width, height)

    assert found
    assert len({asked for asked, _, _ in found}) == len(found)
    for asked, has, tall in found:
        assert has == min(asked, width)
        assert abs(tall - height * has / width) <= 1


@given(
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    focus=st.one_of(
        st.just("auto"), st.builds("{}x{}".format, st.integers(0, 100), st.integers(0, 100))
    ),
    weights=st.one_of(st.none(), st.lists(st.integers(0, 255), min_size=1, max_size=48)),
)
def test_a_cut_lies_within_the_picture_and_has_our_shape(
    width: int, height: int, focus: str, weights: list[int] | None
) -> None:
    left, top, right, bottom = box(width, height, focus, weights=weights)

    assert 0 <= left < right <= width + 1e-6
    assert 0 <= top < bottom <= height + 1e-6
    assert (right - left) / (bottom - top) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=5-", (5, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-99", (0, 10)),
        ("bytes=2-99", (2, 10)),
        ("bytes=10-", (0, 0)),
        ("bytes=-0", (0, 0)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-1", None),
    ],
)
def test_a_part_is_what_the_standard_says(said: str, part: tuple[int, int] | None) -> None:
    assert part_of(said, 10) == part
