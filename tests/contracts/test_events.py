"""Events are contracts: every one ever sent has a sample that must still load.

Samples are added, never edited. `python -m tests.contracts.test_events` writes those missing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.articles import SourceFacts
from shared.events import (
    EVENTS,
    ArticleApproved,
    ArticleEnriched,
    ArticleReceived,
    Event,
    UnreadableEventError,
    event_from_fields,
)
from shared.lifecycle import State
from shared.media import Caption, Credentials, FocalPoint, Media, MediaEnd
from shared.payloads import (
    Approved,
    Arranged,
    Enriched,
    KeptOut,
    KnownBy,
    Pin,
    Published,
    Received,
    Revoked,
    SentBack,
    Stopped,
)
from shared.tracing import trace_of
from tests.factories import MONDAY, a_verdict, an_article, an_enrichment

SAMPLES = Path(__file__).parent / "samples"
EXAMPLES = Path(__file__).parents[2] / "shared" / "examples"


A_PICTURE: dict[str, Any] = {
    "source": "example-wire",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "number": 1,
    "hrefs": ("https://pictures.example.org/ferry-large.jpg",),
    "guids": ("urn:newsml:wire.example.org:20261123:ferry-picture",),
    "at": MONDAY,
}
A_PICTURES_FACTS: dict[str, Any] = {
    "media_type": "image/jpeg",
    "width": 3000,
    "height": 2000,
    "size_in_bytes": 812345,
    "says": Caption(
        alt="A ferry enters a harbour under a low sun.",
        caption="The first ferry for two days enters Portsmouth on Monday.",
        by="Ada Example",
        credit="Example Wire",
        copyright_notice="© 2026 Example Wire",
        usage_terms="No sales.",
        licence="https://pictures.example.org/terms",
        digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    ),
    "focal_point": FocalPoint(x=0.5, y=0.375),
    "perceptual_hash": "c3c3e1e0f0783c1e",
    "has_c2pa": True,
    "credentials": Credentials(state="Valid", issuer="Example Wire", generator="Camera 1.0"),
    "rights": ("AP",),
}


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
        KeptOut: lambda: KeptOut(**known, article=article, state=State.WITHHELD),
        KnownBy: lambda: KnownBy(
            **known,
            state=State.RECALLED,
            source="wire",
            by="ada",
            at=MONDAY,
            names=("ab" * 32,),
            copies=("b" * 20,),
        ),
        Revoked: lambda: Revoked(**known, reason="Its original was killed.", at=MONDAY),
        SentBack: lambda: SentBack(
            **known, source="wire", uri="urn:wire:1", version="1", reason="Who?", at=MONDAY
        ),
        Arranged: lambda: Arranged(
            number=1,
            by="ada",
            at=MONDAY,
            pins=(Pin(article_id=article.article_id, place=1, until=MONDAY),),
        ),
        Media: lambda: Media(**A_PICTURE, **A_PICTURES_FACTS),
        MediaEnd: lambda: MediaEnd(**A_PICTURE, state="canceled", reason="wrong person"),
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
        id=f"{data.article_id}:1:{kind.type}",
        subject=data.article_id,
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


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.type)
def test_the_description_shows_the_sample(kind: type[Event]) -> None:
    name = f"{kind.type}.json"
    assert (EXAMPLES / name).read_bytes() == (SAMPLES / name).read_bytes()


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_every_sample_still_loads(path: Path) -> None:
    fields = json.loads(path.read_text(encoding="utf-8"))
    event = event_from_fields(as_entry(fields))
    assert event.type == fields["type"]
    assert event.subject == event.data.article_id
    a_picture = f"{A_PICTURE['source']}:{A_PICTURE['sha256']}"
    assert event.subject in ("abcdefghij2345677654", "front", a_picture)
    assert trace_of(event.traceparent)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.type)
def test_what_is_written_is_read_back(kind: type[Event]) -> None:
    event = a_sample(kind)
    assert event_from_fields(as_entry(event.to_fields())) == event


PASSED_ON = (ArticleReceived, ArticleEnriched, ArticleApproved)


def told_of(heard: Event, kind: type[ArticleEnriched | ArticleApproved]) -> Event:
    """Tell the next event of one that was read, as its stage does."""
    new = a_sample(kind).data
    kept = {name: getattr(heard.data, name) for name in heard.carries.model_fields}
    all_ = {name: getattr(new, name) for name in type(new).model_fields} | kept
    return kind.of(kind.carries(**all_), at=MONDAY, cause=heard)


def read(event: Event, **unknown: str) -> Event:
    fields = as_entry(event.to_fields())
    data = json.loads(fields[b"data"]) | unknown
    return event_from_fields({**fields, b"data": json.dumps(data, indent=1).encode() + b"\n"})


@pytest.mark.parametrize(("heard", "told"), [*pairwise(PASSED_ON)], ids=lambda kind: kind.type)
def test_what_is_passed_on_equals_what_is_written_anew(
    heard: type[Event], told: type[ArticleEnriched | ArticleApproved]
) -> None:
    passed_on = told_of(read(a_sample(heard)), told)
    anew = dataclasses.replace(passed_on, written=None)

    defaults = {
        name: field.default
        for name, field in told.carries.model_fields.items()
        if not field.is_required() and name not in heard.carries.model_fields
    }

    assert passed_on.written is not None
    written, written_anew = (
        json.loads(event.to_fields()["data"]) for event in (passed_on, anew)
    )
    assert written == defaults | written_anew
    assert event_from_fields(as_entry(passed_on.to_fields())) == anew


@pytest.mark.parametrize(
    "name", sorted(Approved.model_fields.keys() - Received.model_fields.keys())
)
def test_no_field_of_a_later_version_passes_for_one_of_ours(name: str) -> None:
    enriched = told_of(read(a_sample(ArticleReceived), **{name: "new"}), ArticleEnriched)
    approved = told_of(event_from_fields(as_entry(enriched.to_fields())), ArticleApproved)

    assert event_from_fields(as_entry(approved.to_fields())) == approved


def test_fields_of_a_later_version_are_passed_on_to_who_knows_them() -> None:
    enriched = told_of(read(a_sample(ArticleReceived), mood="grim"), ArticleEnriched)
    approved = told_of(event_from_fields(as_entry(enriched.to_fields())), ArticleApproved)

    assert json.loads(approved.to_fields()["data"])["mood"] == "grim"


def test_what_was_changed_is_written_anew() -> None:
    heard = read(a_sample(ArticleReceived), mood="grim")
    article = an_article(headline="What an earlier try has stored")
    data = Enriched(
        article_id=article.article_id,
        revision=1,
        article=article,
        enrichment=an_enrichment(article),
    )

    told = ArticleEnriched.of(data, at=MONDAY, cause=heard)

    assert event_from_fields(as_entry(told.to_fields())) == told
    assert "mood" not in json.loads(told.to_fields()["data"])


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
        ({"time": "0001-01-01T00:00:00+14:00"}, "unreadable attribute"),
        ({"time": "9999-12-31T23:59:59-14:00"}, "unreadable attribute"),
        ({"data": None}, "field 'data' is missing"),
    ],
    ids=[
        "no type",
        "unknown type",
        "no JSON",
        "a field too few",
        "no time",
        "before the first year",
        "after the last year",
        "no data",
    ],
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
        (EXAMPLES / path.name).write_bytes(path.read_bytes())
