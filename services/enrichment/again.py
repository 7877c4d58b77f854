"""Pure: what today's steps would say of stories that were enriched before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.enrichment.enrich import STEPS, enrich
from services.enrichment.steps.kin import Similar
from shared.articles import Article, Enrichment, Noun

EXAMPLES = 3
"""How many stories are named for each field."""
_LONGEST_SHOWN = 160

_STEP_OF: Mapping[str, str] = {
    "headline": "headline",
    "marker": "headline",
    "body": "boilerplate",
    "set_aside": "boilerplate",
    "dateline": "dateline",
    "credits": "credits",
    "provenance": "provenance",
    "language": "language",
    "word_count": "length",
    "reading_minutes": "length",
    "people": "entities",
    "organisations": "entities",
    "places": "entities",
    "quotes": "quotes",
    "amounts": "amounts",
    "topics": "topics",
    "unfound": "topics",
    "keywords": "keywords",
    "summary": "summary",
    "section": "section",
    "style": "style",
}
"""Which step a field of an enrichment is from; a field of no step here is one by itself."""
_NOT_COMPARED = frozenset({"article_id", "revision", "kin", "tier", "steps"})
"""Kin is what else was there at the time, which cannot be tried again."""
_OF_MODELS = frozenset(
    {"people", "organisations", "places", "topics", "section", "degraded", "unfound"}
)
"""Not compared either where models had a say: here the rules work alone."""


class Example(Noun):
    """One story in which a field would be another, and its beginning before and after."""

    article_id: str
    revision: int
    before: str
    after: str


class _FieldChange(Noun):
    """How many stories would have another value in one field."""

    field: str
    step: str
    stories: int
    examples: tuple[Example, ...]


class _StepChange(Noun):
    """How many stories one step would tell otherwise, and by which versions they are told."""

    step: str
    versions: dict[str, int]
    """Stories by the version of the step that enriched them; `none` where it did not exist."""
    today: str
    stories: int


class Review(Noun):
    """What would change, over all stories looked at."""

    stories: int
    changed: int
    steps: tuple[_StepChange, ...]
    fields: tuple[_FieldChange, ...]


@dataclass(slots=True)
class Reviewing:
    """Counts what would change, story by story."""

    stories: int = 0
    changed: int = 0
    _versions: dict[str, dict[str, int]] = field(default_factory=dict)
    _of_step: dict[str, int] = field(default_factory=dict)
    _of_field: dict[str, int] = field(default_factory=dict)
    _examples: dict[str, list[Example]] = field(default_factory=dict)

    def look_at(self, article: Article, stored: Enrichment, at: datetime) -> None:
        """Enrich a story again, as of the moment it was enriched first."""
        today = enrich(article, Similar.nothing(), at)
        different = [*differing(stored, today)]
        self.stories += 1
        self.changed += bool(different)
        for step in STEPS:
            versions = self._versions.setdefault(step, {})
            version = stored.steps.get(step, "none")
            versions[version] = versions.get(version, 0) + 1
        for step in {_STEP_OF.get(name, name) for name, _, _ in different}:
            self._of_step[step] = self._of_step.get(step, 0) + 1
        for name, before, after in different:
            self._of_field[name] = self._of_field.get(name, 0) + 1
            examples = self._examples.setdefault(name, [])
            if len(examples) < EXAMPLES:
                shown = _first_difference(before, after)
                examples.append(
                    Example(
                        article_id=article.article_id,
                        revision=article.revision,
                        before=shown[0],
                        after=shown[1],
                    )
                )

    def review(self) -> Review:
        """Say what was found: steps of which a version or a finding differs, and fields."""
        steps = [
            _StepChange(
                step=step,
                versions=self._versions.get(step, {}),
                today=STEPS.get(step, "none"),
                stories=self._of_step.get(step, 0),
            )
            for step in dict.fromkeys((*STEPS, *self._of_step))
        ]
        return Review(
            stories=self.stories,
            changed=self.changed,
            steps=tuple(
                step for step in steps if step.stories or {*step.versions} - {step.today}
            ),
            fields=tuple(
                _FieldChange(
                    field=name,
                    step=_STEP_OF.get(name, name),
                    stories=count,
                    examples=tuple(self._examples[name]),
                )
                for name, count in sorted(self._of_field.items(), key=lambda pair: -pair[1])
            ),
        )


def differing(stored: Enrichment, today: Enrichment) -> Iterable[tuple[str, str, str]]:
    """Give each field that differs, with what it holds before and after."""
    left_out = _NOT_COMPARED | (_OF_MODELS if stored.tier == "models" else frozenset())
    before, after = stored.model_dump(mode="json"), today.model_dump(mode="json")
    for name in Enrichment.model_fields:
        if name not in left_out and before[name] != after[name]:
            yield name, _written(before[name]), _written(after[name])


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _first_difference(before: str, after: str) -> tuple[str, str]:
    """Cut both to where they begin to differ."""
    same = next(
        (
            at
            for at, (one, other) in enumerate(zip(before, after, strict=False))
            if one != other
        ),
        min(len(before), len(after)),
    )
    start = max(0, same - _LONGEST_SHOWN // 4)
    lead = "…" if start else ""
    return tuple(  # type: ignore[return-value]  # two in, two out
        lead + text[start : start + _LONGEST_SHOWN] + "…" * (len(text) > start + _LONGEST_SHOWN)
        for text in (before, after)
    )
