from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.formats.parsed import ParsedItem
from services.ingest.identity.arrival import arrive
from services.ingest.intake.decisions.kept import Kept, events_of, record_of
from services.ingest.receive import block, decide, fold, hold_back, overtaken, stop_targets
from services.ingest.story import Candidate, Decision, Mark, Story
from shared.articles import Article, Extras, SourceFacts
from shared.events import ArticleCanceled, ArticleKeptOut, ArticleReceived, ArticleWithheld
from shared.lifecycle import State
from shared.ninjs import AltId, Item, Text
from shared.timeline import Reason

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def an_arrival(
    words: str = "words",
    *,
    version: int | None = None,
    minute: int | None = None,
    status: Any = "usable",
    name_killed: bool = False,
    name_held: Mark | None = None,
    by_name: bool = False,
    doubt: str | None = None,
) -> Candidate:
    created = None if minute is None else NOON + timedelta(minutes=minute)
    mark = Mark(version, created, f"{status}:{words}")
    return Candidate(
        status=status,
        mark=mark,
        receipt="receipt",
        name_killed=name_killed,
        name_held=name_held,
        by_name=by_name,
        doubt=doubt,
    )


def a_hold_by_name(*, version: int | None = 1, minute: int | None = None) -> Candidate:
    return an_arrival("hold", version=version, minute=minute, status="withheld", by_name=True)


def a_story() -> Story:
    return Story(article_id="a", complete=True)


def after(*arrivals: Candidate) -> tuple[Story, list[Decision]]:
    story = a_story()
    decisions = []
    for candidate in arrivals:
        decision = decide(candidate, story)
        decisions.append(decision)
        story = decision.story
    return story, decisions


def outcomes(*arrivals: Candidate) -> list[tuple[str, int]]:
    _, decisions = after(*arrivals)
    return [(decision.outcome, decision.revision) for decision in decisions]


def test_the_first_is_news() -> None:
    assert outcomes(an_arrival()) == [("received", 1)]


def test_the_first_of_a_story_that_starts_anew_says_so_and_the_next_does_not() -> None:
    story = Story(article_id="b", complete=True, reinstates="a")

    first = decide(an_arrival(), story)
    second = decide(an_arrival("more"), first.story)

    assert [reason.rule for reason in first.reasons] == ["reinstated"]
    assert second.reasons == ()


def test_the_wires_version_is_the_revision() -> None:
    assert outcomes(an_arrival(version=7), an_arrival("more", version=9)) == [
        ("received", 7),
        ("received", 9),
    ]


@pytest.mark.parametrize("version", [0, 10**15 + 1], ids=["zero", "over 10^15"])
def test_a_version_out_of_bounds_is_no_revision(version: int) -> None:
    assert outcomes(an_arrival(version=version)) == [("received", 1)]


def test_the_same_words_again_are_a_repeat() -> None:
    assert outcomes(an_arrival(version=1), an_arrival(version=1)) == [
        ("received", 1),
        ("repeated", 1),
    ]


def test_the_same_words_under_a_new_version_are_a_repeat() -> None:
    assert outcomes(an_arrival(version=1, minute=0), an_arrival(version=2, minute=9)) == [
        ("received", 1),
        ("repeated", 1),
    ]


def test_what_lies_between_a_repeat_and_what_it_repeats_is_late() -> None:
    assert outcomes(
        an_arrival("a", version=3), an_arrival("a", version=5), an_arrival("b", version=4)
    ) == [("received", 3), ("repeated", 3), ("superseded", 4)]


def test_going_back_to_earlier_words_is_news() -> None:
    assert outcomes(
        an_arrival("a", version=1), an_arrival("b", version=2), an_arrival("a", version=3)
    ) == [("received", 1), ("received", 2), ("received", 3)]


def test_an_older_version_is_kept_and_superseded() -> None:
    _, (_, late) = after(an_arrival("b", version=2), an_arrival("a", version=1))

    assert (late.outcome, late.revision, late.state) == ("superseded", 1, State.SUPERSEDED)
    assert late.reasons[0].rule == "too_late"


def test_an_older_version_sent_twice_is_a_repeat() -> None:
    assert outcomes(
        an_arrival("b", version=2), an_arrival("a", version=1), an_arrival("a", version=1)
    ) == [("received", 2), ("superseded", 1), ("repeated", 1)]


def test_without_versions_the_time_tells_what_is_older() -> None:
    assert outcomes(
        an_arrival("b", minute=5), an_arrival("a", minute=1), an_arrival("c", minute=6)
    ) == [("received", 1), ("superseded", 2), ("received", 3)]


def test_where_one_has_no_version_the_time_tells() -> None:
    assert outcomes(an_arrival("b", version=2, minute=5), an_arrival("a", minute=1)) == [
        ("received", 2),
        ("superseded", 3),
    ]


def test_without_versions_and_times_the_last_to_arrive_is_the_newest() -> None:
    assert outcomes(an_arrival("a"), an_arrival("b")) == [("received", 1), ("received", 2)]


def test_the_same_version_with_other_words_is_flagged_news() -> None:
    _, (_, conflict) = after(an_arrival("a", version=3), an_arrival("b", version=3))

    assert (conflict.outcome, conflict.revision) == ("received", 4)
    assert [reason.rule for reason in conflict.reasons] == ["version_conflict"]


def test_a_version_below_the_newest_revision_takes_the_next_number() -> None:
    assert outcomes(
        an_arrival("a", version=1), an_arrival("b", version=1), an_arrival("c", version=2)
    ) == [("received", 1), ("received", 2), ("received", 3)]


def test_a_hold_is_told_and_ends_with_the_next_usable() -> None:
    assert outcomes(
        an_arrival(version=1), an_arrival(version=2, status="withheld"), an_arrival(version=3)
    ) == [("received", 1), ("withheld", 2), ("received", 3)]


def test_a_hold_and_its_end_may_bear_the_same_version() -> None:
    assert outcomes(
        an_arrival(version=1), an_arrival(version=1, status="withheld"), an_arrival(version=1)
    ) == [("received", 1), ("withheld", 2), ("received", 3)]


def test_a_hold_that_came_too_late_holds_nothing() -> None:
    assert outcomes(an_arrival(version=3), an_arrival(version=2, status="withheld"))[1] == (
        "superseded",
        2,
    )


def test_a_kill_is_never_too_old() -> None:
    _, (_, kill) = after(an_arrival(version=5), an_arrival(version=2, status="canceled"))

    assert (kill.outcome, kill.revision, kill.state) == ("canceled", 6, State.CANCELED)
    assert not kill.calls_person


def test_a_second_kill_is_a_repeat() -> None:
    kill = an_arrival(version=2, status="canceled")

    assert outcomes(an_arrival(version=1), kill, kill) == [
        ("received", 1),
        ("canceled", 2),
        ("repeated", 2),
    ]


def test_a_kill_of_an_unknown_story_calls_a_person() -> None:
    _, (kill,) = after(an_arrival(version=2, status="canceled"))

    assert kill.outcome == "canceled"
    assert kill.calls_person
    assert kill.reasons[0].rule == "unknown_story"


def test_a_newer_revision_of_a_killed_story_stays_canceled_and_calls_a_person() -> None:
    _, (_, _, newer) = after(
        an_arrival("a", version=1),
        an_arrival(version=2, status="canceled"),
        an_arrival("b", version=3),
    )

    assert (newer.outcome, newer.revision, newer.state) == ("blocked", 3, State.CANCELED)
    assert newer.calls_person


def test_a_late_revision_of_a_killed_story_stays_canceled_and_calls_nobody() -> None:
    _, (_, _, late) = after(
        an_arrival("a", version=2),
        an_arrival(version=3, status="canceled"),
        an_arrival("b", version=1),
    )

    assert (late.outcome, late.revision, late.state) == ("blocked", 1, State.CANCELED)
    assert not late.calls_person


def test_a_replayed_revision_of_a_killed_story_is_a_repeat() -> None:
    first = an_arrival("a", version=1)
    _, (_, _, replayed) = after(first, an_arrival(version=2, status="canceled"), first)

    assert (replayed.outcome, replayed.revision, replayed.state) == (
        "repeated",
        1,
        State.CANCELED,
    )


def test_a_story_that_a_kill_named_is_blocked_when_it_comes() -> None:
    _, (decision,) = after(an_arrival(name_killed=True))

    assert (decision.outcome, decision.state) == ("blocked", State.CANCELED)
    assert decision.calls_person


def test_a_live_story_that_turns_out_to_be_named_by_a_kill_is_canceled() -> None:
    _, (_, decision) = after(an_arrival("a"), an_arrival("b", name_killed=True))

    assert decision.outcome == "canceled"
    assert decision.calls_person


def test_a_stop_is_meant_for_the_stories_it_names() -> None:
    own = Story(article_id="notice")
    known, _ = after(an_arrival())

    assert stop_targets(own, [known]) == (known,)
    assert stop_targets(own, []) == (own,)
    assert stop_targets(known, []) == (known,)


def test_a_hold_by_name_holds_a_story_whose_version_is_higher() -> None:
    assert outcomes(an_arrival(version=7, minute=0), a_hold_by_name(version=1, minute=5)) == [
        ("received", 7),
        ("withheld", 8),
    ]


def test_a_hold_by_name_that_was_written_before_the_newest_revision_holds_nothing() -> None:
    assert outcomes(an_arrival(version=7, minute=9), a_hold_by_name(minute=5))[1] == (
        "superseded",
        8,
    )


def test_a_hold_by_name_sent_twice_is_a_repeat() -> None:
    assert outcomes(
        an_arrival(minute=0), a_hold_by_name(minute=5), a_hold_by_name(minute=5)
    ) == [
        ("received", 1),
        ("withheld", 2),
        ("repeated", 2),
    ]


def test_what_was_written_before_a_hold_by_name_does_not_end_it() -> None:
    assert outcomes(
        an_arrival("a", version=1, minute=0),
        a_hold_by_name(minute=5),
        an_arrival("b", version=2, minute=3),
        an_arrival("c", version=3, minute=9),
    ) == [("received", 1), ("withheld", 2), ("withheld", 3), ("received", 4)]


@pytest.mark.parametrize("minute", [3, 5, None], ids=["before", "at once", "who knows when"])
def test_a_story_that_a_hold_named_before_it_came_is_withheld(minute: int | None) -> None:
    story = hold_back(a_story(), a_hold_by_name(minute=5))
    candidate = an_arrival(minute=minute, name_held=a_hold_by_name(minute=5).mark)

    for decision in (decide(an_arrival(minute=minute), story), decide(candidate, a_story())):
        assert (decision.outcome, decision.state) == ("withheld", State.WITHHELD)
        assert [reason.rule for reason in decision.reasons] == ["hold"]


def test_words_that_a_hold_kept_back_are_news_when_they_are_sent_after_it() -> None:
    first = decide(
        an_arrival(version=1, minute=3), hold_back(a_story(), a_hold_by_name(minute=5))
    )

    again = decide(an_arrival(version=1, minute=3), first.story)
    later = decide(an_arrival(version=2, minute=9), again.story)

    assert (first.outcome, again.outcome, later.outcome) == ("withheld", "repeated", "received")


def test_a_story_written_after_the_hold_that_named_it_is_news() -> None:
    story = hold_back(a_story(), a_hold_by_name(minute=5))

    assert decide(an_arrival(minute=6), story).outcome == "received"


def test_a_hold_of_a_killed_story_changes_nothing() -> None:
    story, _ = after(an_arrival(version=1), an_arrival(version=2, status="canceled"))

    assert decide(a_hold_by_name(), story).state is State.CANCELED


def test_a_hold_and_its_end_may_bear_one_time_where_the_hold_is_the_storys_own() -> None:
    hold = an_arrival(version=2, minute=5, status="withheld")

    assert outcomes(
        an_arrival(version=1, minute=0),
        hold,
        an_arrival(version=3, minute=5, name_held=hold.mark),
    ) == [("received", 1), ("withheld", 2), ("received", 3)]


def test_a_revision_that_a_hold_met_on_its_way_in_is_withheld() -> None:
    story, (first,) = after(an_arrival(minute=3))

    now = overtaken(first, hold_back(story, a_hold_by_name(minute=5)))

    assert (now.outcome, now.state) == ("withheld", State.WITHHELD)
    assert now.story.newest is not None
    assert now.story.newest.outcome == "withheld"


def test_a_recall_outlasts_a_block() -> None:
    recalled = replace(a_story(), tombstone=State.RECALLED)

    assert block(recalled).tombstone is State.RECALLED
    assert block(a_story()).tombstone is State.CANCELED
    assert decide(an_arrival(), recalled).state is State.RECALLED


# --- laws --------------------------------------------------------------------------------

statuses = st.sampled_from(["usable", "usable", "usable", "withheld", "canceled"])
arrivals = st.builds(
    an_arrival,
    st.sampled_from("abc"),
    version=st.none() | st.integers(min_value=0, max_value=6),
    minute=st.none() | st.integers(min_value=0, max_value=6),
    status=statuses,
)
holds_by_name = st.builds(
    a_hold_by_name,
    version=st.none() | st.integers(min_value=0, max_value=6),
    minute=st.none() | st.integers(min_value=0, max_value=6),
)
arrivals |= holds_by_name


@given(st.lists(arrivals, max_size=8), arrivals)
def test_the_same_item_twice_is_a_repeat(before: list[Candidate], item: Candidate) -> None:
    story, _ = after(*before, item)

    again = decide(item, story)

    assert again.outcome == "repeated"
    assert again.story.highest == story.highest


@given(st.lists(arrivals, max_size=12))
def test_no_two_revisions_have_one_number(items: list[Candidate]) -> None:
    _, decisions = after(*items)
    claimed = [made.revision for made in decisions if made.outcome != "repeated"]

    assert len(claimed) == len(set(claimed))
    assert all(number >= 1 for number in claimed)


@given(st.lists(arrivals, max_size=12))
def test_what_moves_on_has_rising_numbers(items: list[Candidate]) -> None:
    _, decisions = after(*items)
    moved = [made.revision for made in decisions if made.outcome in ("received", "withheld")]

    assert moved == sorted(set(moved))


@given(
    st.dictionaries(st.integers(min_value=1, max_value=9), st.sampled_from("abc"), min_size=1),
    st.randoms(use_true_random=False),
)
def test_with_versions_the_order_of_arrival_does_not_matter(
    words_by_version: dict[int, str], random: Any
) -> None:
    items = [an_arrival(words, version=version) for version, words in words_by_version.items()]
    random.shuffle(items)

    story, _ = after(*items)

    assert story.newest is not None
    assert story.newest.mark.fingerprint == f"usable:{words_by_version[max(words_by_version)]}"
    assert story.newest.mark.version == max(words_by_version)


@given(st.lists(arrivals, max_size=8), st.randoms(use_true_random=False))
def test_a_kill_wins_in_any_order(items: list[Candidate], random: Any) -> None:
    everything = [*items, an_arrival(status="canceled", version=1)]
    random.shuffle(everything)

    story, decisions = after(*everything)

    assert story.tombstone is State.CANCELED
    assert [made.outcome for made in decisions].count("canceled") == 1
    killed = next(i for i, made in enumerate(decisions) if made.outcome == "canceled")
    assert all(made.outcome in ("repeated", "blocked") for made in decisions[killed + 1 :])


@given(st.lists(arrivals, max_size=12))
def test_a_story_can_be_told_from_its_revisions(items: list[Candidate]) -> None:
    story, _ = after(*items)

    folded = fold(Story(article_id="a"), [*story.revisions.values()])

    assert folded.tombstone == story.tombstone
    assert folded.highest == story.highest
    assert (folded.newest and folded.newest.number) == (story.newest and story.newest.number)


@given(st.lists(arrivals, max_size=8), st.lists(arrivals, max_size=4))
def test_a_head_that_lags_is_made_good(early: list[Candidate], late: list[Candidate]) -> None:
    head, _ = after(*early)
    story, _ = after(*early, *late)

    folded = fold(replace(head, revisions={}), [*story.revisions.values()])

    assert folded.tombstone == story.tombstone
    assert (folded.newest and folded.newest.number) == (story.newest and story.newest.number)


# --- races -------------------------------------------------------------------------------


def test_a_revision_overtaken_at_its_claim_is_superseded() -> None:
    story, (first, _) = after(an_arrival("a", version=3), an_arrival("b", version=5))

    assert overtaken(first, story).outcome == "superseded"


def test_a_revision_overtaken_by_a_kill_is_blocked() -> None:
    story, (first, _) = after(an_arrival(version=3), an_arrival(version=4, status="canceled"))

    assert overtaken(first, story).outcome == "blocked"


def test_the_newest_revision_is_not_overtaken() -> None:
    story, (_, newest) = after(an_arrival("a"), an_arrival("b"))

    assert overtaken(newest, story) == newest


# --- arriving and telling ----------------------------------------------------------------


def an_item(**changes: Any) -> Item:
    ordinary: dict[str, Any] = {
        "uri": "urn:wire:1",
        "headlines": (Text(value="Harbour reopens"),),
        "bodies": (Text(value="The harbour reopened."),),
    }
    return Item(**(ordinary | changes))


def test_every_item_leaves_with_a_uri() -> None:
    page = arrive(
        ParsedItem(an_item(uri=None), Extras(url="https://Example.com/a?utm_source=x")),
        source="wire",
        receipt="r",
    )
    words = arrive(ParsedItem(an_item(uri=None), Extras()), source="wire", receipt="r")

    assert page.item.uri == "https://example.com/a"
    assert words.item.uri == f"urn:copydesk:{words.article_id}"


def test_text_that_is_no_text_is_refused() -> None:
    broken = Item.model_construct(**{**dict(an_item()), "title": "\ud800"})

    with pytest.raises(ValueError):
        arrive(ParsedItem(broken, Extras()), source="wire", receipt="r")


def kept_as(outcome: Any, **changes: Any) -> Kept:
    item = an_item(**changes)
    return Kept(
        article=Article(
            article_id="a",
            revision=3,
            source=SourceFacts(id="wire"),
            received_at=NOON,
            item=item,
        ),
        mark=Mark(3, None, "f"),
        outcome=outcome,
        state=State.RECEIVED,
        reasons=(),
        calls_person=False,
        receipt="receipt",
        traceparent="00-trace",
    )


def test_news_is_told_with_the_article() -> None:
    (event,) = events_of(kept_as("received"))

    assert isinstance(event, ArticleReceived)
    assert event.id == "a:3:copydesk.article.received.v1"
    assert event.time == NOON
    assert event.correlation_id == "receipt"
    assert event.traceparent == "00-trace"
    assert event.data.article.item.headline() == "Harbour reopens"


def test_a_kill_is_told_with_its_reason() -> None:
    (event,) = events_of(kept_as("canceled", ed_note="Mandatory kill: wrong person"))

    assert isinstance(event, ArticleCanceled)
    assert event.data.reason == "Mandatory kill: wrong person"
    assert event.data.by == "wire"


def test_a_hold_is_told() -> None:
    stop, aside = events_of(kept_as("withheld"))

    assert isinstance(stop, ArticleWithheld)
    assert isinstance(aside, ArticleKeptOut)
    assert aside.data.state is State.WITHHELD


def test_what_is_dead_on_arrival_is_known_again() -> None:
    """A kill came before its story: the story's words go nowhere, a notice's are not it."""
    kept = replace(kept_as("blocked"), state=State.CANCELED)
    as_news = replace(kept_as("canceled"), state=State.CANCELED)
    notice = Item(headlines=kept.article.item.headlines, pub_status="canceled")
    of_notice = replace(as_news, article=as_news.article.model_copy(update={"item": notice}))

    (aside,) = events_of(kept)
    kill, too = events_of(as_news)

    assert isinstance(aside, ArticleKeptOut)
    assert (aside.id, aside.data.state) == (
        "a:3:copydesk.article.kept_out.v1",
        State.CANCELED,
    )
    assert (aside.data.article, aside.stream) == (kept.article, "article.kept_out")
    assert isinstance(kill, ArticleCanceled)
    assert isinstance(too, ArticleKeptOut)
    assert [type(each) for each in events_of(of_notice)] == [ArticleCanceled]


def test_words_that_come_after_a_recall_go_no_further() -> None:
    assert events_of(replace(kept_as("blocked"), state=State.RECALLED)) == ()


def test_what_only_we_doubt_is_withheld_and_goes_to_the_desk() -> None:
    kept = kept_as("withheld")
    why = Reason(rule="embargo_unclear", explanation="It tells no time.")

    stop, news = events_of(replace(kept, reasons=(why,)))

    assert (stop.stream, stop.data.doubt) == ("article.canceled", True)
    assert isinstance(news, ArticleReceived)


@pytest.mark.parametrize("outcome", ["superseded", "blocked"])
def test_what_goes_nowhere_is_told_to_nobody(outcome: str) -> None:
    assert events_of(kept_as(outcome)) == ()


def test_the_timeline_names_the_receipt() -> None:
    record = record_of(kept_as("received"))

    assert record.key == "a:3:ingest:receipt"
    assert record.details["receipt"] == "receipt"


def test_our_own_doubt_withholds_the_new_revision_and_says_why() -> None:
    doubted = an_arrival("more words", status="withheld", doubt="until when is not said")

    _, (_, decision, again) = after(an_arrival(), doubted, an_arrival("even more words"))

    assert (decision.outcome, decision.revision) == ("withheld", 2)
    assert [reason.rule for reason in decision.reasons] == ["embargo_unclear"]
    assert again.outcome == "received"


def test_a_hold_that_named_the_story_outweighs_our_own_doubt() -> None:
    hold = Mark(None, NOON, "hold")
    doubted = an_arrival(status="withheld", doubt="until when is not said", name_held=hold)

    _, (decision,) = after(doubted)

    assert decision.outcome == "withheld"
    assert [reason.rule for reason in decision.reasons] == ["hold"]


@pytest.mark.parametrize(
    "role",
    ["copydesk", "CopyDesk", "copy\u200bdesk", "ｃopydesk", "c\u043epydesk", " copydesk"],
)
def test_no_wire_gives_one_of_our_ids_however_it_spells_their_role(role: str) -> None:
    alt_ids = (AltId(role=role, value="somebodys1"), AltId(role="system", value="their-own"))
    item = Item(uri="urn:wire:1", alt_ids=alt_ids)

    arrived = arrive(ParsedItem(item, Extras()), source="wire", receipt="r")

    assert [alt.value for alt in arrived.item.alt_ids] == ["their-own"]
