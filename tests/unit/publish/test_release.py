from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.publish.outcomes.released import Release
from services.publish.publication import Applied, Publication
from services.publish.release import due, next_due, reinstate, release, unpublish
from shared.articles import Extras
from shared.events import ArticleApproved, Event
from shared.lifecycle import TOMBSTONES, State
from tests.factories import MONDAY
from tests.unit.publish.stories import (
    SITE,
    a_doubt,
    a_hold,
    a_kill,
    a_recall,
    a_revocation,
    an_approval,
)

NOW = MONDAY + timedelta(minutes=1)
LATER = MONDAY + timedelta(hours=2)
LONG_AGO = MONDAY - timedelta(days=1)


def after(*events: Event, now: datetime = NOW, start: Publication | None = None) -> Publication:
    """Release one event after the other; give the publication that comes of it."""
    publication = start
    for event in events:
        publication = told(publication, event, now).publication or publication
    assert publication is not None
    return publication


def told(publication: Publication | None, event: Event, now: datetime = NOW) -> Release:
    return release(event, publication, now, site_url=SITE)


def a_doubted(revision: int, *, decided_by: str) -> ArticleApproved:
    return an_approval(
        revision,
        decided_by=decided_by,
        pub_status="withheld",
        extras=Extras(embargo_unclear="“Embargo: later” tells no time."),
    )


def types(publication: Publication) -> list[str]:
    return [
        (each.type or "").removeprefix("copydesk.article.").removesuffix(".v1")
        for each in publication.outbox
    ]


class TestApproved:
    def test_a_first_approval_is_published(self) -> None:
        publication = after(an_approval(1))

        assert publication.state is State.PUBLISHED
        assert types(publication) == ["published"]
        assert publication.live is not None
        assert publication.published_at == NOW

    def test_a_newer_revision_is_an_update_that_names_the_old_one(self) -> None:
        publication = after(an_approval(1), an_approval(2), now=NOW)

        last = publication.outbox[-1]
        assert types(publication) == ["published", "updated"]
        assert last.data is not None
        assert (last.data.revision, last.data.previous_revision) == (2, 1)
        assert [(move.revision, move.state) for move in last.moves] == [
            (2, State.PUBLISHED),
            (1, State.SUPERSEDED),
        ]

    def test_an_update_keeps_the_day_of_publication(self) -> None:
        publication = after(an_approval(1))

        updated = after(an_approval(2), start=publication, now=LATER)

        assert (updated.published_at, updated.modified_at) == (NOW, LATER)

    @pytest.mark.parametrize("revision", [1, 2], ids=["older", "older, of three"])
    def test_an_older_revision_never_replaces_a_newer(self, revision: int) -> None:
        publication = after(an_approval(3))

        late = told(publication, an_approval(revision))

        assert (late.outcome, late.state) == ("superseded", State.SUPERSEDED)
        assert late.publication is None

    def test_the_same_event_again_changes_nothing_and_says_the_same(self) -> None:
        publication = after(an_approval(1))

        again = told(publication, an_approval(1))

        assert (again.outcome, again.publication) == ("released", None)

    def test_a_second_decision_on_what_is_live_changes_nothing(self) -> None:
        publication = after(an_approval(1))

        again = told(publication, an_approval(1, decision=2))

        assert (again.outcome, again.publication) == ("repeated", None)

    @pytest.mark.parametrize("waits", [None, LATER], ids=["live", "waiting behind it"])
    def test_a_second_decision_moves_no_revision(self, waits: datetime | None) -> None:
        publication = after(an_approval(1), an_approval(2, embargoed_until=waits))

        for event in (an_approval(1, decision=2), an_approval(2, decision=2)):
            assert told(publication, event).state in (None, State.SUPERSEDED)
        assert told(publication, an_approval(2, decision=2)).outcome == "repeated"

    def test_a_live_revision_is_not_superseded_by_one_that_waits(self) -> None:
        publication = after(an_approval(1), an_approval(2, embargoed_until=LATER))

        assert told(publication, an_approval(1, decision=2)).outcome == "repeated"

    @pytest.mark.parametrize(
        ("first", "outcome", "state"),
        [
            (an_approval(1, embargoed_until=LATER), "scheduled", State.SCHEDULED),
            (an_approval(1, expires=LONG_AGO), "expired", State.EXPIRED),
            (a_hold(1), "withheld", State.WITHHELD),
            (an_approval(1), "released", None),
            (a_kill(1), "released", None),
        ],
        ids=["scheduled", "expired", "withheld", "live", "killed"],
    )
    def test_what_is_repeated_keeps_its_first_time_and_words(
        self, first: Event, outcome: str, state: State | None
    ) -> None:
        once = told(None, first)
        assert once.publication is not None

        again = told(once.publication, first, LATER + timedelta(days=1))

        assert (again.outcome, again.state, again.publication) == (outcome, state, None)
        assert (again.at, again.explanation) == (NOW, once.explanation)

    def test_what_was_decided_before_times_were_kept_moves_nothing(self) -> None:
        scheduled = after(an_approval(1, embargoed_until=LATER))
        [known] = scheduled.applied
        old = scheduled.changed(
            applied=(Applied(event_id=known.event_id, outcome="scheduled"),)
        )

        again = told(old, an_approval(1, embargoed_until=LATER))

        assert (again.outcome, again.state) == ("scheduled", None)

    @pytest.mark.parametrize("status", ["withheld", "canceled"])
    def test_nobody_publishes_what_its_wire_does_not_want_published(self, status: str) -> None:
        refused = told(None, an_approval(1, pub_status=status, decided_by="ada"))

        assert (refused.outcome, refused.publication) == ("refused", None)


class TestCorrections:
    @pytest.mark.parametrize(
        ("story", "note"),
        [
            ({"enrichment": {"marker": "CORRECTED-"}}, "has been corrected"),
            (
                {"descriptions": [{"role": "correction", "value": "Fourteen, not forty."}]},
                "Fourteen, not forty.",
            ),
            (
                {"ed_note": "UPDATE 2: adds quote. CORRECTION: number of sailings is 14."},
                "CORRECTION: number of sailings is 14.",
            ),
            ({"genres": [{"name": "Correction"}]}, "has been corrected"),
        ],
        ids=["marker", "description", "note to editors", "genre"],
    )
    def test_a_correction_carries_a_note_to_readers(
        self, story: dict[str, Any], note: str
    ) -> None:
        publication = after(an_approval(1), an_approval(2, **story))

        assert types(publication) == ["published", "corrected"]
        assert publication.state is State.CORRECTED
        assert note in publication.corrections[0].note
        assert "adds quote" not in publication.corrections[0].note

    def test_a_note_that_corrects_nothing_is_an_update(self) -> None:
        publication = after(an_approval(1), an_approval(2, ed_note="Adds minister quote."))

        assert types(publication) == ["published", "updated"]

    def test_notes_of_earlier_corrections_stay(self) -> None:
        publication = after(
            an_approval(1), an_approval(2, enrichment={"marker": "CORRECTED"}), an_approval(3)
        )

        assert [each.revision for each in publication.corrections] == [2]
        assert publication.state is State.PUBLISHED


class TestTime:
    def test_an_embargo_in_the_future_tells_nobody_anything(self) -> None:
        publication = after(an_approval(1, embargoed_until=LATER))

        assert publication.state is State.SCHEDULED
        assert publication.live is None
        assert types(publication) == []
        assert next_due(publication) == LATER

    def test_what_is_live_stays_until_the_embargoed_revision_is_due(self) -> None:
        publication = after(an_approval(1), an_approval(2, embargoed_until=LATER))

        assert publication.live is not None
        assert publication.live.revision == 1
        assert due(publication, LATER - timedelta(seconds=1), site_url=SITE) is None

        released = due(publication, LATER, site_url=SITE)

        assert released is not None
        assert released.publication is not None
        assert released.publication.live is not None
        assert released.publication.live.revision == 2
        assert types(released.publication) == ["published", "updated"]

    def test_an_embargo_never_ends_a_part_of_a_millisecond_early(self) -> None:
        end = LATER + timedelta(microseconds=300)

        publication = after(an_approval(1, embargoed_until=end))

        assert next_due(publication) == LATER + timedelta(milliseconds=1)

    def test_a_newer_revision_takes_the_place_of_one_that_waits(self) -> None:
        publication = after(an_approval(1, embargoed_until=LATER), an_approval(2))

        assert publication.live is not None
        assert publication.live.revision == 2
        assert publication.next is None
        moves = [(m.revision, m.state) for step in publication.outbox for m in step.moves]
        assert (1, State.SUPERSEDED) in moves

    def test_a_replaced_embargo_is_told_to_nobody_but_the_timeline(self) -> None:
        publication = after(
            an_approval(1, embargoed_until=LATER), an_approval(2, embargoed_until=LATER)
        )

        [step] = publication.outbox
        assert step.type is None
        assert [(m.revision, m.outcome) for m in step.moves] == [(1, "superseded")]

    def test_an_older_revision_than_the_one_that_waits_does_not_go_live(self) -> None:
        publication = after(an_approval(2, embargoed_until=LATER))

        assert told(publication, an_approval(1)).outcome == "superseded"

    def test_expired_copy_never_goes_live(self) -> None:
        publication = after(an_approval(1, expires=LONG_AGO))

        assert publication.state is State.EXPIRED
        assert types(publication) == []

    def test_a_newer_revision_that_is_expired_takes_the_story_down(self) -> None:
        publication = after(an_approval(1), an_approval(2, expires=LONG_AGO))

        assert publication.live is None
        assert types(publication) == ["published", "unpublished"]
        assert told(publication, an_approval(1, decision=2)).outcome == "superseded"

    def test_the_expiry_of_live_copy_is_told(self) -> None:
        publication = after(an_approval(1, expires=LATER))
        assert next_due(publication) == LATER

        expired = due(publication, LATER, site_url=SITE)

        assert expired is not None
        assert expired.publication is not None
        assert expired.publication.state is State.EXPIRED
        assert types(expired.publication) == ["published", "unpublished"]
        assert next_due(expired.publication) is None

    def test_an_embargo_that_ends_after_the_expiry_ends_in_nothing(self) -> None:
        embargoed = an_approval(1, embargoed_until=LATER, expires=LATER - timedelta(minutes=1))

        over = due(after(embargoed), LATER, site_url=SITE)

        assert over is not None
        assert over.publication is not None
        assert over.publication.state is State.EXPIRED
        assert types(over.publication) == [""]
        assert [m.state for step in over.publication.outbox for m in step.moves] == [
            State.EXPIRED
        ]

    def test_what_waits_outlives_the_expiry_of_what_is_live(self) -> None:
        publication = after(
            an_approval(1, expires=LATER),
            an_approval(2, embargoed_until=LATER + timedelta(hours=1)),
        )

        expired = due(publication, LATER, site_url=SITE)

        assert expired is not None
        assert expired.publication is not None
        assert expired.publication.state is State.SCHEDULED
        assert expired.publication.live is None


class TestHolds:
    def test_a_hold_takes_down_what_is_live(self) -> None:
        publication = after(an_approval(1), a_hold(2))

        assert publication.state is State.WITHHELD
        assert publication.live is None
        assert types(publication) == ["published", "unpublished"]

    def test_a_hold_of_what_nobody_saw_tells_nobody(self) -> None:
        held = told(None, a_hold(1))

        assert held.state is State.WITHHELD
        assert held.publication is not None
        assert types(held.publication) == []
        late = told(held.publication, an_approval(1))
        assert (late.outcome, late.state) == ("withheld", State.WITHHELD)

    def test_a_hold_stops_what_waits_for_its_time(self) -> None:
        publication = after(an_approval(1, embargoed_until=LATER), a_hold(1))

        assert publication.next is None
        assert next_due(publication) is None

    def test_a_later_revision_brings_the_story_back(self) -> None:
        publication = after(an_approval(1), a_hold(2), an_approval(3), now=NOW)

        assert publication.state is State.PUBLISHED
        assert types(publication) == ["published", "unpublished", "published"]
        assert publication.published_at == NOW

    def test_a_late_hold_does_not_reach_a_newer_revision(self) -> None:
        publication = after(an_approval(3))

        late = told(publication, a_hold(2))

        assert (late.outcome, late.publication) == ("superseded", None)


class TestDoubts:
    def test_our_own_doubt_leaves_what_is_live(self) -> None:
        publication = after(an_approval(1), a_doubt(2))

        assert publication.live is not None
        assert publication.live.revision == 1
        assert types(publication) == ["published"]

    def test_what_is_doubted_and_what_was_before_it_do_not_go_live(self) -> None:
        publication = after(an_approval(1, embargoed_until=LATER), a_doubt(2))

        assert (publication.state, publication.next) == (State.WITHHELD, None)
        late = told(publication, an_approval(1, decision=2))
        assert (late.outcome, late.state) == ("superseded", State.SUPERSEDED)

    def test_the_first_revision_may_be_doubted(self) -> None:
        doubted = told(None, a_doubt(1))

        assert (doubted.outcome, doubted.state) == ("withheld", State.WITHHELD)

    def test_a_later_revision_ends_the_doubt(self) -> None:
        publication = after(an_approval(1), a_doubt(2), an_approval(3), now=NOW)

        assert publication.live is not None
        assert publication.live.revision == 3

    @pytest.mark.parametrize("doubted_first", [True, False], ids=["in order", "overtaken"])
    def test_a_person_may_let_pass_what_is_doubted(self, *, doubted_first: bool) -> None:
        released = a_doubted(2, decided_by="Ida Holm")
        order = (a_doubt(2), released) if doubted_first else (released, a_doubt(2))

        publication = after(an_approval(1), *order)

        assert publication.live is not None
        assert publication.live.revision == 2
        assert '"pubstatus"' not in publication.live.item  # usable, as without one

    def test_nobody_but_a_person_lets_it_pass(self) -> None:
        refused = told(after(an_approval(1), a_doubt(2)), a_doubted(2, decided_by="policy"))

        assert (refused.outcome, refused.publication) == ("refused", None)

    @pytest.mark.parametrize(
        "stop",
        [a_kill(2), a_recall(2), a_hold(2, number=2)],
        ids=["a kill", "a recall", "a hold"],
    )
    def test_what_its_wire_stops_no_release_brings_back(self, stop: Event) -> None:
        stopped = after(an_approval(1), a_doubt(2), stop)

        late = told(stopped, a_doubted(2, decided_by="Ida Holm"))

        assert late.publication is None

    def test_a_newer_revision_outlives_a_late_release(self) -> None:
        publication = after(an_approval(1), a_doubt(2), an_approval(3))

        late = told(publication, a_doubted(2, decided_by="Ida Holm"))

        assert (late.outcome, late.publication) == ("superseded", None)

    def test_a_doubt_that_comes_late_reaches_nothing(self) -> None:
        publication = after(an_approval(3))

        late = told(publication, a_doubt(2))

        assert (late.outcome, late.publication) == ("superseded", None)


class TestRevocations:
    """Moderation takes an approval back that has left: a kill reached what this one copies."""

    def test_what_waits_for_its_time_does_not_go_live(self) -> None:
        publication = after(an_approval(1, embargoed_until=LATER), a_revocation(1))

        assert (publication.state, publication.next) == (State.WITHHELD, None)
        assert due(publication, LATER + timedelta(days=1), site_url=SITE) is None
        assert types(publication) == []

    @pytest.mark.parametrize("embargoed_until", [None, LATER], ids=["at once", "later"])
    def test_an_approval_that_comes_after_it_counts_no_more(
        self, embargoed_until: datetime | None
    ) -> None:
        late = told(after(a_revocation(1)), an_approval(1, embargoed_until=embargoed_until))

        assert (late.outcome, late.publication) == ("repeated", None)

    def test_a_persons_next_approval_counts(self) -> None:
        publication = after(
            an_approval(1, embargoed_until=LATER),
            a_revocation(1),
            an_approval(1, decision=2, embargoed_until=LATER),
        )
        assert (publication.state, publication.next is not None) == (State.SCHEDULED, True)

        late = told(publication, a_revocation(1))
        assert late.publication is None
        assert after(a_revocation(1), an_approval(1, decision=2)).live is not None

    def test_what_is_live_stays_and_an_update_behind_it_does_not_come(self) -> None:
        live = after(an_approval(1))
        refused = told(live, a_revocation(1))
        assert (refused.outcome, refused.publication) == ("refused", None)

        update = after(an_approval(1), an_approval(2, embargoed_until=LATER), a_revocation(2))
        assert update.live is not None
        assert (update.live.revision, update.next, update.state) == (1, None, State.PUBLISHED)

    def test_an_update_behind_what_a_person_took_down_does_not_come_back_with_it(self) -> None:
        waiting = after(an_approval(1), an_approval(2, embargoed_until=LATER))
        down = unpublish(waiting, by="ida", now=NOW, site_url=SITE)
        assert down is not None

        revoked = told(down.publication, a_revocation(2)).publication

        assert revoked is not None
        assert (revoked.state, revoked.next) == (State.UNPUBLISHED, None)

    def test_a_newer_revision_or_an_end_is_out_of_its_reach(self) -> None:
        for reached in (
            after(an_approval(1), an_approval(2)),
            after(an_approval(1), a_kill(1)),
        ):
            assert told(reached, a_revocation(1)).publication is None


class TestKills:
    def test_a_kill_takes_everything_and_tells_it(self) -> None:
        publication = after(an_approval(1), an_approval(2, embargoed_until=LATER), a_kill(2))

        assert publication.state is State.CANCELED
        assert (publication.live, publication.next) == (None, None)
        assert types(publication)[-1] == "killed"
        assert publication.versions
        assert "Ferries" not in publication.model_dump_json(exclude={"path", "outbox"})

    def test_what_is_not_told_yet_loses_its_words(self) -> None:
        publication = after(an_approval(1), a_kill(1))

        published, killed = publication.outbox
        assert published.item is None
        assert published.data is not None
        assert published.data.redacted
        assert published.data.hash
        assert killed.data is not None
        assert killed.data.item is None

    def test_a_kill_is_told_even_when_nobody_had_the_story(self) -> None:
        publication = after(a_kill(0))

        assert types(publication) == ["killed"]
        assert publication.outbox[0].data is not None
        assert publication.outbox[0].data.url == f"{SITE}/news/story-abcdefghij"

    @pytest.mark.parametrize("revision", [1, 99])
    def test_nothing_is_published_after_a_kill(self, revision: int) -> None:
        publication = after(a_kill(1))

        refused = told(publication, an_approval(revision))

        assert (refused.outcome, refused.state) == ("refused", State.CANCELED)
        assert refused.publication is None

    def test_a_second_kill_is_a_repeat(self) -> None:
        again = told(after(a_kill(1)), a_kill(2, number=2))

        assert (again.outcome, again.publication) == ("repeated", None)

    def test_a_recall_follows_a_kill_and_hides_the_headline_in_addresses(self) -> None:
        publication = after(an_approval(1), a_kill(1), a_recall(1))

        assert publication.state is State.RECALLED
        assert "ferries" not in publication.model_dump_json().lower()
        assert told(publication, a_kill(1, number=2)).outcome == "repeated"


class TestPeople:
    def test_a_person_takes_down_and_brings_back(self) -> None:
        publication = after(an_approval(1), an_approval(2))

        down = unpublish(publication, by="ada", now=LATER, site_url=SITE)
        assert down is not None
        assert down.publication is not None
        assert down.publication.state is State.UNPUBLISHED
        assert told(down.publication, an_approval(2)).publication is None
        assert unpublish(down.publication, by="ada", now=LATER, site_url=SITE) is None

        back = reinstate(down.publication, by="ada", now=LATER, site_url=SITE)
        assert back is not None
        assert back.publication is not None
        assert types(back.publication) == ["published", "updated", "unpublished", "published"]
        assert back.publication.live == publication.live

    def test_a_new_decision_brings_back_what_a_person_took_down(self) -> None:
        down = unpublish(after(an_approval(1)), by="ada", now=LATER, site_url=SITE)
        assert down is not None

        again = told(down.publication, an_approval(1, decision=2, decided_by="ben"))

        assert again.outcome == "released"

    def test_an_update_that_waits_comes_only_after_the_story_is_brought_back(self) -> None:
        waits = an_approval(2, embargoed_until=LATER)
        publication = after(an_approval(1), waits)
        down = unpublish(publication, by="ada", now=NOW, site_url=SITE)
        assert down is not None
        assert down.publication is not None
        assert next_due(down.publication) is None
        assert due(down.publication, LATER, site_url=SITE) is None

        back = reinstate(down.publication, by="ada", now=LATER, site_url=SITE)
        assert back is not None
        assert back.publication is not None
        came = due(back.publication, LATER, site_url=SITE)

        assert came is not None
        assert came.publication is not None
        assert types(came.publication) == ["published", "unpublished", "published", "updated"]
        assert [
            (move.revision, move.state)
            for each in came.publication.outbox
            for move in each.moves
        ] == [
            (1, State.PUBLISHED),
            (2, State.UNPUBLISHED),
            (1, State.PUBLISHED),
            (2, State.SCHEDULED),
            (2, State.PUBLISHED),
            (1, State.SUPERSEDED),
        ]

    def test_what_its_wire_holds_while_it_is_down_does_not_come_back(self) -> None:
        publication = after(an_approval(1), an_approval(2, embargoed_until=LATER))
        down = unpublish(publication, by="ada", now=NOW, site_url=SITE)
        assert down is not None

        held = after(a_hold(1), start=down.publication)
        assert due(held, LATER, site_url=SITE) is None
        back = reinstate(held, by="ada", now=NOW, site_url=SITE)

        assert back is not None
        assert back.publication is not None
        assert back.publication.state is State.SCHEDULED
        assert back.publication.live is None
        assert next_due(back.publication) == LATER

    def test_a_new_decision_on_what_waits_brings_it_back_for_its_time(self) -> None:
        waits = partial(an_approval, 2, embargoed_until=LATER)
        publication = after(an_approval(1), waits())
        down = unpublish(publication, by="ada", now=NOW, site_url=SITE)
        assert down is not None

        again = told(down.publication, waits(decision=2, decided_by="ben"))

        assert again.publication is not None
        assert again.publication.state is State.SCHEDULED
        assert next_due(again.publication) == LATER

    def test_nobody_brings_back_a_killed_story_here(self) -> None:
        killed = after(an_approval(1), a_kill(1))

        assert reinstate(killed, by="ada", now=LATER, site_url=SITE) is None


class TestAddresses:
    def test_a_new_headline_is_a_new_address_and_the_old_one_is_remembered(self) -> None:
        publication = after(an_approval(1), an_approval(2, headline="Ferries stop again"))

        assert publication.path == "/news/ferries-stop-again-abcdefghij"
        assert publication.slugs == ("/news/ferries-resume-after-storm-abcdefghij",)

    def test_an_update_marker_does_not_change_the_address(self) -> None:
        enrichment = {"headline": "Ferries resume after storm", "marker": "UPDATE 1-"}

        publication = after(
            an_approval(1),
            an_approval(
                2, headline="UPDATE 1-Ferries resume after storm", enrichment=enrichment
            ),
        )

        assert publication.slugs == ()


# --- laws ------------------------------------------------------------------------------------

PEOPLE = {"unpublish": unpublish, "reinstate": reinstate}
_ACTS = st.one_of(
    st.tuples(st.just("approve"), st.integers(1, 5), st.integers(1, 2)),
    st.tuples(st.just("embargo"), st.integers(1, 5), st.just(1)),
    st.tuples(st.just("hold"), st.integers(1, 5), st.just(1)),
    st.tuples(st.just("kill"), st.integers(0, 5), st.integers(1, 2)),
    st.tuples(st.just("recall"), st.integers(0, 5), st.just(1)),
    st.tuples(st.just("clock"), st.integers(1, 5), st.just(1)),
    st.tuples(st.sampled_from(["unpublish", "reinstate"]), st.just(0), st.just(0)),
    st.tuples(st.just("drain"), st.just(0), st.just(0)),
)


def _event(kind: str, revision: int, nth: int) -> Event:
    match kind:
        case "approve":
            return an_approval(revision, decision=nth)
        case "embargo":
            return an_approval(
                revision, embargoed_until=MONDAY + timedelta(minutes=10 * revision)
            )
        case "hold":
            return a_hold(revision)
        case "kill":
            return a_kill(revision, number=nth)
        case _:
            return a_recall(revision)


def _at_the_clocks(publication: Publication | None, now: datetime) -> Publication | None:
    while publication and (step := due(publication, now, site_url=SITE)):
        assert step.publication is not None
        assert step.publication.step == publication.step + 1
        publication = step.publication
    return publication


def _is_where_it_may_be(publication: Publication, now: datetime, *, is_down: bool) -> None:
    if is_down:
        assert publication.live is None, "what a person took down stays down"
    if publication.live:
        assert publication.live.revision > publication.withheld_revision
        assert publication.live.due_at is None or publication.live.due_at <= now
    if publication.is_gone:
        assert publication.live is None
        assert publication.next is None
        assert publication.down is None
        assert not any(each.item for each in publication.outbox)


@given(st.lists(_ACTS, min_size=1, max_size=12))
def test_laws_hold_in_any_order_with_any_repeats(acts: Sequence[tuple[str, int, int]]) -> None:
    publication: Publication | None = None
    logged: list[tuple[int, str | None, int, bool]] = []
    now = NOW
    is_down = False

    for kind, number, nth in acts:
        before = publication
        if kind == "clock":
            now += timedelta(minutes=number * 5)
            publication = _at_the_clocks(publication, now)
        elif kind == "drain" and publication is not None:
            publication = publication.changed(outbox=())
        elif kind in PEOPLE and publication is not None:
            act = PEOPLE[kind](publication, by="ada", now=now, site_url=SITE)
            if act is not None:
                publication, is_down = act.publication, kind == "unpublish"
        elif kind not in {"drain", *PEOPLE}:
            decided = release(_event(kind, number, nth), publication, now, site_url=SITE)
            publication = decided.publication or publication
            again = release(_event(kind, number, nth), publication, now, site_url=SITE)
            assert again.publication is None, "a repeat changes nothing"
            is_down = is_down and not (decided.publication and kind in {"approve", "embargo"})
        if publication is None:
            continue
        for told_now in publication.outbox:
            if not before or told_now.step > before.step:
                revision = told_now.data.revision if told_now.data else 0
                words = told_now.item is not None
                logged.append((told_now.step, told_now.type, revision, words))
        if before is not None:
            assert publication.step in range(before.step, before.step + 9)
            if publication.step == before.step:
                assert publication.changed(outbox=()) == before.changed(outbox=())
            if before.is_gone:
                assert publication.is_gone, "a tombstone stays"
        _is_where_it_may_be(publication, now, is_down=is_down)

    steps = [step for step, *_ in logged]
    assert steps == sorted(steps)
    shown = [revision for _, type_, revision, words in logged if words]
    assert shown == sorted(shown), "never an older revision after a newer"
    if any(kind in ("kill", "recall") for kind, *_ in acts):
        assert publication is not None
        assert publication.state in TOMBSTONES
        kills = [at for at, (_, type_, *_) in enumerate(logged) if "killed" in (type_ or "")]
        assert kills
        assert all("killed" in (type_ or "") for _, type_, *_ in logged[kills[0] :])


@given(st.permutations([an_approval(1), an_approval(2), an_approval(3), a_kill(3)]))
def test_a_kill_wins_in_every_order(events: list[Event]) -> None:
    assert after(*events).state is State.CANCELED


def test_steps_rise_by_one_whatever_comes() -> None:
    publication = None
    steps = []
    for event in (an_approval(1), an_approval(2), a_hold(3), an_approval(4), a_kill(4)):
        publication = after(event, start=publication)
        steps.append(publication.step)

    assert [b - a for a, b in itertools.pairwise(steps)] == [1] * 4
