"""Pure: patterns over folded text by language, of which a story's count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.moderation.story import Story


@dataclass(frozen=True, eq=False)
class Table:
    """How languages say one thing; each pattern begins where a word begins."""

    said: Mapping[str, str]


def look(table: Table, story: Story) -> re.Pattern[str]:
    """Give what finds a table's phrases in a story's languages."""
    return _joined(table, story.languages)


@lru_cache(maxsize=256)
def _joined(table: Table, languages: frozenset[str]) -> re.Pattern[str]:
    spoken = [
        said for language, said in table.said.items() if not languages or language in languages
    ]
    return re.compile("|".join(rf"\b(?:{said})" for said in spoken) or r"(?!)")
