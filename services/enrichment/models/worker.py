"""A process that keeps the models warm: a story a line comes in, what they say goes out.

    python -m services.enrichment.models.worker SPACY_MODEL

Run by `pool` alone. It ends when its input ends, or its parent does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from services.enrichment.models.meaning import TopicFinder
from services.enrichment.models.names import NameFinder
from services.enrichment.models.said import Asked, Said
from shared.articles import Topic
from shared.children import die_with_parent, only_answers_on_stdout

_Loaded = TypeVar("_Loaded")
READY = b"ready\n"
_LONGEST_PROBLEM = 160


class _Models:
    """Those models that could be loaded, and why the others could not."""

    def __init__(self, spacy_model: str) -> None:
        self._problems: list[str] = []
        self._names = self._load("names", lambda: NameFinder.load(spacy_model))
        self._topics = self._load("topics", TopicFinder.load)

    def _load(self, part: str, load: Callable[[], _Loaded]) -> _Loaded | None:
        try:
            return load()
        except Exception as error:  # noqa: BLE001 - whatever it is, the others still work
            self._problems.append(_problem(part, error))
            return None

    def read(self, asked: Asked) -> Said:
        """Let each model read the story that can."""
        problems = [*self._problems]
        used: dict[str, str] = {}
        names = None
        topic: Topic | None = None
        if self._names is not None and self._names.reads(asked.language):
            try:
                names = self._names.find(asked.body)
                used["names"] = self._names.version
            except Exception as error:  # noqa: BLE001 - told with what the other says
                problems.append(_problem("names", error))
        if self._topics is not None and self._topics.reads(asked.language):
            try:
                topic = self._topics.find(asked.headline, asked.body)
                used["topics"] = self._topics.version
            except Exception as error:  # noqa: BLE001 - told with what the other says
                problems.append(_problem("topics", error))
        return Said(names=names, topic=topic, used=used, problems=tuple(problems))


def _problem(part: str, error: Exception) -> str:
    said = " ".join(f"{error}".split())[:_LONGEST_PROBLEM]
    return f"{part}: {type(error).__name__}: {said}"


def _main() -> None:
    """Answer lines until there are no more."""
    die_with_parent()
    answers = only_answers_on_stdout()
    models = _Models(sys.argv[1])
    answers.write(READY)
    answers.flush()
    for line in sys.stdin.buffer:
        said = models.read(Asked.model_validate_json(line))
        answers.write(said.model_dump_json().encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    _main()
