"""Reads the labelled cases, judges them by the default policy, and counts hits and misses.

A case is a paragraph: what is expected of which rules (`+minors`, `-victims`, `clean` for
nothing at all), the language, and options; then the headline; then the body, `¶` between
paragraphs and `\\uXXXX` for what nobody would see.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from services.enrichment.enrich import enrich
from services.enrichment.steps.kin import Similar
from services.moderation.judge import judge
from services.moderation.policy import default_policy_text, read_policy
from services.moderation.rules import RULE_NAMES
from services.moderation.story import History
from shared.articles import Article, Copy, Enrichment, Killed, Kin, SourceFacts, Verdict
from shared.ninjs import Item, Text

HERE = Path(__file__).parent
SETS = (
    "blind",
    "cases",
    "second",
    "third",
    "stranger",
    "codes",
    "lawyer",
    "kinds",
    "colleague",
    "press",
    "outside",
    "orders",
    "headlines",
    "tongues",
    "claims",
    "seventh",
    "eighth",
    "families",
    "ninth",
    "named",
    "senses",
    "eleventh",
    "leanings",
    "kept",
    "left",
    "unsourced",
    "swedish",
    "known",
)
_ORDINARY = "ordinary"
"""Stories none of which should be held; no rule has anything to find there."""
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOTES = frozenset({"generated_copy"})
"""Rules that only ever note."""


@dataclass(frozen=True)
class Case:
    """A labelled case."""

    number: int
    wanted: frozenset[str]
    unwanted: frozenset[str]
    language: str
    options: dict[str, str]
    headline: str
    body: str

    def article(self) -> Article:
        """The case as it would arrive."""
        options = self.options
        rights = tuple(part for part in options.get("rights", "self").split(",") if part)
        pictures: list[dict[str, Any]] = []
        if "picture" in options:
            said = options["picture"].split(",")
            pictures = [
                {
                    "name": "lead",
                    "type": "picture",
                    **({"copyrightHolder": "Ida Holm"} if "rights" in said else {}),
                    **({"altText": "Two ferries in snow"} if "alt" in said else {}),
                }
            ]
        item = Item.model_validate(
            {
                "uri": f"urn:case:{self.number}",
                "language": self.language if "stated" in options else None,
                "headlines": [Text(value=self.headline)],
                "bodies": [
                    Text(
                        value=self.body,
                        content_type="text/html" if "html" in options else "text/plain",
                    )
                ],
                "associations": pictures,
                "digital_source_type": {"uri": options["made"]} if "made" in options else None,
            }
        )
        return Article(
            article_id="a" * 20,
            revision=1,
            source=SourceFacts(id=options.get("source", "harbour-wire"), rights=rights),
            received_at=NOW,
            item=item,
        )

    def enrichment(self, article: Article) -> Enrichment:
        """What enrichment makes of it, with the kin that the case names."""
        enriched = enrich(article, Similar.nothing(), NOW)
        options = self.options
        kin = Kin(
            cluster="c",
            copies=(
                (Copy(article_id="b" * 20, revision=1, containment=float(options["copy"])),)
                if "copy" in options
                else ()
            ),
            killed=(
                (Killed.model_validate(
                    {"article_id": "k" * 20, "by": options["killed"],
                     "containment": float(options.get("share", "1"))}
                ),)
                if "killed" in options
                else ()
            ),
        )  # fmt: skip
        return Enrichment.model_validate({**dict(enriched), "kin": kin})

    def verdict(self) -> Verdict:
        """What the default policy, with the case's lists, says of it."""
        options = self.options
        lists = "".join(
            f"{name} = {json.dumps(options[name].split(','))}\n"
            for name in ("languages", "blocked_domains")
            if name in options
        )
        default = re.sub(r"(?m)^(languages|blocked_domains) = .*$", "", default_policy_text())
        policy = read_policy(lists + default, rules=RULE_NAMES)
        article = self.article()
        history = options.get("history")
        return judge(
            article,
            self.enrichment(article),
            policy,
            history=History.model_validate_json(history) if history else None,
        )

    def heard(self) -> set[str]:
        """The rules that object to it."""
        return {
            reason.rule
            for reason in self.verdict().reasons
            if reason.severity != "note" or reason.rule in NOTES
        }


@dataclass
class Score:
    """How often a rule was right."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of its objections that were right."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of what it should object to that it did."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0


_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


def cases(name: str) -> list[Case]:
    """All cases of a set."""
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n\s*\n", text)
    kept = [block for block in blocks if block.strip() and not block.lstrip().startswith("#")]
    return [_read(number, block.strip().splitlines()) for number, block in enumerate(kept, 1)]


def _read(number: int, lines: list[str]) -> Case:
    label, headline, *body = lines
    words = label.split()
    options = {name: said for name, _, said in (word.partition("=") for word in words)}
    language = next(word for word in words if re.fullmatch("[a-z]{2}", word))
    return Case(
        number=number,
        wanted=frozenset(word[1:] for word in words if word[0] == "+"),
        unwanted=(
            frozenset(RULE_NAMES)
            if "clean" in words
            else frozenset(word[1:] for word in words if word[0] == "-")
        ),
        language=language,
        options=options,
        headline=_shown(headline) if headline != "-" else "",
        body=_shown(" ".join(body)),
    )


def _shown(text: str) -> str:
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace(" ¶ ", "\n\n")


def scores(sets: Iterable[str] = SETS) -> dict[str, Score]:
    """Precision and recall of each rule over the cases."""
    found: dict[str, Score] = defaultdict(Score)
    for name in sets:
        for case in cases(name):
            heard = case.heard()
            for rule in case.wanted & heard:
                found[rule].hits += 1
            for rule in case.wanted - heard:
                found[rule].missed += 1
            for rule in case.unwanted & heard:
                found[rule].false += 1
    return dict(sorted(found.items()))


def faults(name: str) -> Iterator[str]:
    """What is wrong, and what is said beyond the labels, in words: for whoever mends a rule."""
    for case in cases(name):
        verdict = case.verdict()
        heard = {
            reason.rule: reason.explanation
            for reason in verdict.reasons
            if reason.severity != "note" or reason.rule in NOTES
        }
        place = f"{name}:{case.number} [{case.language}] {case.headline[:50]}"
        for rule in sorted(case.wanted - heard.keys()):
            yield f"missed {rule}: {place}"
        for rule, why in sorted(heard.items()):
            if rule in case.unwanted:
                yield f"FALSE {rule}: {place}: {why}"
            elif rule not in case.wanted:
                yield f"beside {rule}: {place}: {why}"


if __name__ == "__main__":
    for each in SETS:
        print(*faults(each), sep="\n")  # noqa: T201 - a table for people
    for rule_name, score in scores().items():
        print(f"{rule_name:22} {score.precision:5.2f} {score.recall:5.2f}  {score}")  # noqa: T201


def held() -> tuple[list[Case], int]:
    """Give the ordinary stories that the default policy holds, and how many there are."""
    every = cases(_ORDINARY)
    return [case for case in every if case.verdict().state != "approved"], len(every)
