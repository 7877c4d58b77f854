"""Pure: the policy file, which says what a newsroom makes of each rule's findings.

A policy is TOML, written by people, so every mistake is answered with its place and a fix.
Its version is the name it gives itself and a hash of its content: `2026-11+5f0c2a91`. Two
newsrooms that show the same version judge alike.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache
from importlib import resources
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from services.moderation.matching import PhraseError, folded_words, read_phrase
from shared.articles import SourceFacts, Trust

Outcome = Literal["approved", "held", "rejected"]

NEVER_REJECTS = frozenset(
    {
        "insults", "personal_data", "headline_mismatch", "shouting", "court_order", "minors",
        "suicide", "victims", "attribution", "source_burst", "picture_rights", "generated_copy",
    }
)  # fmt: skip
"""Rules that are right often enough to ask a person, and too often wrong to refuse alone."""


class Section(BaseModel):
    """A table of the policy; a name that it does not know is a slip, not an extension."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Score = Annotated[float, Field(ge=0, le=1)]


def _or_never(said: object) -> object:
    return None if said == "never" else said


Threshold = Annotated[Score | None, BeforeValidator(_or_never)]
"""A score, or `"never"` in the file and None here."""


class RulePolicy(Section):
    """What a newsroom makes of one rule.

    A doubt holds the story from a score of `hold_at` and rejects it from `reject_at`. A block
    does `block`, whatever its score. `enabled = false` does not run the rule at all.
    """

    enabled: bool = True
    hold_at: Threshold = 0.6
    reject_at: Threshold = None
    block: Outcome = "held"


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

    def rule(self, name: str) -> RulePolicy:
        """Give what is said of a rule, or what holds for a rule of which nothing is said."""
        return self.rules.get(name, _UNSAID)

    def counts(self, rule: str, source: SourceFacts) -> bool:
        """Tell whether a rule's findings count for a source."""
        return rule not in self._source(source).off

    def factor(self, source: SourceFacts) -> float:
        """Tell what the thresholds are multiplied by for a source."""
        own = self._source(source).factor
        return own if own is not None else self.trust.get(source.trust, 1.0)

    def always(self, source: SourceFacts) -> Outcome:
        """Tell what every story of a source comes to at least."""
        return self._source(source).always or "approved"

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
            "check its spelling or remove it",
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
    named += [
        (("sources", source, "off"), name)
        for source, said in policy.sources.items()
        for name in said.off
    ]
    return [
        PolicyProblem(
            place=_place(text, [*where, name] if where == ("rules",) else [*where]),
            detail=f"there is no rule {name!r}",
            fix=f"the rules are {', '.join(sorted(rules))}",
        )
        for where, name in named
        if name not in rules
    ]


def _refusals(text: str, policy: Policy) -> list[PolicyProblem]:
    return [
        PolicyProblem(
            place=_place(text, ["rules", name]),
            detail=f"{name} may hold a story, never reject it alone: it is too often wrong",
            fix='remove reject_at and block = "rejected"; hold_at is enough to ask a person',
        )
        for name, said in policy.rules.items()
        if name in NEVER_REJECTS and (said.reject_at is not None or said.block == "rejected")
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
