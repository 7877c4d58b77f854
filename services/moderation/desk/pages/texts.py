"""The desk's texts in every language there is a file for: `locale/<language>.po`.

English stands in the code; a further language is one more file (docs/desk.md says how).
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from io import BytesIO

from babel.core import Locale, negotiate_locale
from babel.messages.pofile import read_po

_ENGLISH = "en"
_MOST_WISHES = 10


class Texts:
    """Every language's texts, by the English ones."""

    def __init__(self) -> None:
        self._by_language: dict[str, dict[str, str]] = {_ENGLISH: {}}
        folder = resources.files("services.moderation.desk.pages") / "locale"
        for file in folder.iterdir():
            language, dot, kind = file.name.rpartition(".")
            if dot and kind == "po":
                self._by_language[language] = _read(file.read_bytes(), language)

    @property
    def languages(self) -> dict[str, str]:
        """Name every language in itself."""
        return {
            code: Locale.parse(code).get_display_name(code) or code
            for code in sorted(self._by_language)
        }

    def of(self, language: str) -> Mapping[str, str]:
        """Give a language's texts by the English ones; what is missing is English."""
        return self._by_language.get(language, {})

    def chosen(self, wish: str | None, accepted: str) -> str:
        """Choose a language: the one that was wished for, else the browser's, else English."""
        if wish in self._by_language:
            return wish
        wishes = [each.partition(";")[0].strip() for each in accepted.split(",")[:_MOST_WISHES]]
        there = [*self._by_language]
        found = negotiate_locale([w for w in wishes if w], there, sep="-")
        return found if found in self._by_language else _ENGLISH


def _read(po: bytes, language: str) -> dict[str, str]:
    catalog = read_po(BytesIO(po), locale=language)
    return {
        str(message.id): str(message.string)
        for message in catalog
        if message.id and message.string and not message.fuzzy
    }
