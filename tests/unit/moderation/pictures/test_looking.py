"""A case is judged again when its pictures come or change, and nobody is told twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.moderation.cases import Case
from services.moderation.decisions import Decided, Refusal, decide, left, overtaken, owed_since
from services.moderation.judge import Known, judge_revision
from services.moderation.pictures.looking import (
    PICTURE_HELD,
    held_in,
    looked_again,
    unsettled,
    with_released,
)
from services.moderation.policy import default_policy_text, read_policy
from services.moderation.rules import RULE_NAMES
from services.moderation.telling import decision_records, standing_approval
from shared.articles import Article
from shared.events import ArticleEnriched
from shared.lifecycle import State
from shared.media import Caption, Media
from shared.ninjs import Item
from shared.payloads import Enriched
from tests.unit.moderation.stories import NOON, a_story, the_default_policy
from tests.unit.publish.pictures.pictures import a_media, an_association

LATER = NOON + timedelta(minutes=5)
KEY = "urn:wire:picture:1"
BARE: dict[str, Any] = {
    "descriptions": None,
    "copyrightNotice": None,
    "usageTerms": None,
    "infoSources": None,
    "creditline": None,
}
STRICT = read_policy(
    default_policy_text().replace(
        '[rules.picture_rights]\nhold_at = "never"', "[rules.picture_rights]\nhold_at = 0.5"
    ),
    rules=RULE_NAMES,
)


def a_case(policy: Any = None, *, media: tuple[Media, ...] = (), **picture: Any) -> Case:
    article, enrichment = a_story()
    association = {k: v for k, v in (an_association() | picture).items() if v is not None}
    item = Item.model_validate({**dict(article.item), "associations": [association]})
    article = Article.model_validate({**dict(article), "item": item})
    data = Enriched(article_id="a" * 20, revision=1, article=article, enrichment=enrichment)
    event = ArticleEnriched.of(data, at=NOON)
    return judge_revision(
        event, Known(media=media), NOON, policy=policy or the_default_policy()
    )


def look(case: Case, *media: Media, held: tuple[str, ...] = (), policy: Any = None) -> Case:
    after = looked_again(case, media, held, LATER, policy=policy or the_default_policy())
    assert after is not None
    return after


def about(case: Case, rule: str) -> list[str]:
    assert case.verdict is not None
    return [each.explanation for each in case.verdict.reasons if each.rule == rule]


def described(**says: str) -> Media:
    return a_media(says=Caption.model_validate(says))


@pytest.mark.parametrize(
    ("size", "word"),
    [((3000, 500), "extreme shape"), ((200, 150), "smaller than 320"), ((1, 20000), "extreme")],
    ids=["wide", "tiny", "one wide"],
)
def test_a_picture_that_comes_is_mentioned_and_nothing_else_changes(
    size: tuple[int, int], word: str
) -> None:
    case = a_case()

    after = look(case, a_media(width=size[0], height=size[1]))

    assert case.state is after.state is State.APPROVED
    assert word in " ".join(about(after, "picture_rights"))
    assert (after.approvals, after.leaves_at, after.decisions) == (1, None, ())


def test_a_picture_that_changes_nothing_leaves_the_case_alone() -> None:
    case = a_case()

    assert looked_again(case, (a_media(),), (), LATER, policy=the_default_policy()) is None


def test_what_its_file_says_lets_a_story_pass_that_waited_for_nothing_else() -> None:
    case = a_case(STRICT, **BARE)
    assert case.state is State.HELD

    after = look(
        case,
        described(alt="A ferry.", credit="Example Wire", usage_terms="Free."),
        policy=STRICT,
    )

    assert (after.state, after.approvals, after.leaves_at) == (State.APPROVED, 1, LATER)
    event = standing_approval(after)
    assert event is not None
    assert (event.data.decision, event.data.by) == (1, "policy")
    [record] = decision_records(after)
    assert record.state is State.APPROVED


@pytest.mark.parametrize("touch", ["edit", "lock", "other doubt"])
def test_what_waits_for_more_than_its_pictures_waits_on(touch: str) -> None:
    case = a_case(STRICT, **BARE)
    if touch == "edit":
        case = with_released(case, [KEY], by="ida", at=NOON)
    elif touch == "lock":
        lock = {"by": "ida", "until": LATER}
        case = Case.model_validate({**dict(case), "lock": lock})
    else:
        assert case.verdict is not None
        finding = {"rule": "edited", "severity": "block", "score": 1.0, "explanation": "why"}
        reasons = (*case.verdict.reasons, finding)
        verdict = {**dict(case.verdict), "reasons": reasons}
        case = Case.model_validate({**dict(case), "verdict": verdict})

    after = look(case, described(alt="A ferry.", credit="Example Wire"), policy=STRICT)

    assert (after.state, after.approvals) == (State.HELD, 0)
    assert not about(after, "picture_rights")


def test_a_held_picture_brings_a_live_storys_case_back_for_a_chief() -> None:
    case = a_case()

    after = look(case, a_media(), held=(KEY,))

    assert (after.state, after.approvals, after.leaves_at) == (State.HELD, 1, None)
    assert after.is_back
    assert after.deadline is not None
    assert after.verdict is not None
    assert after.verdict.release == "chief"
    assert about(after, PICTURE_HELD)
    [record] = decision_records(after)
    assert (record.state, record.outcome) == (None, "looked_again")
    assert owed_since(after) == case.judged_at
    told = [standing_approval(each) for each in (case, after)]
    assert len({each.id for each in told if each}) == 1


def test_a_picture_that_is_freed_takes_its_case_back_without_a_word() -> None:
    back = look(a_case(), a_media(), held=(KEY,))

    after = look(back, a_media())

    assert (after.state, after.approvals, after.leaves_at) == (State.APPROVED, 1, None)
    event = standing_approval(after)
    assert event is not None
    assert event.id == getattr(standing_approval(a_case()), "id", None)
    assert not about(after, PICTURE_HELD)


def test_a_case_that_came_back_can_be_approved_but_not_rejected() -> None:
    back = look(a_case(), a_media(), held=(KEY,))
    said: dict[str, Any] = {"newest": 1, "by": "ida", "note": "why", "at": LATER}

    no = decide(back, "reject", **said)
    yes = decide(with_released(back, [KEY], by="ida", at=LATER), "approve", **said)

    assert isinstance(no, Refusal)
    assert isinstance(yes, Decided)
    assert (yes.case.state, yes.case.approvals) == (State.APPROVED, 2)
    event = standing_approval(yes.case)
    assert event is not None
    assert event.data.overlay is not None
    assert [each.released for each in event.data.overlay.pictures or ()] == [True]
    assert unsettled(yes.case, [KEY]) == ()
    # The picture stays held until ingest has heard: that asks nobody again.
    again = look(left(yes.case), a_media(), held=(KEY,))
    assert again.state is State.APPROVED


def test_an_edit_that_drops_a_held_picture_is_not_made_to_show_it() -> None:
    back = look(a_case(), a_media(), held=(KEY,))
    first = with_released(back, [KEY], by="ida", at=NOON)
    dropped = {**dict(first.edits[0].pictures[0]), "released": False, "dropped": True}  # type: ignore[index]
    overlay = {**dict(first.edits[0]), "pictures": (dropped,)}
    case = Case.model_validate({**dict(first), "edits": (overlay,)})

    assert with_released(case, [KEY], by="ida", at=LATER) is case


def test_a_newer_revision_leaves_what_is_live_as_it_was() -> None:
    back = look(a_case(), a_media(), held=(KEY,))

    after = overtaken(back, 2, "event", LATER)

    assert after is not None
    assert (after.state, after.newer) == (State.APPROVED, 2)
    assert looked_again(after, (), (), LATER, policy=the_default_policy()) is None


def test_what_is_held_is_found_by_any_of_its_names() -> None:
    case = a_case()
    assert case.article is not None

    assert held_in(case.article, {KEY}) == (KEY,)
    assert held_in(case.article, {str(an_association()["renditions"][0]["href"])}) == (KEY,)
    assert held_in(case.article, {"urn:wire:picture:2"}) == ()


def silent_again(case: Case) -> Case:
    """Look again once the picture says of itself no more what it said."""
    return look(case, described(), policy=STRICT)


def a_live_case_that_lost_its_rights() -> Case:
    said = described(alt="A ferry.", credit="Example Wire", usage_terms="Free.")
    case = a_case(STRICT, media=(said,), **BARE)
    assert case.state is State.APPROVED
    return silent_again(case)


def dropped_in(case: Case) -> list[bool]:
    event = standing_approval(case)
    assert event is not None
    overlay = event.data.overlay
    return [each.dropped for each in (overlay.pictures or ())] if overlay else []


def test_a_live_story_is_shown_without_a_picture_that_waits_for_its_rights() -> None:
    after = a_live_case_that_lost_its_rights()

    assert (after.state, after.is_back, after.approvals) == (State.HELD, True, 2)
    assert after.leaves_at == LATER
    event = standing_approval(after)
    assert event is not None
    assert (event.data.decision, event.data.edit, event.data.by) == (2, 1, "policy")
    assert dropped_in(after) == [True]
    assert looked_again(left(after), (described(),), (), LATER, policy=STRICT) is None


def test_who_approves_it_shows_the_picture_again() -> None:
    back = left(a_live_case_that_lost_its_rights())
    said: dict[str, Any] = {"newest": 1, "by": "ida", "note": "", "at": LATER}

    yes = decide(with_released(back, (), by="ida", at=LATER), "approve", **said)

    assert isinstance(yes, Decided)
    assert (yes.case.state, yes.case.approvals, dropped_in(yes.case)) == (
        State.APPROVED,
        3,
        [False],
    )
    assert looked_again(left(yes.case), (described(),), (), LATER, policy=STRICT) is None


def test_who_drops_it_themselves_is_not_made_to_show_it() -> None:
    back = left(a_live_case_that_lost_its_rights())
    theirs = {**dict(back.edits[-1]), "number": 2, "by": "ida"}
    case = Case.model_validate({**dict(back), "edits": (*back.edits, theirs)})

    assert with_released(case, (), by="ida", at=LATER) is case


def test_a_picture_that_says_whose_it_is_again_is_shown_again_by_itself() -> None:
    back = left(a_live_case_that_lost_its_rights())

    after = look(back, described(alt="A ferry.", credit="Example Wire"), policy=STRICT)

    assert (after.state, after.approvals, after.leaves_at) == (State.APPROVED, 3, LATER)
    assert dropped_in(after) == [False]


def test_what_somebody_was_writing_stays_the_newest_edit() -> None:
    said = described(alt="A ferry.", credit="Example Wire", usage_terms="Free.")
    case = a_case(STRICT, media=(said,), **BARE)
    draft = {"number": 1, "by": "ida", "at": NOON, "headline": "Ferries sail again"}
    case = Case.model_validate({**dict(case), "edits": (draft,)})

    after = silent_again(case)

    assert [(each.number, each.by, each.headline) for each in after.edits[1:]] == [
        (2, "copydesk", None),
        (3, "ida", "Ferries sail again"),
    ]
    assert after.edit_approved == 2


def test_a_newer_revision_tells_nobody_what_had_not_left() -> None:
    after = overtaken(a_live_case_that_lost_its_rights(), 2, "event", LATER)

    assert after is not None
    assert (after.state, after.leaves_at) == (State.APPROVED, None)


def test_only_the_doubted_one_of_two_is_left_out() -> None:
    case = a_case(STRICT, media=(described(alt="A ferry.", credit="Wire"),), **BARE)
    assert case.article is not None
    other = {
        **an_association(),
        "name": "second",
        "uri": "urn:wire:picture:2",
        "renditions": [{"name": "main", "href": "https://pictures.example.org/2.jpg"}],
    }
    item = Item.model_validate(
        {**dict(case.article.item), "associations": (*case.article.item.associations, other)}
    )
    article = Article.model_validate({**dict(case.article), "item": item})
    case = Case.model_validate({**dict(case), "article": article})

    after = silent_again(case)

    assert [each.picture for each in after.edits[-1].pictures or ()] == [KEY]
