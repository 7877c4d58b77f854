"""Edge: how a case is changed by people, and what follows: its record, its way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from services.moderation.cases import Case
from services.moderation.decisions import (
    BECOMES,
    Choice,
    Decided,
    Refusal,
    decide,
    edit,
    is_doubted,
    release_of,
    undo,
    unless_claimed,
)
from services.moderation.desk.acts.asked import Act, Edit, Embargo, need_note
from services.moderation.desk.acts.outbox import Outbox
from services.moderation.desk.audit.chain import happened_to
from services.moderation.desk.audit.storage import AuditStore
from services.moderation.desk.people.accounts import Caller, Role, may
from services.moderation.desk.queue.rights import Rights
from services.moderation.embargoes import (
    Wish,
    embargo,
    embargo_record,
    ends_sooner,
    undo_embargo,
)
from services.moderation.pictures.looking import with_released
from services.moderation.pictures.releases import Releases
from services.moderation.storage import CaseStore
from services.moderation.telling import decision_records
from shared import clock
from shared.chronicle import Chronicle
from shared.lifecycle import State
from shared.problems import Problem
from shared.timeline import live_revision

_TRIES = 20
"""Lost races against other writers before we give up; each loser looks again."""


class CaseDesk:
    """What the desk's routes share."""

    def __init__(
        self,
        store: CaseStore,
        outbox: Outbox,
        timeline: Chronicle,
        audit: AuditStore,
        rights: Rights,
        *,
        releases: Releases,
    ) -> None:
        self.store = store
        self.outbox = outbox
        self.timeline = timeline
        self.audit = audit
        self._rights = rights
        self._releases = releases

    async def existing(self, key: str) -> Case:
        """Give a case, or answer that there is none."""
        found = await self.store.case(key)
        if found is None:
            raise Problem(404, "No such case", f"Moderation has not judged {key} (yet).")
        return found

    async def arrange(
        self, key: str, act: Callable[[Case], Decided | Refusal], caller: Caller
    ) -> Case:
        """Do what decides nothing, as far as the caller may decide about the case."""
        await self._rights.check(key, caller)
        return await self.change(key, act)

    async def change(self, key: str, act: Callable[[Case], Decided | Refusal]) -> Case:
        """Do something to a case as it is now, again while others change it meanwhile."""
        for _ in range(_TRIES):
            before = await self.existing(key)
            outcome = act(before)
            if isinstance(outcome, Refusal):
                raise _refused(key, before, outcome)
            if not outcome.changed:
                return outcome.case
            if await self.store.replace(before, outcome.case):
                await self.audit.append(happened_to(outcome.case))
                return outcome.case
        raise Problem(
            503,
            "Too many decide about this case at once",
            "Look at it again, then repeat.",
            headers={"Retry-After": "1"},
        )

    async def decide(self, key: str, choice: Choice, act: Act, caller: Caller) -> Case:
        """Approve, reject or send back a case, and have it told."""
        if choice != "approve":
            need_note(act.note, "rejection")
        await self._rights.check(key, caller)
        held: tuple[str, ...] = ()
        if choice == "approve":
            before = await self.existing(key)
            _may_let_pass(before, act, caller)
            if may(caller.role, "chief"):
                held = await self._releases.asked_by(before)
        article_id = key.partition(":")[0]
        newest = await self.store.newest_revision(article_id)
        at = clock.now()

        def decided(case: Case) -> Decided | Refusal:
            claimed = None if act.take_over else unless_claimed(case, by=caller.name, at=at)
            # A held picture goes out with a chief's approval, unless the edit drops it.
            is_shown = choice == "approve" and case.is_back
            shown = (
                with_released(case, held, by=caller.name, at=at) if is_shown or held else case
            )
            return claimed or decide(
                shown,
                choice,
                newest=newest,
                by=caller.name,
                note=act.note,
                at=at,
                undo_for=timedelta(seconds=act.undo_s),
                edit=shown.edit if act.edit == case.edit else act.edit,
                displayed=act.state,
            )

        after = await self.change(key, decided)
        if after.leaves_at and after.leaves_at <= at:
            after = await self.outbox.tell(after)
        self.outbox.wake()
        if held and after.state is State.APPROVED and not after.leaves_at:
            await self._releases.keep_in_mind(after, held, by=caller.name)
        if after.state is not BECOMES[choice] and after.newer:
            raise Problem(
                409,
                "A newer revision has come",
                f"Revision {after.newer} came before this left; it was taken back.",
                case=key,
                state=after.state.value,
                newer=after.newer,
            )
        if after.state is State.HELD and choice == "approve":
            raise Problem(
                409,
                "A story that this is a copy of was killed",
                f"{after.decisions[-1].note} Look at it again.",
                case=key,
                state=after.state.value,
            )
        return after

    async def undo(self, key: str, note: str, caller: Caller) -> Case:
        """Take back the last decision while it is still kept back."""
        await self._rights.check(key, caller)
        at, by = clock.now(), caller.name

        def undone(case: Case) -> Decided | Refusal:
            back = undo_embargo(case, by=by, note=note, at=at)
            if back is None:
                return undo(case, by=by, note=note, at=at)
            return _unless_a_colleagues(case, back, caller)

        return await self._recorded(await self.change(key, undone))

    async def embargo(self, key: str, said: Embargo, caller: Caller) -> Case:
        """Set, move or lift the desk's embargo.

        Passing over the wire's takes a chief, and so does ending a colleague's sooner.
        """
        need_note(said.note, "embargo")
        await self._rights.check(key, caller)
        if said.instead:
            _need_role(caller, "chief", "An embargo in place of the wire's")
        at = clock.now()
        if said.until is not None and said.until <= at:
            raise _past(said.until)
        newest = await self.store.newest_revision(key.partition(":")[0])
        live = live_revision(await self.timeline.of(key.partition(":")[0]))
        wish = Wish(until=said.until, instead=said.instead)

        def moved(case: Case) -> Decided | Refusal:
            claimed = None if said.take_over else unless_claimed(case, by=caller.name, at=at)
            done = claimed or embargo(
                case,
                wish,
                newest=newest,
                by=caller.name,
                note=said.note,
                at=at,
                is_live=live == case.revision,
                undo_for=timedelta(seconds=said.undo_s),
            )
            return _unless_a_colleagues(case, done, caller)

        return await self._recorded(await self.change(key, moved))

    async def _recorded(self, case: Case) -> Case:
        """Write what was done into the story's life, and tell what is due at once."""
        records = decision_records(case)
        if case.state is State.HELD and any(each.kind == "embargo" for each in case.remarks):
            records.append(embargo_record(case))
        await self.timeline.append(records)
        if case.leaves_at and case.leaves_at <= clock.now():
            case = await self.outbox.tell(case)
        self.outbox.wake()
        return case

    async def edit(self, key: str, said: Edit, caller: Caller) -> Case:
        """Lay a person's words over the wire's."""
        await self._rights.check(key, caller)
        newest = await self.store.newest_revision(key.partition(":")[0])
        at = clock.now()

        def edited(case: Case) -> Decided | Refusal:
            claimed = None if said.take_over else unless_claimed(case, by=caller.name, at=at)
            return claimed or edit(
                case,
                said.changes(),
                newest=newest,
                by=caller.name,
                note=said.note,
                at=at,
                displayed=said.edit,
            )

        return await self.change(key, edited)


def _may_let_pass(case: Case, act: Act, caller: Caller) -> None:
    """Refuse to let pass what takes a chief, or a reason: an embargo that cannot be read."""
    needs = release_of(case)
    if not may(caller.role, needs):
        raise Problem(
            403,
            f"This takes a {needs}",
            f"The policy lets only a {needs} pass what was found; {caller.name} is a "
            f"{caller.role}.",
            case=case.key,
            role=caller.role,
            needs=needs,
        )
    released = case.overlay and any(each.released for each in case.overlay.pictures or ())
    if released and not may(caller.role, "chief"):
        raise Problem(
            403,
            "This takes a chief",
            "Only a chief may let a picture be shown that another source withdrew.",
            case=case.key,
            role=caller.role,
            needs="chief",
        )
    if is_doubted(case):
        need_note(act.note, "release of what looks embargoed")


def _need_role(caller: Caller, needs: Role, what: str) -> None:
    """Answer that somebody's role is not enough."""
    if not may(caller.role, needs):
        raise Problem(
            403,
            f"This takes a {needs}",
            f"{what} takes a {needs}; {caller.name} is a {caller.role}.",
            role=caller.role,
            needs=needs,
        )


def _unless_a_colleagues(
    case: Case, done: Decided | Refusal, caller: Caller
) -> Decided | Refusal:
    """Give what was done; refuse to let a colleague's embargo end sooner but to a chief."""
    if isinstance(done, Decided) and (whose := ends_sooner(case, done.case, caller.name)):
        _need_role(caller, "chief", f"To end the embargo of {whose} sooner")
    return done


def _past(until: datetime) -> Problem:
    errors = [
        {
            "pointer": "/until",
            "detail": f"{until.isoformat()} has passed",
            "fix": "a time to come, or null to lift the desk's embargo",
        }
    ]
    return Problem(422, "The embargo would be over", errors=errors)


def _refused(key: str, case: Case, refusal: Refusal) -> Problem:
    members = {"case": key, "state": case.state.value, **refusal.facts}
    return Problem(409, refusal.title, refusal.detail, **members)
