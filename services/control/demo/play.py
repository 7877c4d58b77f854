"""The demo at work: sends the pieces, follows every story, and checks where each ended."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx

from services.control.answers import (
    Accepted,
    Life,
    LogEvent,
    LogPage,
    Reason,
    Record,
    SourceKey,
)
from services.control.calls import Calls, RefusedError
from services.control.demo.pieces import (
    ACTS,
    EMBARGO,
    LIVE,
    NEVER_PUBLIC,
    NOT_ON_SITE,
    WIRES,
    Act,
    Ending,
    Piece,
    content_of,
    delivery_of,
)

_WITHIN_S = 60.0
"""How long an act may take before the demo says that something is wrong."""
_TOLD_WITHIN_S = 5.0
"""How long pages and log may take to show what the timeline says already."""
_LOOK_AGAIN_AFTER_S = 0.15
_EMBARGOED = "grid report"

_EDITOR = "Marit Aas"
"""Who decides at the desk, with an account of their own."""


class WrongEndingError(Exception):
    """The newsroom did not do what it promises; the message says where."""


@dataclass(slots=True)
class Story:
    """One story of the demo, as far as it has come."""

    name: str
    wire: str
    about: str
    article_id: str | None = None
    life: Life | None = None
    refused: str | None = None
    """State of a delivery that intake could not read."""
    why: str = ""

    @property
    def state(self) -> str:
        """Where the story is."""
        if self.refused is not None:
            return self.refused
        return (self.life.state if self.life else None) or "sent"

    @property
    def newest(self) -> int:
        """The newest revision that has been heard of."""
        revisions = self.life.revisions if self.life else ()
        return max((revision.revision for revision in revisions), default=0)

    def has_come_to(self, ending: Ending) -> bool:
        """Tell whether the story is where it must be, for the reasons it must be."""
        rules = {reason.rule for _, record in self.records() for reason in record.reasons}
        return (
            self.state in ending.states
            and self.newest >= ending.revision
            and ending.rules <= rules
        )

    def records(self) -> Iterator[tuple[int, Record]]:
        """Give what was done to each revision, in the order of time within each."""
        for revision in self.life.revisions if self.life else ():
            for record in revision.records:
                yield revision.revision, record


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a story: what the demo shows."""

    story: Story
    revision: int
    record: Record


@dataclass(slots=True)
class Play:
    """The demo in one newsroom. `tell` hears each happening once, `look` is called often."""

    calls: Calls
    tell: Callable[[Happening], None]
    look: Callable[[], None]
    announce: Callable[[str], None]
    stories: dict[str, Story] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    """Where each story was published, by article id."""
    embargo: datetime = field(default_factory=lambda: datetime.now(UTC) + EMBARGO)
    _keys: dict[str, str] = field(default_factory=dict)
    _told: set[tuple[str, int, str, str, str]] = field(default_factory=set)

    def perform(self) -> None:
        """Play every act; raise `WrongEndingError` as soon as one ends wrongly."""
        self._add_wires()
        self.embargo = datetime.now(UTC) + EMBARGO
        for act in ACTS:
            self.announce(act.title)
            self._play(act)
        self._check_public()

    def _add_wires(self) -> None:
        for wire in WIRES:
            asked = {"source": wire.id, "trust": wire.trust, "rights": wire.rights}
            answer = self.calls.ask(
                "POST",
                f"{self.calls.operations('ingest')}/v1/sources",
                token=self.calls.operator(),
                json=asked,
            )
            self._keys[wire.id] = self.calls.read(answer, SourceKey).key

    def _play(self, act: Act) -> None:
        now = datetime.now(UTC)
        if act.policy:
            policy = content_of(act.policy, now=now, embargo=self.embargo)
            self._change_policy("activate", policy, act.title)
        for piece in act.pieces:
            self._send(piece, now)
            self._follow(piece.stories)
        for name in act.approved:
            self._decide(name, "approve", "Checked with the reporter; the capitals are theirs.")
        for name in act.rejected:
            self._decide(name, "reject", "Her number and account are nobody's business.")
        deadline = time.monotonic() + _WITHIN_S
        while late := self._not_there(act):
            if time.monotonic() > deadline:
                raise WrongEndingError(
                    "\n".join(_what_is_wrong(self.stories[name], act) for name in late)
                )
            self._follow(late)
            time.sleep(_LOOK_AGAIN_AFTER_S)
        if act.policy:
            self._change_policy("back", b"", "The act is over.")
        self._remember_urls()

    def _change_policy(self, what: str, policy: bytes, note: str) -> None:
        self.calls.ask(
            "POST",
            f"{self.calls.operations('moderation')}/v1/policy/{what}",
            token=self.calls.operator(),
            content=policy,
            headers={"Content-Type": "application/toml"},
            params={"note": note},
        )

    def _not_there(self, act: Act) -> list[str]:
        endings = act.endings.items()
        return [name for name, ending in endings if not self.stories[name].has_come_to(ending)]

    def _send(self, piece: Piece, now: datetime) -> None:
        for name in piece.stories:
            if name not in self.stories:
                self.stories[name] = Story(name, piece.wire, piece.about)
        content, media_type = delivery_of(piece, now=now, embargo=self.embargo)
        try:
            answer = self.calls.ask(
                "POST",
                f"{self.calls.url('ingest')}/v1/articles",
                token=self._keys[piece.wire],
                content=content,
                headers={"Content-Type": media_type},
            )
        except RefusedError as error:
            self._expect(piece, error.status, str(error))
            story = self.stories[piece.stories[0]]
            story.refused = str(error.problem.get("state", "refused"))
            story.why = "; ".join(
                str(fault.get("detail")) for fault in error.problem.get("errors", ())
            )
            self.look()
            return
        self._expect(piece, answer.status_code, answer.text)
        items = answer.json().get("items") or [answer.json()]
        for name, item in zip(piece.stories, items, strict=True):
            accepted = Accepted.model_validate({"receipt": "", **item})
            self.stories[name].article_id = accepted.article_id

    def _expect(self, piece: Piece, status: int, said: str) -> None:
        if status != piece.status:
            raise WrongEndingError(
                f"intake answered {piece.file} with {status}, not {piece.status}: {said}"
            )

    def _follow(self, names: Iterable[str]) -> None:
        """Look where stories are, and tell what is new, in the order of time."""
        happened = []
        for name in names:
            story = self.stories[name]
            if story.article_id is None:
                continue
            url = f"{self.calls.url('ingest')}/v1/articles/{story.article_id}"
            answer = self.calls.ask("GET", url, token=self.calls.operator())
            story.life = self.calls.read(answer, Life)
            happened += [Happening(story, *found) for found in story.records()]
        for happening in sorted(happened, key=lambda each: each.record.at):
            self._tell_once(happening)
        self.look()

    def _tell_once(self, happening: Happening) -> None:
        record, story = happening.record, happening.story
        key = (
            story.name, happening.revision, record.stage, record.outcome, record.at.isoformat()
        )  # fmt: skip
        if key in self._told:
            return
        self._told.add(key)
        if record.reasons:
            story.why = " ".join(weightiest(record.reasons))
        elif record.state in LIVE:
            story.why = ""
        self.tell(happening)

    def _decide(self, name: str, what: str, note: str) -> None:
        """Decide as an editor with an account, whose name goes on the record."""
        story = self.stories[name]
        self.calls.ask(
            "POST",
            f"{self.calls.url('moderation')}/v1/cases/{story.article_id}:1/{what}",
            token=self._editors_token(),
            json={"note": note},
        )

    def _editors_token(self) -> str:
        people = f"{self.calls.operations('moderation')}/v1/people"
        asked = {"name": _EDITOR, "role": "moderator"}
        with contextlib.suppress(RefusedError):  # the account is there already
            self.calls.ask("POST", people, token=self.calls.operator(), json=asked)
        made = self.calls.ask(
            "POST",
            f"{people}/tokens",
            token=self.calls.operator(),
            json={**asked, "days": 1},
        )
        return str(made.json()["token"])

    # --- what the public sees ------------------------------------------------------------

    def _log(self) -> list[LogEvent]:
        events: list[LogEvent] = []
        while True:
            after = int(events[-1].sequence) if events else 0
            answer = self.calls.ask(
                "GET",
                f"{self.calls.url('publish')}/v1/events",
                params={"after": after, "limit": 100},
            )
            page = self.calls.read(answer, LogPage)
            if not page.events:
                return events
            events += page.events

    def _remember_urls(self) -> None:
        for event in self._log():
            if url := event.data.get("url"):
                self.urls[event.subject] = str(url)

    def _check_public(self) -> None:
        """Check the log and the pages: what must be there is, and what must not is not."""
        deadline = time.monotonic() + _TOLD_WITHIN_S
        while faults := [*self._faults_of_log(self._log()), *self._faults_of_pages()]:
            if time.monotonic() > deadline:
                raise WrongEndingError("\n".join(faults))
            time.sleep(_LOOK_AGAIN_AFTER_S)

    def _faults_of_log(self, log: list[LogEvent]) -> Iterator[str]:
        numbers = [int(event.sequence) for event in log]
        if numbers != list(range(1, len(log) + 1)):
            yield f"the published log has gaps or repeats: {numbers}"
        if len({event.id for event in log}) != len(log):
            yield "the published log tells an event twice"
        embargoed = self.stories[_EMBARGOED].article_id
        for event in log:
            if event.subject == embargoed and event.time < self.embargo:
                yield f"the embargoed story left at {event.time}, before {self.embargo}"
        kinds = {
            self.stories["bridge"].article_id: "updated",
            self.stories["tram order"].article_id: "corrected",
            self.stories["festival"].article_id: "unpublished",
            self.stories["mine sale"].article_id: "killed",
        }
        for article_id, kind in kinds.items():
            # A picture that came after its text makes an update of the same revision.
            told = [
                event.type.split(".")[-2]
                for event in log
                if event.subject == article_id
                and event.data.get("previous_revision") != event.data.get("revision")
            ]
            if told != ["published", kind]:
                yield f"the log tells {told} of {article_id}, not ['published', '{kind}']"
        public = {event.subject for event in log if event.data.get("item")}
        for name in NEVER_PUBLIC:
            if self.stories[name].article_id in public:
                yield f"the log shows {name}, which must not be in public"

    def _faults_of_pages(self) -> Iterator[str]:
        for name, story in self.stories.items():
            url = self.urls.get(story.article_id or "")
            if url is None:
                continue
            expected = {"festival": httpx.codes.NOT_FOUND, "mine sale": httpx.codes.GONE}
            wanted = expected.get(name, httpx.codes.OK)
            status = httpx.get(url, timeout=10).status_code
            if status != wanted:
                yield f"{url} ({name}) answers {status}, not {int(wanted)}"
        yield from self._faults_of_pictures()
        front = httpx.get(f"{self.calls.url('publish')}/feed.xml", timeout=10)
        if not front.is_success:
            yield f"{front.url} answers {front.status_code}"
        for name in NOT_ON_SITE:
            article_id = self.stories[name].article_id
            if article_id is not None and article_id[:10] in front.text:
                yield f"the feed shows {name}, which must not be in public"

    def _faults_of_pictures(self) -> Iterator[str]:
        """Check that the pictures stand in their stories, and that a killed story's is gone."""
        for name in ("bridge", "grid report"):
            page = httpx.get(self.urls[self.stories[name].article_id or ""], timeout=10).text
            found = re.search(r'<img src="(/media/[^"]+)"', page)
            if found is None:
                yield f"the story {name} shows no picture"
                continue
            picture = httpx.get(f"{self.calls.url('publish')}{found[1]}", timeout=20)
            if picture.headers.get("content-type") != "image/jpeg":
                yield f"{picture.url} ({name}) answers {picture.status_code} and no picture"


def weightiest(reasons: Sequence[Reason]) -> list[str]:
    """Give what moved a stage, in words; notes only where nothing else is said."""
    said = [reason for reason in reasons if reason.severity != "note"] or [*reasons]
    return [reason.explanation or reason.rule for reason in said]


def _what_is_wrong(story: Story, act: Act) -> str:
    ending = act.endings[story.name]
    rules = f", held by {', '.join(sorted(ending.rules))}" if ending.rules else ""
    wanted = f"{' or '.join(sorted(ending.states))} as revision {ending.revision}{rules}"
    found = f"{story.state} as revision {story.newest}"
    why = f" ({story.why})" if story.why else ""
    return f"{story.name} [{story.article_id}] is {found}{why}; it should be {wanted}"
