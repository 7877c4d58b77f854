"""A person's edit, laid over what the wire sent, as readers get it."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from typing import Any

from services.publish.publication import Publication
from services.publish.release import due, release
from shared.articles import Overlay
from shared.events import ArticleApproved
from shared.lifecycle import State
from shared.payloads import Approved
from tests.factories import MONDAY
from tests.unit.publish.stories import SITE, an_approval

NOW = MONDAY + timedelta(minutes=1)
LATER = MONDAY + timedelta(hours=2)


def edited(
    *, decision: int = 1, number: int = 1, item: Any = None, **says: Any
) -> ArticleApproved:
    event = an_approval(decision=decision, decided_by="ida", **(item or {}))
    overlay = Overlay.model_validate({"number": number, "by": "ida", "at": MONDAY, **says})
    data = Approved.model_validate({**dict(event.data), "edit": number, "overlay": overlay})
    return dataclasses.replace(event, data=data)


def live(*events: ArticleApproved) -> Publication:
    publication: Publication | None = None
    for event in events:
        told = release(event, publication, NOW, site_url=SITE)
        publication = told.publication or publication
    assert publication is not None
    return publication


def item_of(publication: Publication) -> dict[str, Any]:
    assert publication.live is not None
    item: dict[str, Any] = json.loads(publication.live.item)
    return item


def test_what_was_edited_goes_out_and_the_rest_stays_the_wires() -> None:
    plain, ours = (
        live(an_approval()),
        live(
            edited(
                headline="Ferries come earlier",
                body="One boat.\n\nTwo boats.",
                summary="Earlier boats.",
                section="sport",
                topics=({"qcode": "", "name": "Ferries", "relevance": 1.0},),
                slug="Early boats!",
            )
        ),
    )

    before, item = item_of(plain), item_of(ours)
    assert item["headlines"][0]["value"] == item["title"] == "Ferries come earlier"
    assert [body["value"] for body in item["bodies"] if body["role"] == "plain"] == [
        "One boat.\n\nTwo boats."
    ]
    assert item["bodies"][0]["value"] == "<p>One boat.</p><p>Two boats.</p>"
    assert [text["value"] for text in item["descriptions"]] == ["Earlier boats."]
    assert [subject["name"] for subject in item["subjects"]] == ["Ferries"]
    assert ours.path.startswith("/sport/early-boats-")
    assert item["language"] == before["language"]
    assert item["uri"] == before["uri"]


def test_what_is_live_is_corrected_by_an_edit_of_the_same_revision() -> None:
    publication = live(an_approval(), edited(decision=2, public_note="The boat leaves at six."))

    assert publication.state is State.CORRECTED
    assert [step.type for step in publication.outbox] == [
        "copydesk.article.published.v1",
        "copydesk.article.corrected.v1",
    ]
    assert publication.corrections[0].note == "The boat leaves at six."


def test_an_edit_that_was_decided_on_is_not_decided_on_again() -> None:
    publication = live(an_approval(), edited(decision=2, headline="Other"))

    repeat = release(
        dataclasses.replace(edited(decision=2, headline="Other"), id="another"),
        publication, NOW, site_url=SITE,
    )  # fmt: skip
    late = release(
        dataclasses.replace(an_approval(), id="late"), publication, NOW, site_url=SITE
    )

    assert (repeat.outcome, late.outcome) == ("repeated", "repeated")


def test_a_scheduled_story_waits_for_its_time() -> None:
    publication = live(edited(due_at=LATER))

    assert (publication.state, publication.live) == (State.SCHEDULED, None)
    out = due(publication, LATER, site_url=SITE)
    assert out is not None
    assert out.publication is not None
    assert out.publication.live is not None


def test_no_person_schedules_a_story_before_its_wires_embargo() -> None:
    publication = live(
        edited(due_at=NOW, item={"embargoed_until": LATER}, headline="Too early")
    )

    assert publication.next is not None
    assert publication.next.due_at == LATER
