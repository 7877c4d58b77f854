"""Pure: the policy file, which says what a newsroom makes of each rule's findings.

A policy is TOML, written by people, so every mistake is answered with its place and a fix.
Its version is the name it gives itself and a hash of its content: `2026-11+5f0c2a91`. Two
newsrooms that show the same version judge alike.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, time
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from services.moderation.matching import PhraseError, folded_words, read_phrase
from shared.articles import Article, Enrichment, SourceFacts, Trust

Outcome = Literal["approved", "held", "rejected"]
_Role = Literal["moderator", "chief"]

GRAVITY: dict[Outcome, int] = {"approved": 0, "held": 1, "rejected": 2}

_NEVER_REJECTS = frozenset(
    {
        "insults", "personal_data", "headline_mismatch", "shouting", "court_order", "minors",
        "suicide", "victims", "attribution", "source_burst", "picture_rights", "generated_copy",
    }
)  # fmt: skip
"""Rules that are right often enough to ask a person, and too often wrong to refuse alone."""


class Section(BaseModel):
    """A table of the policy; a name that it does not know is a slip, not an extension."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_Score = Annotated[float, Field(ge=0, le=1)]


def _or_never(said: object) -> object:
    return None if said == "never" else said


_Threshold = Annotated[_Score | None, BeforeValidator(_or_never)]
"""A score, or `"never"` in the file and None here."""


class RulePolicy(Section):
    """What a newsroom makes of one rule.

    A doubt holds the story from a score of `hold_at` and rejects it from `reject_at`. A block
    does `block`, whatever its score. `enabled = false` does not run the rule at all.
    """

    enabled: bool = True
    hold_at: _Threshold = 0.6
    reject_at: _Threshold = None
    block: Outcome = "held"
    release: _Role = "moderator"
    """Who may let a story pass that this rule holds."""


def _a_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"there is no time zone {name!r}"
        raise ValueError(message) from error
    return name


class Occasion(Section):
    """When something else holds: each list that is given must have the story in it.

    `from_time` to `to_time` are times of day in `zone`, over midnight where the second is the
    earlier one; a story counts by when it was received. `factor` multiplies the thresholds,
    `always` calls a person, `owner` is asked first, `release` says who may let it pass, and
    `rules` take the place of what the policy says of those rules.
    """

    topics: tuple[str, ...] = ()
    """IPTC codes ("medtop:02000000"), or names in any case."""
    languages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    from_time: time | None = None
    to_time: time | None = None
    zone: Annotated[str, AfterValidator(_a_zone)] = "UTC"
    factor: Annotated[float, Field(gt=0, le=10)] = 1.0
    always: Literal["held", "rejected"] | None = None
    owner: str | None = None
    release: _Role | None = None
    rules: dict[str, RulePolicy] = {}

    def holds(self, article: Article, enrichment: Enrichment) -> bool:
        """Tell whether a story is one of those that are meant."""
        language = enrichment.language.code.lower()
        topics = {name for topic in enrichment.topics for name in (topic.qcode, topic.name)}
        return (
            _is_among(topics, self.topics)
            and _is_among({language, language.partition("-")[0]}, self.languages)
            and _is_among({enrichment.section}, self.sections)
            and _is_among({article.source.id}, self.sources)
            and self._is_the_time(article.received_at)
        )

    def _is_the_time(self, at: datetime) -> bool:
        if self.from_time is None or self.to_time is None:
            return True
        now = at.astimezone(ZoneInfo(self.zone)).time()
        if self.from_time <= self.to_time:
            return self.from_time <= now < self.to_time
        return now >= self.from_time or now < self.to_time

    @model_validator(mode="after")
    def _has_both_times(self) -> Occasion:
        if (self.from_time is None) != (self.to_time is None):
            message = "from_time and to_time go together"
            raise ValueError(message)
        return self


def _is_among(names: Iterable[str], wanted: Collection[str]) -> bool:
    folded = {name.lower() for name in wanted}
    return not folded or any(name.lower() in folded for name in names)


class SourcePolicy(Section):
    """What is different for one source.

    `always = "held"` calls a person to each of its stories. `factor` moves every threshold as
    the trust does, and replaces it. `off` names rules whose findings count for nothing here.
    """

    always: Literal["held", "rejected"] | None = None
    factor: Annotated[float, Field(gt=0, le=10)] | None = None
    off: tuple[str, ...] = ()


def _readable_phrase(phrase: str) -> str:
    read_phrase(phrase)
    return phrase


class BlockedTerm(Section):
    """Words that must not appear: `phrase` is whole words in any case and spacing.

    `*` at the start or end of a word stands for any letters. There are no regular expressions,
    so no phrase can be slow.
    """

    phrase: Annotated[str, AfterValidator(_readable_phrase)]
    severity: Literal["note", "doubt", "block"] = "block"
    language: str | None = None
    because: str = ""


class Policy(Section):
    """One version of what a newsroom lets pass."""

    version: str = Field(min_length=1)
    doubts_hold_at: float | None = 1.5
    """Doubts that hold nothing alone hold a story when their scores add up to this."""
    hold_for_h: float = Field(default=24, gt=0)
    """Hours within which a person should have decided about a held story."""
    owner: str = "desk"
    """Who is asked first."""
    trust: dict[Trust, Annotated[float, Field(gt=0, le=10)]] = {}
    """What the thresholds are multiplied by for sources of each trust."""
    rules: dict[str, RulePolicy] = {}
    sources: dict[str, SourcePolicy] = {}
    agencies: dict[str, tuple[str, ...]] = {}
    """Further names of agencies, for the rules about rights."""
    blocked_terms: tuple[BlockedTerm, ...] = ()
    languages: tuple[str, ...] = ()
    """Languages that the site carries, by BCP 47; every one where none is named."""
    blocked_domains: tuple[str, ...] = ()
    """Domains to which no link may lead, with all below them."""
    when: tuple[Occasion, ...] = ()
    """What is different for some topics, languages, sections, sources and times of day."""

    _factor: float = PrivateAttr(default=1.0)
    _always: Outcome = PrivateAttr(default="approved")
    _chiefs_only: bool = PrivateAttr(default=False)

    def on(self, article: Article, enrichment: Enrichment) -> Policy:
        """Give the policy as it is for one story: with what holds on the occasions it meets."""
        met = tuple(
            number
            for number, occasion in enumerate(self.when)
            if occasion.holds(article, enrichment)
        )
        if not met:
            return self
        if met not in self._met:
            self._met[met] = self._with([self.when[number] for number in met])
        return self._met[met]

    def _with(self, occasions: Sequence[Occasion]) -> Policy:
        rules = dict(self.rules)
        for occasion in occasions:
            rules |= occasion.rules
        owners = [occasion.owner for occasion in occasions if occasion.owner]
        policy = Policy.model_validate(
            {**dict(self), "when": (), "rules": rules, "owner": [self.owner, *owners][-1]}
        )
        policy._meet(occasions)  # noqa: SLF001 - a new one of our own, still being made
        return policy

    def _meet(self, occasions: Iterable[Occasion]) -> None:
        for each in occasions:
            self._factor *= each.factor
            self._always = max(self._always, each.always or "approved", key=GRAVITY.__getitem__)
            self._chiefs_only = self._chiefs_only or each.release == "chief"

    @cached_property
    def _met(self) -> dict[tuple[int, ...], Policy]:
        """Policies for the combinations of occasions that were met so far."""
        return {}

    def rule(self, name: str) -> RulePolicy:
        """Give what is said of a rule, or what holds for a rule of which nothing is said."""
        return self.rules.get(name, _UNSAID)

    def counts(self, rule: str, source: SourceFacts) -> bool:
        """Tell whether a rule's findings count for a source."""
        return rule not in self._source(source).off

    def factor(self, source: SourceFacts) -> float:
        """Tell what the thresholds are multiplied by for a source."""
        own = self._source(source).factor
        return self._factor * (own if own is not None else self.trust.get(source.trust, 1.0))

    def always(self, source: SourceFacts) -> Outcome:
        """Tell what every story of a source comes to at least."""
        return max(
            self._source(source).always or "approved", self._always, key=GRAVITY.__getitem__
        )

    def release(self, rules: Iterable[str]) -> _Role:
        """Tell who may let a story pass that these rules hold."""
        chiefs = self._chiefs_only or any(self.rule(name).release == "chief" for name in rules)
        return "chief" if chiefs else "moderator"

    def agency_key(self, name: str) -> str:
        """Reduce an agency's name, in any of its forms, to one by which names are compared."""
        plain = _plain_agency(name)
        return self._agencies.get(plain, plain)

    def is_own(self, agency: str, source: SourceFacts) -> bool:
        """Tell whether an agency is the source itself ("reuters-en" is Reuters).

        Where the source's rights say `self`, so is a name that is no agency's.
        """
        key = self.agency_key(agency)
        words = folded_words(source.id)
        first = (" ".join(words[: end + 1]) for end in range(len(words)))
        if any(self.agency_key(name) == key for name in first):
            return True
        return "self" in source.rights and _plain_agency(agency) not in self._agencies

    def may_carry(self, agency: str, source: SourceFacts) -> bool:
        """Tell whether a source's rights name an agency, in any of its forms."""
        return self.agency_key(agency) in {self.agency_key(name) for name in source.rights}

    def _source(self, source: SourceFacts) -> SourcePolicy:
        return self.sources.get(source.id, _ORDINARY_SOURCE)

    @cached_property
    def _agencies(self) -> dict[str, str]:
        return {
            _plain_agency(alias): _plain_agency(name)
            for name, aliases in self.agencies.items()
            for alias in (name, *aliases)
        }


_UNSAID = RulePolicy()
_ORDINARY_SOURCE = SourcePolicy()
_GENERIC = ("news agency", "press agency", "newswire", "news service", "agency", "news")


@lru_cache(maxsize=1024)
def _plain_agency(name: str) -> str:
    """Fold case, dots and the words that agencies add to their names or leave out.

    "The Associated Press", "associated press" and "A.P." keep their letters only; what is
    short for what, the policy's `agencies` say.
    """
    words = folded_words(name.replace(".", ""))
    if words[:1] == ("the",):
        words = words[1:]
    plain = " ".join(words)
    for ending in _GENERIC:
        shorter = plain.removesuffix(f" {ending}")
        if shorter != plain:
            return shorter
    return plain


class PolicyProblem(Section):
    """One mistake in a policy file: where, what, and how to mend it."""

    place: str
    detail: str
    fix: str

    def __str__(self) -> str:
        return f"{self.place}: {self.detail} ({self.fix})"


class PolicyError(ValueError):
    """A policy file that cannot be used; `problems` are all of its mistakes."""

    def __init__(self, problems: Iterable[PolicyProblem]) -> None:
        self.problems = (*problems,)
        super().__init__("; ".join(str(problem) for problem in self.problems))


def read_policy(text: str, *, rules: Collection[str]) -> Policy:
    """Read a policy file; `rules` are the names there are.

    Raises `PolicyError` with every mistake.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError([_not_toml(error)]) from error
    try:
        policy = Policy.model_validate(said)
    except ValidationError as error:
        raise PolicyError(_problem(text, each) for each in error.errors()) from error
    problems = [*_unknown_rules(text, policy, rules), *_refusals(text, policy)]
    if problems:
        raise PolicyError(problems)
    digest = hashlib.sha256(repr(policy.model_dump()).encode()).hexdigest()[:8]
    return Policy.model_validate({**said, "version": f"{policy.version}+{digest}"})


def default_policy_text() -> str:
    """Give the text of the policy that ships with the service."""
    file = resources.files("services.moderation") / "default_policy.toml"
    return file.read_text(encoding="utf-8")


def _not_toml(error: tomllib.TOMLDecodeError) -> PolicyProblem:
    message = str(error)
    detail, _, place = message.partition(" (at ")
    return PolicyProblem(
        place=place.rstrip(")") or "the file",
        detail=f"this is not TOML: {detail}",
        fix='write it as name = "text", name = 0.6 or [section]; strings need quotes',
    )


def _problem(text: str, error: Any) -> PolicyProblem:
    path = [part for part in error["loc"] if part != "[key]"]
    kind, context = error["type"], error.get("ctx", {})
    detail, fix = str(error["msg"]), "see the comments of the default policy"
    if kind == "extra_forbidden":
        detail, fix = (
            f"there is no setting {path[-1]!r} here",
            f"{_did_you_mean(str(path[-1]), _settings())}check its spelling or remove it",
        )
    elif kind == "missing":
        detail, fix = f"{path[-1]!r} is missing", f'add {path[-1]} = "…"'
    elif kind == "literal_error":
        detail = f"{error['input']!r} is not one of its values"
        fix = f"write one of {context.get('expected', '')}"
    elif isinstance(context.get("error"), PhraseError):
        detail, fix = str(context["error"]), "write words, with * at a word's start or end only"
    elif kind in ("less_than_equal", "greater_than_equal", "greater_than"):
        detail = f"{error['input']!r} is out of range"
        fix = _figures_that_do(context)
    elif kind.endswith(("_type", "_parsing")):
        fix = f"you wrote {error['input']!r}; {detail[0].lower()}{detail[1:]}"
        detail = "this is another kind of value"
    return PolicyProblem(place=_place(text, path), detail=detail, fix=fix)


def _figures_that_do(context: dict[str, Any]) -> str:
    """Say in words which figures would do."""
    words = {"le": "at most", "ge": "at least", "gt": "more than", "lt": "less than"}
    return "write a figure of " + " and ".join(
        f"{words[bound]} {limit:g}" for bound, limit in context.items() if bound in words
    )


def _unknown_rules(text: str, policy: Policy, rules: Collection[str]) -> list[PolicyProblem]:
    named: list[tuple[tuple[str, ...], str]] = [(("rules",), name) for name in policy.rules]
    named += [(("when", "rules"), name) for each in policy.when for name in each.rules]
    named += [
        (("sources", source, "off"), name)
        for source, said in policy.sources.items()
        for name in said.off
    ]
    return [
        PolicyProblem(
            place=_place(text, [*where, name] if where == ("rules",) else [*where]),
            detail=f"there is no rule {name!r}",
            fix=f"{_did_you_mean(name, rules)}the rules are {', '.join(sorted(rules))}",
        )
        for where, name in named
        if name not in rules
    ]


@cache
def _settings() -> frozenset[str]:
    """Give the names of all settings that a policy has, wherever they stand."""
    schema = Policy.model_json_schema()
    parts = (schema, *schema.get("$defs", {}).values())
    return frozenset(name for part in parts for name in part.get("properties", ()))


def _did_you_mean(name: str, names: Collection[str]) -> str:
    close = get_close_matches(name, sorted(names), n=1, cutoff=0.75)
    return f"did you mean {close[0]!r}? " if close else ""


def _refusals(text: str, policy: Policy) -> list[PolicyProblem]:
    return [
        PolicyProblem(
            place=_place(text, ["rules", name]),
            detail=f"{name} may hold a story, never reject it alone: it is too often wrong",
            fix='remove reject_at and block = "rejected"; hold_at is enough to ask a person',
        )
        for name, said in (
            *policy.rules.items(),
            *(pair for each in policy.when for pair in each.rules.items()),
        )
        if name in _NEVER_REJECTS and (said.reject_at is not None or said.block == "rejected")
    ]


def _place(text: str, path: list[Any]) -> str:
    """Name a setting as `section.name`, with its line where the text shows it."""
    dotted = ".".join(str(part) for part in path) or "the file"
    return f"line {line}, {dotted}" if (line := _line_of(text, path)) else dotted


def _line_of(text: str, path: list[Any]) -> int | None:
    """Find the line of a setting: the last part of its path at or below its header."""
    names = [str(part) for part in path if not isinstance(part, int)]
    if not names:
        return None
    nth = next((part for part in path if isinstance(part, int)), 0)
    below, best, seen = False, None, -1
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.strip().replace('"', "")
        if plain.startswith("["):
            header = plain.strip("[]").partition("]")[0].strip()
            seen += header == names[0] and plain.startswith("[[")
            matches = bool(header) and ".".join(names).startswith(header)
            below = matches and (not plain.startswith("[[") or seen == nth)
            best = number if below and best is None else best
            if below and header == ".".join(names):
                return number
        elif plain.partition("=")[0].strip() == names[-1] and (below or len(names) == 1):
            return number
    return best
