"""Pure: the nouns of moderation. A case is one revision before the judge, and before people."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from shared.articles import Article, Enrichment, Noun, Overlay, Verdict
from shared.lifecycle import State
from shared.ninjs import Moment

Act = Literal[
    "approve", "reject", "send_back", "correct", "embargo", "undo", "overtaken", "look_again"
]
Told = Literal[
    "comment", "claim", "release", "assign", "escalate", "edit", "postpone", "embargo"
]

BY_POLICY = "policy"
TAKEN_BACK: tuple[Act, ...] = ("undo", "overtaken")


class Decision(Noun):
    """What one person did, why and when. `number` counts the decisions about one case.

    `edit` is the number of the edit that was approved with it. An `overtaken` one was taken
    back by us: a newer revision came before it had left.
    """

    number: int
    act: Act
    by: str
    note: str = ""
    at: Moment
    before: State
    after: State
    edit: int = 0

    @property
    def is_ours(self) -> bool:
        """Whether no person took it: a case was judged again for its pictures."""
        return self.by == BY_POLICY or self.act == "look_again"


class Lock(Noun):
    """Who is working on a case, and until when others are asked to leave it alone."""

    by: str
    until: Moment


class Remark(Noun):
    """What people say and arrange about a case without deciding it."""

    kind: Told
    by: str
    at: Moment
    note: str = ""
    mentions: tuple[str, ...] = ()


class Revocation(Noun):
    """That an approval was taken back after it had left: the kill that did it, and when.

    `decision` is the number of the newest approval that counts no more.
    """

    decision: int
    reason: str
    at: Moment
    told: bool = False


class Case(Noun):
    """One revision before the judge.

    `outcome` is what the stage decided and never changes, so that a repeat tells the same;
    `state` is where the case is now. `approvals` numbers the approvals of this revision.
    `changes` counts writes: whoever decides on an older count has decided on another case.
    `leaves_at` is set while a decision has still to be told to the world, and `leaving` marks
    it as sent: from there on it cannot be called back. `newer` is a later revision that
    moderation knows of; with one, nothing about this revision is marked as sent any more.
    `carried`: the first of its edits is the desk's embargo of an earlier revision.
    """

    article_id: str
    revision: int
    event_id: str
    source: str
    headline: str
    outcome: State
    state: State
    judged_at: Moment
    deadline: Moment | None = None
    owner: str | None = None
    verdict: Verdict | None = None
    article: Article | None = None
    enrichment: Enrichment | None = None
    decisions: tuple[Decision, ...] = ()
    approvals: int = 0
    changes: int = 0
    leaves_at: Moment | None = None
    leaving: bool = False
    newer: int = 0
    lock: Lock | None = None
    remarks: tuple[Remark, ...] = ()
    edits: tuple[Overlay, ...] = ()
    carried: bool = False
    closed_by: str | None = None
    revocation: Revocation | None = None
    hash: str | None = None
    correlation_id: str = ""
    traceparent: str = ""

    @property
    def key(self) -> str:
        """The case's name: `article_id:revision`."""
        return f"{self.article_id}:{self.revision}"

    @property
    def is_back(self) -> bool:
        """Whether it was let pass, and waits again for one of its pictures only."""
        is_revoked = self.revocation is not None and self.revocation.decision == self.approvals
        return self.state is State.HELD and self.approvals > 0 and not is_revoked

    @property
    def overlay(self) -> Overlay | None:
        """The edit that stands, if there is one that changes anything."""
        return self.edits[-1] if self.edits and not self.edits[-1].is_empty else None

    @property
    def embargo(self) -> dict[str, object]:
        """The desk's embargo as the newest edit has it; another edit takes it along."""
        last = self.edits[-1] if self.edits else None
        return {name: getattr(last, name, None) for name in ("embargo", "embargo_instead")}

    @property
    def edit(self) -> int:
        """The number of the newest edit, an empty one too; 0 for none."""
        return self.edits[-1].number if self.edits else 0

    @property
    def undone(self) -> frozenset[int]:
        """The numbers of the decisions that were taken back before they left."""
        return frozenset(d.number - 1 for d in self.decisions if d.act in TAKEN_BACK)

    @property
    def approval(self) -> Decision | None:
        """The person's approval that was given last and not taken back, if there is one."""
        undone = self.undone
        for decision in reversed(self.decisions):
            given = decision.after is State.APPROVED and decision.act not in TAKEN_BACK
            if given and decision.number not in undone:
                return decision
        return None

    @property
    def edit_approved(self) -> int:
        """The number of the edit that was approved last."""
        if self.approval:
            return self.approval.edit
        return int(self.carried and self.outcome is State.APPROVED)

    @property
    def asked(self) -> tuple[str, ...]:
        """Whoever was asked by name, in a comment or as its owner, and did nothing since."""
        said = [(each.at, each.by) for each in self.remarks]
        decided = [(each.at, each.by) for each in self.decisions]
        did = {by: at for at, by in sorted(said + decided)}
        calls = [(name, each.at) for each in self.remarks for name in each.mentions]
        given = [each for each in self.remarks if each.kind in ("assign", "escalate")]
        if given and self.owner and self.state is State.HELD:
            calls.append((self.owner, given[-1].at))
        return tuple({n: None for n, at in calls if n not in did or did[n] < at})

    @model_validator(mode="after")
    def _payload_is_whole(self) -> Case:
        if (self.article is None) != (self.enrichment is None):
            message = "a case has both its article and its enrichment, or neither"
            raise ValueError(message)
        return self
