"""Events are contracts: every one ever sent has a sample that must still load.

Samples are added, never edited. `python -m tests.contracts.test_events` writes those missing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.articles import SourceFacts
from shared.events import (
    EVENTS,
    Approved,
    ArticleApproved,
    Enriched,
    Event,
    Published,
    Received,
    Stopped,
    UnreadableEventError,
    event_from_fields,
)
from shared.tracing import trace_of
from tests.factories import MONDAY, a_verdict, an_article, an_enrichment

SAMPLES = Path(__file__).parent / "samples"


def a_sample(kind: type[Event]) -> Event:
    article = an_article(source=SourceFacts(id="example-wire", trust="high", rights=("AP",)))
    known = {"article_id": article.article_id, "revision": 1}
    makers: dict[Any, Callable[[], Any]] = {
        Received: lambda: Received(**known, article=article),
        Stopped: lambda: Stopped(**known, source="example-wire", reason="wrong", at=MONDAY),
        Enriched: lambda: Enriched(**known, article=article, enrichment=an_enrichment(article)),
        Approved: lambda: Approved(
            **known,
            at=MONDAY,
            article=article,
            enrichment=an_enrichment(article),
            verdict=a_verdict(article),
        ),
        Published: lambda: Published(
            **known,
            step=2,
            url="https://news.example.org/world/ferries-abcdefghij",
            item=article.item.to_ninjs(),
            previous_revision=1,
        ),
    }
    data = makers[kind.carries]()
    return kind(
        id=f"{article.article_id}:1:{kind.type}",
        subject=article.article_id,
        time=MONDAY,
        data=data,
        correlation_id="01jd0000000000000000000000",
        traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    )


def as_entry(fields: Mapping[str, str | bytes]) -> dict[bytes, bytes]:
    return {
        key.encode(): value if isinstance(value, bytes) else value.encode()
        for key, value in fields.items()
    }


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.type)
def test_every_event_has_a_sample(kind: type[Event]) -> None:
    assert (SAMPLES / f"{kind.type}.json").is_file()


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_every_sample_still_loads(path: Path) -> None:
    fields = json.loads(path.read_text(encoding="utf-8"))
    event = event_from_fields(as_entry(fields))
    assert event.type == fields["type"]
    assert event.subject == event.data.article_id == "abcdefghij2345677654"
    assert trace_of(event.traceparent)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.type)
def test_what_is_written_is_read_back(kind: type[Event]) -> None:
    event = a_sample(kind)
    assert event_from_fields(as_entry(event.to_fields())) == event


def test_readers_ignore_fields_they_do_not_know() -> None:
    fields = a_sample(ArticleApproved).to_fields()
    data = json.loads(fields["data"]) | {"mood": "grim"}
    strange = {**fields, "data": json.dumps(data), "tenant": "x"}
    assert event_from_fields(as_entry(strange)) == a_sample(ArticleApproved)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"type": None}, "field 'type' is missing"),
        ({"type": "copydesk.article.eaten.v1"}, "unknown type 'copydesk.article.eaten.v1'"),
        ({"data": "{"}, "data/"),
        ({"data": "{}"}, "data/article_id: Field required"),
        ({"time": "yesterday"}, "unreadable attribute"),
        ({"data": None}, "field 'data' is missing"),
    ],
    ids=["no type", "unknown type", "no JSON", "a field too few", "no time", "no data"],
)
def test_an_unreadable_entry_is_named(change: dict[str, str | bytes | None], says: str) -> None:
    fields = {**a_sample(ArticleApproved).to_fields(), **change}
    entry = as_entry({key: value for key, value in fields.items() if value is not None})
    with pytest.raises(UnreadableEventError) as error:
        event_from_fields(entry)
    assert says in str(error.value)


@given(
    st.dictionaries(
        st.sampled_from([b"type", b"id", b"data", b"time", b"subject"]), st.binary()
    )
)
def test_any_entry_is_read_or_refused(fields: dict[bytes, bytes]) -> None:
    fields.setdefault(b"type", b"copydesk.article.received.v1")
    with pytest.raises(UnreadableEventError):
        event_from_fields(fields)


if __name__ == "__main__":
    SAMPLES.mkdir(exist_ok=True)
    for each in EVENTS:
        path = SAMPLES / f"{each.type}.json"
        if not path.exists():
            fields = as_entry(a_sample(each).to_fields())
            sample = {key.decode(): value.decode() for key, value in fields.items()}
            text = json.dumps(sample, indent=1, ensure_ascii=False)
            path.write_text(text + "\n", encoding="utf-8")
