"""Pure: what is asked of the models, what they say, and what becomes of an enrichment by it.

The rules' findings stay: they have roles, countries and evidence. Models add what no rule has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from services.enrichment.steps.section import choose_section
from shared.articles import Enrichment, Noun, Organisation, Person, Topic

_VERSION = "2"
_TWICE = 2
"""Times a name must be met to be added: of those met once, two in five are no such name."""


class Asked(Noun):
    """What the models read of a story."""

    headline: str
    body: str
    language: str


class Named(Noun):
    """Somebody or something that a model takes for a name."""

    name: str
    kind: Literal["person", "organisation"]
    mentions: int


class Said(Noun):
    """What the models say of one story; None where one is not there or not for its language."""

    names: tuple[Named, ...] | None = None
    topic: Topic | None = None
    used: Mapping[str, str] = {}
    """The models that read it, each with its name and version."""
    problems: tuple[str, ...] = ()

    @classmethod
    def nothing(cls, problem: str) -> Said:
        """Say nothing, and why."""
        return cls(problems=(problem,))


def with_models(enrichment: Enrichment, said: Said) -> Enrichment:
    """Add to the rules' answer what the models say, or why they say nothing."""
    changed: dict[str, object] = {
        "degraded": (*enrichment.degraded, *(f"models: {each}" for each in said.problems))
    }
    if said.used:
        changed["tier"] = "models"
        changed["steps"] = {
            **enrichment.steps,
            "models": _VERSION,
            **{f"models.{part}": model for part, model in said.used.items()},
        }
    if said.names:
        taken = _taken(enrichment)
        changed["people"] = (*enrichment.people, *_people(said.names, taken))
        changed["organisations"] = (
            *enrichment.organisations,
            *_organisations(said.names, taken),
        )
    if said.topic is not None:
        topics = _topics(enrichment.topics, said.topic)
        titled = f"{enrichment.marker or ''}: {enrichment.headline}".removeprefix(": ")
        changed |= {"topics": topics, "section": choose_section(topics, titled)}
        changed["unfound"] = {} if topics else enrichment.unfound
    return Enrichment(**{**dict(enrichment), **changed})


def _taken(enrichment: Enrichment) -> frozenset[str]:
    """Give every name, and every part of a name, that the rules have given to somebody."""
    names = [
        *(each.name for each in enrichment.people),
        *(each.name for each in enrichment.organisations),
        *(each.name for each in enrichment.places),
    ]
    return frozenset({*names, *(part for name in names for part in name.split())})


def _people(names: Iterable[Named], taken: frozenset[str]) -> list[Person]:
    """Give full names only: a surname alone is no news of who it is."""
    return [
        Person(name=each.name, mentions=each.mentions)
        for each in names
        if each.kind == "person"
        and each.mentions >= _TWICE
        and " " in each.name
        and not taken & {each.name, _last(each)}
    ]


def _organisations(names: Iterable[Named], taken: frozenset[str]) -> list[Organisation]:
    return [
        Organisation(name=each.name, mentions=each.mentions)
        for each in names
        if each.kind == "organisation" and each.mentions >= _TWICE and each.name not in taken
    ]


def _last(named: Named) -> str:
    return named.name.split()[-1]


def _topics(topics: tuple[Topic, ...], near: Topic) -> tuple[Topic, ...]:
    """Put in what a model finds near, where the words had not said it."""
    if any(topic.qcode == near.qcode for topic in topics):
        return topics
    return tuple(sorted((*topics, near), key=lambda topic: -topic.relevance))
