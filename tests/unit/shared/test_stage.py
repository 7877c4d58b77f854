from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.stage import waves
from tests.factories import a_received


class Heard:
    def __init__(self, subject: str, nth: int) -> None:
        self.event = a_received(article_id=subject, revision=nth + 1)


@given(st.lists(st.sampled_from("abcd")))
def test_waves_keep_each_articles_order_and_lose_nothing(subjects: list[str]) -> None:
    heard = [Heard(subject, nth) for nth, subject in enumerate(subjects)]

    split: list[list[Heard]] = waves(heard)  # type: ignore[arg-type, assignment]

    flat = [each for wave in split for each in wave]
    assert len(flat) == len(heard)
    for wave in split:
        assert len({each.event.subject for each in wave}) == len(wave)
    for subject in set(subjects):
        order = [each for each in flat if each.event.subject == subject]
        assert order == [each for each in heard if each.event.subject == subject]
