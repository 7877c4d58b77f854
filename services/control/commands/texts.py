"""`copydesk parse`, `enrich` and `judge`: the services' pure functions, no service running.

`enrich --since` alone asks a newsroom that runs, for the stories it has.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.commands.review import moment, review_since
from services.control.terminal import CommandError, err, say_json

# The services' modules, and their data, are imported by the commands that need them: `copydesk
# ps` and the rest start without. Their cost is a second.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from services.ingest.formats.parsed import Parsed, Problem
    from services.moderation.policy import Policy
    from services.moderation.story import History
    from shared.articles import Article, Enrichment, Verdict

_Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Wire copy; - is stdin.")]
MediaType = Annotated[
    str | None, typer.Option(help="What the files are; guessed from their content otherwise.")
]

_SOURCE = "local"
"""The source that copy from files is said to come from."""


@dataclass(frozen=True, slots=True)
class _Read:
    file: Path
    parsed: Parsed | None
    problems: tuple[Problem, ...]
    received_at: datetime


def parse(
    files: _Files,
    media_type: MediaType = None,
    problems: Annotated[
        bool, typer.Option("--problems", help="Print what is wrong with the files instead.")
    ] = False,
) -> None:
    """Show what intake makes of files: a JSON list of items as ninjs 3.1, with their extras."""
    from services.ingest.formats.enclosed import with_embedded
    from services.ingest.formats.parsed import ParsedItem
    from services.ingest.identity.arrival import arrive

    read = [*_read_all(files, media_type)]
    if problems:
        say_json(
            [
                {
                    "file": str(one.file),
                    "format": one.parsed.format if one.parsed else None,
                    "items": len(one.parsed.items) if one.parsed else 0,
                    "problems": [problem.to_json() for problem in one.problems],
                }
                for one in read
            ]
        )
    else:
        say_json(
            [
                {"item": parsed.item.to_ninjs(), "extras": parsed.extras.to_json()}
                for one in read
                if one.parsed
                for whole in one.parsed.items
                for named in [arrive(whole, source=_SOURCE, receipt="")]
                for parsed in with_embedded(ParsedItem(named.item, named.extras))
            ]
        )
        _report(read)
    if any(one.parsed is None for one in read):
        raise typer.Exit(1)


def enrich(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE…]", help="Wire copy; - is stdin.")
    ] = None,
    media_type: MediaType = None,
    *,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            help="Instead of files, the newsroom's stories since then: 24h, 7d, a date.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --since: show what would change.")
    ] = False,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Show what a text says about itself: a JSON list of enrichments.

    With --since and --dry-run: what the steps installed here would say otherwise of stories
    that are enriched already. Stories are enriched once; nothing is ever changed by this.
    """
    if since is not None:
        if files:
            raise typer.BadParameter("files or --since, not both")
        if not dry_run:
            raise typer.BadParameter(
                "a story is enriched once and sites have what was said of it then; "
                "--since only shows what would change: add --dry-run"
            )
        review_since(moment(since, datetime.now(UTC)), data, as_json=as_json)
        return
    if not files or dry_run:
        raise typer.BadParameter("name files, or --since with --dry-run")
    read = [*_read_all(files, media_type)]
    say_json([found.model_dump(mode="json") for _, found in _enriched(read, rights=())])
    _report(read)
    if any(one.parsed is None for one in read):
        raise typer.Exit(1)


def judge(
    files: _Files,
    rights: Annotated[
        list[str] | None,
        typer.Option(metavar="AGENCY", help="An agency whose copy may be carried; repeatable."),
    ] = None,
    policy: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A policy, instead of the default one.")
    ] = None,
    history: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The source's past, as JSON, for the rules that ask."
        ),
    ] = None,
    media_type: MediaType = None,
) -> None:
    """Show what moderation says of files, and why: a JSON list of verdicts.

    What its wire withholds or kills never comes to moderation; that is said in its stead.
    """
    from services.moderation.judge import judge as judged

    chosen = read_policy_file(policy)
    past = _read_history(history) if history else None
    read = [*_read_all(files, media_type)]
    verdicts = [
        _stopped(article, judged(article, enrichment, chosen, history=past))
        for article, enrichment in _enriched(read, rights=tuple(rights or ()))
    ]
    say_json([verdict.model_dump(mode="json") for verdict in verdicts])
    _report(read)
    if any(one.parsed is None for one in read):
        raise typer.Exit(1)


def _stopped(article: Article, verdict: Verdict) -> Verdict:
    """Say of copy that its wire withholds, or kills, that nothing of it leaves."""
    from shared.articles import Finding

    status = article.item.pub_status
    if status == "usable":
        return verdict
    withheld = status == "withheld"
    said = Finding(
        rule="pub_status",
        severity="doubt" if withheld else "block",
        score=1.0,
        explanation=f"its wire says “{status}”: "
        + ("nothing leaves until it sends the story as usable" if withheld else "it is killed"),
    )
    state = "held" if withheld else "rejected"
    return verdict.model_copy(update={"state": state, "reasons": (said, *verdict.reasons)})


def read_policy_file(file: Path | None) -> Policy:
    """Read a policy, the default one where no file is named; each mistake is told."""
    from services.moderation.policy import PolicyError, default_policy_text, read_policy
    from services.moderation.rules import RULE_NAMES

    text = default_policy_text() if file is None else content_of(file).decode(errors="replace")
    try:
        return read_policy(text, rules=RULE_NAMES)
    except PolicyError as error:
        lines = [f"  {problem}" for problem in error.problems]
        raise CommandError("\n".join([f"{file} is not a policy:", *lines])) from error


def _read_history(file: Path) -> History:
    """Read a source's past: its stories by the hour, and how they ended."""
    from pydantic import ValidationError

    from services.moderation.story import History

    try:
        return History.model_validate_json(content_of(file))
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, each['loc'])) or 'the file'}: {each['msg']}"
            for each in error.errors()
        )
        raise CommandError(f"{file} is no history: {wrong}") from error


def guess(file: Path, content: bytes) -> str:
    """Guess what a file is."""
    from services.ingest.formats.recognise import guess_media_type

    return guess_media_type(file.name, content[:65_536])


def content_of(file: Path) -> bytes:
    """Read a file, or stdin where it is named `-`."""
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}") from error


def _read_all(files: Sequence[Path], media_type: str | None) -> Iterator[_Read]:
    from services.ingest.formats import parse_payload
    from services.ingest.formats.parsed import (
        Payload,
        Problem,
        UnknownFormatError,
        UnreadableError,
    )

    for file in files:
        content = content_of(file)
        now = datetime.now(UTC)
        payload = Payload(
            content=content,
            media_type=media_type or guess(file, content),
            received_at=now,
        )
        try:
            parsed = parse_payload(payload)
        except UnreadableError as error:
            yield _Read(file, None, error.problems, now)
        except UnknownFormatError as error:
            unknown = Problem(detail=str(error), fix="say what it is with --media-type")
            yield _Read(file, None, (unknown,), now)
        else:
            yield _Read(file, parsed, parsed.problems, now)


def _enriched(
    read: Sequence[_Read], *, rights: tuple[str, ...]
) -> Iterator[tuple[Article, Enrichment]]:
    from services.enrichment.enrich import enrich as enriched
    from services.enrichment.steps.kin import Similar
    from services.ingest.identity.ids import article_id
    from shared.articles import Article, SourceFacts

    source = SourceFacts(id=_SOURCE, rights=rights)
    for one in read:
        for item, extras in one.parsed.items if one.parsed else ():
            article = Article(
                article_id=article_id(_SOURCE, item, extras.url),
                revision=1,
                source=source,
                received_at=one.received_at,
                item=item,
                extras=extras,
            )
            yield article, enriched(article, Similar.nothing(), one.received_at)


def _report(read: Sequence[_Read]) -> None:
    """Say on stderr what is wrong, so that stdout stays what other programs read."""
    for one in read:
        for problem in one.problems:
            place = (
                problem.pointer or problem.xpath or (problem.line and f"line {problem.line}")
            )
            at = f" {place}:" if place else ""
            line = f"{one.file}:{at} {problem.detail} ({problem.fix})"
            err.print(line, markup=False, soft_wrap=True)
