"""Editions: languages that have a front of their own, and the stories of each; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale

_SPOKEN = ("en", "de", "fr", "es", "ar")
"""Languages that our pages speak; each has its words under locale/."""


@dataclass(frozen=True, slots=True)
class Editions:
    """The main edition has every story that no other edition takes."""

    main: str
    others: tuple[str, ...]

    def of(self, language: str) -> str:
        """Give the edition of a story in a language."""
        base = base_language(language)
        return base if base in self.others else self.main

    def base(self, edition: str) -> str:
        """Give what the paths of an edition begin with."""
        return "" if edition == self.main else f"/{edition}"

    @property
    def all(self) -> tuple[str, ...]:
        """Give every edition, the main one first."""
        return (self.main, *self.others)


def editions(main: str, wanted: str) -> Editions:
    """Read the setting: `auto`, `none`, or languages divided by commas."""
    first = base_language(main)
    said: Sequence[str]
    if wanted.strip() == "auto":
        said = _SPOKEN
    elif wanted.strip() in ("", "none"):
        said = ()
    else:
        said = [base_language(each) for each in wanted.split(",")]
    others = dict.fromkeys(each for each in said if each and each != first)
    return Editions(first, tuple(others))


def base_language(language: str) -> str:
    """Give the language of a tag, without script and region."""
    return language.strip().replace("_", "-").partition("-")[0].lower()


def own_name(language: str) -> str:
    """Give a language's name in itself."""
    try:
        name = Locale.parse(language).get_display_name(language) or language
    except ValueError:
        return language
    return name[:1].upper() + name[1:]
