from __future__ import annotations

from shared.deaths import death_record
from shared.entries import Dead, Entry
from shared.failures import Failure
from shared.lifecycle import State
from tests.factories import MONDAY


def a_dead(event_id: bytes, **fields: bytes) -> Dead:
    entry = Entry("1-0", {b"id": event_id, **{k.encode(): v for k, v in fields.items()}})
    failure = Failure(count=8, error="E: why", first=MONDAY, last=MONDAY)
    return Dead(entry, "failed", failure, "enrichment")


def test_a_death_is_written_from_the_envelope_alone() -> None:
    record = death_record(a_dead(b"abc:3:copydesk.article.received.v1", data=b"{junk"), MONDAY)
    assert record is not None
    assert (record.article_id, record.revision, record.state) == ("abc", 3, State.DEAD)
    assert record.key == "abc:3:enrichment:abc:3:copydesk.article.received.v1:dead"


def test_the_death_of_a_kill_does_not_make_the_article_dead() -> None:
    record = death_record(a_dead(b"abc:3:copydesk.article.canceled.v1"), MONDAY)
    assert record is not None
    assert record.state is None


def test_an_entry_that_says_nothing_has_no_article_to_write_to() -> None:
    assert death_record(a_dead(b"\xff\xfe"), MONDAY) is None
