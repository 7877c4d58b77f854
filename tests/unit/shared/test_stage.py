from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.failures import Failure
from shared.lifecycle import State
from shared.stage import death_record, waves
from shared.streams import Dead, Entry
from tests.factories import MONDAY, a_received


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


def a_dead(event_id: bytes, **fields: bytes) -> Dead:
    entry = Entry("1-0", {b"id": event_id, **{k.encode(): v for k, v in fields.items()}})
    failure = Failure(count=8, error="E: why", first=MONDAY, last=MONDAY)
    return Dead(entry, "failed", failure, "enrichment")


def test_a_death_is_written_from_the_envelope_alone() -> None:
    record = death_record(a_dead(b"abc:3:copydesk.article.received.v1", data=b"{junk"))
    assert record is not None
    assert (record.article_id, record.revision, record.state) == ("abc", 3, State.DEAD)
    assert record.key == "abc:3:enrichment:abc:3:copydesk.article.received.v1:dead"


def test_the_death_of_a_kill_does_not_make_the_article_dead() -> None:
    record = death_record(a_dead(b"abc:3:copydesk.article.canceled.v1"))
    assert record is not None
    assert record.state is None


def test_an_entry_that_says_nothing_has_no_article_to_write_to() -> None:
    assert death_record(a_dead(b"\xff\xfe")) is None
