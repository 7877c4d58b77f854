"""Names by a spaCy model: whichever the operator has installed or put into a directory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.enrichment.models.said import Named

_KINDS = {"PERSON": "person", "PER": "person", "ORG": "organisation"}
_LONGEST_READ = 20_000
_EVERY_LANGUAGE = "xx"


@dataclass(frozen=True, slots=True)
class NameFinder:
    """A loaded model, and which language it is for."""

    version: str
    language: str
    _read: Callable[[str], Any]

    @classmethod
    def load(cls, model: str) -> NameFinder:
        """Load a model by its package's name or its directory; what is missing raises."""
        import spacy  # noqa: PLC0415 - here only where the operator wants it

        unused = ("parser", "lemmatizer", "attribute_ruler")
        pipeline = spacy.load(model, exclude=[*unused])
        meta = pipeline.meta
        version = f"{meta['lang']}_{meta['name']} {meta['version']}"
        return cls(version, meta["lang"], pipeline)

    def reads(self, language: str) -> bool:
        """Tell whether the model is for this language."""
        return self.language in (language, _EVERY_LANGUAGE)

    def find(self, text: str) -> tuple[Named, ...]:
        """Name people and organisations, the most mentioned first."""
        found = Counter(
            (_name(entity.text), _KINDS[entity.label_])
            for entity in self._read(text[:_LONGEST_READ]).ents
            if entity.label_ in _KINDS
        )
        return tuple(
            Named.model_validate({"name": name, "kind": kind, "mentions": mentions})
            for (name, kind), mentions in found.most_common()
            if name
        )


def _name(text: str) -> str:
    """Give a name without what models leave on it: an article, an “'s”, a mark."""
    name = " ".join(text.split()).removeprefix("the ").removeprefix("The ")
    return name.removesuffix("'s").removesuffix("’s").strip(" .,\"“”'")
