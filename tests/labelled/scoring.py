"""Reads the labelled stories, runs enrichment over them, and counts hits and misses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from services.enrichment.data import rows
from services.enrichment.enrich import enrich
from services.enrichment.steps.kin import Similar
from shared.articles import Article, Enrichment, SourceFacts
from shared.ninjs import Item, Text

STORIES = Path(__file__).parent / "stories"
SECOND = Path(__file__).parent / "second"
LANGUAGES = Path(__file__).parent / "languages"
NOW = datetime(2024, 12, 1, 12, tzinfo=UTC)


_BETWEEN = {"quotes": ";", "amounts": ";", "credits": ";"}
"""What parts a label's parts, where it is not a comma."""


@dataclass(frozen=True)
class Story:
    """A labelled story."""

    name: str
    labels: dict[str, str]
    text: str

    def article(self) -> Article:
        """The story as it would arrive."""
        item = Item(
            uri=f"urn:example:{self.name}",
            headlines=(Text(value=self.labels["headline"]),),
            bodies=(Text(value=self.text, content_type="text/plain"),),
        )
        return Article(
            article_id="a" * 20,
            revision=1,
            source=SourceFacts(id="example"),
            received_at=NOW,
            item=item,
        )

    def parts(self, label: str) -> list[str] | None:
        """The label's parts, or None where the story has no such label."""
        if label not in self.labels:
            return None
        value = self.labels[label]
        if value == "none":
            return []
        return [part.strip() for part in value.split(_BETWEEN.get(label, ","))]


def stories(folder: Path = STORIES) -> list[Story]:
    """All labelled stories of a set, by name."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        head, _, text = path.read_text("utf-8").partition("\n---\n")
        labels = dict(line.split(": ", 1) for line in head.splitlines())
        found.append(Story(path.stem, labels, text))
    return found


@dataclass
class Score:
    """Right, missed and wrong findings of one step."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """What share of the findings is right."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """What share of the labels is found."""
        return self.right / max(1, self.right + len(self.missed))

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def compare(self, story: str, wanted: Counter[str], found: Counter[str]) -> None:
        """Count one story's labels against its findings."""
        self.right += (wanted & found).total()
        self.missed += [f"{story}: {each}" for each in (wanted - found).elements()]
        self.wrong += [f"{story}: {each}" for each in (found - wanted).elements()]


def enriched(story: Story) -> Enrichment:
    """Run every step over a story."""
    return enrich(story.article(), Similar(), NOW)


def scores(folder: Path = STORIES) -> dict[str, Score]:
    """Precision and recall of each step over all stories of a set."""
    found: dict[str, Score] = {}
    for story in stories(folder):
        for step, wanted, given in _compared(story, enriched(story)):
            found.setdefault(step, Score()).compare(story.name, Counter(wanted), Counter(given))
    return found


def _compared(story: Story, said: Enrichment) -> Iterator[tuple[str, list[str], list[str]]]:
    """Give, for each label of a story, what is wanted and what was found, as plain strings."""
    yield from _of_colleagues(story, said)
    people = story.parts("people")
    if people is not None:
        yield "people", [each.split(" (")[0] for each in people], [p.name for p in said.people]
        roles = [each.rstrip(")").split(" (", 1) for each in people if " (" in each]
        given = {person.name: (person.role or "").casefold() for person in said.people}
        right = [name for name, role in roles if role.casefold() in given.get(name, "")]
        yield "roles", [name for name, _ in roles], right
    organisations = story.parts("organisations")
    if organisations is not None:
        yield "organisations", organisations, [each.name for each in said.organisations]
    places = story.parts("places")
    if places is not None:
        yield "places", places, [f"{place.name}/{place.country}" for place in said.places]
    quotes = story.parts("quotes")
    if quotes is not None:
        begins = {each.split(" :: ")[1]: each.split(" :: ")[0] for each in quotes}
        given_quotes = []
        for quote in said.quotes:
            start = next((b for b in begins if quote.text.startswith(b)), quote.text[:30])
            given_quotes.append(f"{quote.speaker or 'unknown'} :: {start}")
        yield "quotes", quotes, given_quotes
    amounts = story.parts("amounts")
    if amounts is not None:
        wanted = []
        for each in amounts:
            text, _, value = each.rpartition(" = ")
            number, _, unit = value.partition(" ")
            wanted.append(f"{text} = {float(number):g} {unit}")
        given_amounts = [f"{a.text} = {a.value:g} {a.currency or a.unit}" for a in said.amounts]
        yield "amounts", wanted, given_amounts
    topics = story.parts("topics")
    if topics is not None:
        ids = [topic.qcode for topic in said.topics]
        yield "topics", topics, [each for each in topics if each in ids]
        accepted = {qcode.split(":")[1] for qcode in _roots(topics)}
        accepted |= {f"{root}000000" for root in story.parts("also") or ()}
        roots = [
            topic.qcode.split(":")[1] for topic in said.topics if topic.qcode[9:] == "000000"
        ]
        yield "topic_roots", [r for r in roots if r in accepted], roots
    style = story.parts("style")
    if style is not None:
        yield "style", style, [signal.kind for signal in said.style]
    for end, holds in (("begins", said.body.startswith), ("ends", said.body.endswith)):
        label = story.labels.get(end)
        if label is not None:
            yield "body", [label], [label if holds(label) else end]
    section = story.parts("section")
    if section is not None:
        yield "section", section, [said.section]


def _of_colleagues(
    story: Story, said: Enrichment
) -> Iterator[tuple[str, list[str], list[str]]]:
    for label, given in (("marker", said.marker), ("language", said.language.code)):
        wanted = story.labels.get(label)
        if wanted is not None or (label == "marker" and given):
            yield label, [wanted] if wanted else [], [given] if given else []
    dateline = story.labels.get("dateline")
    found = said.dateline
    parts = [part.strip() for part in dateline.split(" / ")] if dateline else []
    given_line = []
    if found is not None:
        given_line = [
            found.place,
            found.country or "",
            found.agency or "",
            (found.date or "")[5:],
        ]
        given_line = given_line[: max(2, len(parts))]
    yield (
        "dateline",
        ["|".join(parts)] if parts else [],
        (["|".join(given_line)] if given_line else []),
    )
    credits_of = story.parts("credits")
    if credits_of is not None:
        yield (
            "credits",
            credits_of,
            [f"{c.role}={c.name}" + (f"@{c.place}" if c.place else "") for c in said.credits],
        )
    aside = story.labels.get("set_aside")
    if aside is not None:
        kinds = [kind.strip() for kind in aside.split(",")]
        yield "set_aside", kinds, sorted({each.kind for each in said.set_aside})


def _roots(topics: list[str]) -> set[str]:
    broader = {row[0]: row[2] for row in rows("topics.tsv")}
    found = set()
    for qcode in topics:
        at = qcode
        while broader.get(at):
            at = broader[at]
        found.add(at)
    return found
