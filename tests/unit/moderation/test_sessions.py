"""Who is at the desk: sessions that only we can have written."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.moderation.desk.sessions import LASTS, csrf_of, open_session, who_is
from tests.unit.moderation.stories import NOON


@given(st.text(min_size=1, max_size=60))
def test_a_session_gives_back_its_name(name: str) -> None:
    name = name.encode("utf-8", "replace").decode()

    assert who_is("token", open_session("token", name, now=NOON), now=NOON) == name


def test_a_session_ends_with_its_time_or_its_token() -> None:
    session = open_session("token", "Ida", now=NOON)

    assert who_is("token", session, now=NOON + LASTS - timedelta(seconds=1)) == "Ida"
    assert who_is("token", session, now=NOON + LASTS) is None
    assert who_is("another token", session, now=NOON) is None


@given(st.text(max_size=200))
def test_nobody_else_can_write_one(guess: str) -> None:
    session = open_session("token", "Ida", now=NOON)
    claims, _, signature = session.partition(".")

    assert who_is("token", guess, now=NOON) is None
    assert who_is("token", f"{claims}x.{signature}", now=NOON) is None
    assert guess == signature or who_is("token", f"{claims}.{guess}", now=NOON) is None


def test_each_session_has_a_csrf_token_of_its_own() -> None:
    one = open_session("token", "Ida", now=NOON)
    other = open_session("token", "Bo", now=NOON)

    assert csrf_of("token", one) == csrf_of("token", one)
    assert len({csrf_of("token", one), csrf_of("token", other), csrf_of("t", one)}) == 3
