"""Who wrote, reported, edited or photographed a story, from its credits and by-line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from services.enrichment.casing import readers_case
from services.enrichment.lines.agencies import agency_named
from services.enrichment.lines.credits import Part, read_byline, read_caption, read_credit_line
from shared.articles import Author, Credit

_Role = Literal[
    "writing", "reporting", "additional_reporting", "editing", "photography", "compiled"
]
_ROLES: frozenset[str] = frozenset(get_args(_Role))


def read_credits(
    lines: Sequence[str],
    *,
    captions: Sequence[str] = (),
    bylines: Sequence[str] = (),
    authors: Sequence[Author] = (),
) -> tuple[Credit, ...]:
    """Read lines set aside as credits, captions, by-lines, then the authors a wire lists.

    Nobody is credited twice in one role, and a by-line adds nobody whom the credits name as
    writer or reporter.
    """
    found: dict[tuple[str, str], Credit] = {}
    for line in lines:
        read = read_credit_line(line)
        _add(found, read.people if read else ())
    for caption in captions:
        read = read_caption(caption)
        _add(found, read.people if read else ())
    working = {name for role, name in found if role in ("writing", "reporting")}
    for line in bylines:
        read = read_byline(line)
        people = read.people if read else ()
        _add(found, (part for part in people if part.name.casefold() not in working))
    for author in authors:
        role = _role(author.role)
        name = readers_case(" ".join(author.name.split()))
        known = any(who == name.casefold() for _, who in found)
        named = any(letter.isalpha() and not letter.islower() for letter in name)
        if role and named and not known and agency_named(name) is None:
            _add(found, (Part(role, name),))
    return tuple(found.values())


def _add(found: dict[tuple[str, str], Credit], people: Iterable[Part]) -> None:
    for part in people:
        key = (part.role, part.name.casefold())
        if key not in found and part.role in _ROLES:
            found[key] = Credit.model_validate(part._asdict())


_WORDS_OF_ROLES: tuple[tuple[str, _Role], ...] = (
    ("photo", "photography"), ("foto", "photography"), ("picture", "photography"),
    ("camera", "photography"), ("edit", "editing"), ("redakt", "editing"), ("rédac", "editing"),
    ("desk", "editing"), ("compil", "compiled"), ("contribut", "additional_reporting"),
    ("additional", "additional_reporting"), ("report", "reporting"), ("corresp", "reporting"),
    ("journalist", "reporting"), ("writ", "writing"), ("author", "writing"),
    ("autor", "writing"), ("auteur", "writing"), ("by", "writing"),
)  # fmt: skip


def _role(said: str | None) -> _Role | None:
    """Read a wire's word for a role; without one an author is a writer."""
    if not said:
        return "writing"
    lower = said.lower()
    return next((role for word, role in _WORDS_OF_ROLES if word in lower), None)
