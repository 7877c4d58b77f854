"""A changed policy over stories that are judged already."""

from __future__ import annotations

from services.moderation.judge import judge
from services.moderation.shadow import Judged, shadow
from shared.articles import Copy, Kin
from tests.unit.moderation.stories import Story, a_policy, a_story, the_default_policy

LOUD = "BOARD MEMBER LEAVES OFFICE AFTER VOTE ON FERRIES"


def judged(story: Story, *, approved_before: bool = False) -> Judged:
    verdict = judge(*story, the_default_policy(), approved_before=approved_before)
    return Judged(story.article, story.enrichment, verdict)


def test_lists_what_would_come_out_otherwise_and_why() -> None:
    calm, loud = judged(a_story()), judged(a_story(headline=LOUD, article_id="b" * 20))
    lenient = a_policy("[rules.shouting]\nenabled = false")

    (difference,) = shadow([calm, loud], lenient)

    assert difference.article_id == "b" * 20
    assert (difference.before, difference.after) == ("held", "approved")
    assert difference.said_less == ("shouting",)
    assert difference.said_more == ()


def test_the_same_policy_makes_no_difference() -> None:
    kin = Kin(cluster="c", copies=(Copy(article_id="b" * 20, revision=1, containment=1.0),))
    again = judged(a_story(revision=2, kin=kin), approved_before=True)

    assert shadow([again, judged(a_story(headline=LOUD))], the_default_policy()) == []
