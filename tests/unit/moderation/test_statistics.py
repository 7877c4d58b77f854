"""The desk's figures are true to what people did, in the time that was asked for."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import Literal

from services.moderation.cases import Case
from services.moderation.decisions import Decided, decide, undo
from services.moderation.desk.stories.statistics import as_csv, figures
from services.moderation.judge import Known, judge_revision
from shared.events import ArticleEnriched
from shared.lifecycle import State
from shared.payloads import Enriched
from tests.unit.moderation.stories import NOON, a_story, the_default_policy

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def held() -> Case:
    article, enrichment = a_story()
    data = Enriched(article_id="a" * 20, revision=1, article=article, enrichment=enrichment)
    event = ArticleEnriched.of(data, at=NOON)
    case = judge_revision(event, Known(), NOON, policy=the_default_policy())
    fields = {name: getattr(case, name) for name in Case.model_fields}
    return Case.model_validate(
        {**fields, "state": State.HELD, "outcome": State.HELD, "approvals": 0}
    )


def decided(
    case: Case,
    act: Literal["approve", "reject", "send_back"],
    *,
    by: str = "ida",
    at: datetime = NOON + HOUR,
    undo_for: timedelta = timedelta(),
) -> Case:
    done = decide(case, act, newest=1, by=by, note="why", at=at, undo_for=undo_for)
    assert isinstance(done, Decided)
    return done.case


def test_what_was_done_before_the_time_is_not_counted_in_it() -> None:
    case = decided(held(), "reject", by="ida")
    case = decided(case, "approve", by="bo", at=NOON + 50 * HOUR)

    later = figures([case], NOON + 24 * HOUR)
    all_of_it = figures([case], NOON)

    assert [(each.name, each.acts) for each in later.people] == [("bo", {"approve": 1})]
    assert later.waits.decided == 0
    assert [each.name for each in all_of_it.people] == ["bo", "ida"]
    assert all_of_it.waits.median_s == HOUR.total_seconds()


def test_what_was_taken_back_was_not_done() -> None:
    kept_back = decided(held(), "send_back", undo_for=MINUTE)
    undone = undo(kept_back, by="ida", note="", at=NOON + HOUR)
    assert isinstance(undone, Decided)

    found = figures([undone.case], NOON)

    assert (found.people, found.sources, found.waits.decided) == ((), (), 0)


def test_the_table_has_every_figure_and_no_formula() -> None:
    case = decided(held(), "send_back", by="=cmd()")

    found = figures([case], NOON)
    rows = list(csv.reader(io.StringIO(as_csv(found))))

    assert ["person", "'=cmd()", "send_back", "1"] in rows
    for rule in found.rules:
        for week, rate in rule.by_week.items():
            assert ["rule", rule.rule, f"hit_rate {week}", str(rate)] in rows
