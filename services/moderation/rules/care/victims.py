"""Victims of sexual offences, named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from services.moderation.cast.harmed import harmed
from services.moderation.findings import doubt, note
from services.moderation.known import fiction
from services.moderation.known.people import particulars, survivors
from services.moderation.people import Person
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding


def victims(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a story that names whom a sexual offence was done to; note one who wished it.

    Most laws and every code of the press keep such a victim's name for life.
    """
    del policy
    if not story.has("crime.sexual") or _is_of_no_offence(story):
        return
    found = _named(story)
    known = None if found else _known(story)
    if not found and known is None:
        return
    spans = story.spans([known] if known else [(person.start, person.end) for person in found])
    if _has_agreed(story):
        why = "Names a victim of a sexual offence, who has agreed to it as the copy says."
        yield note("victims", 0.3, why, spans)
    elif known:
        why = (
            "A victim of a sexual offence can be known by family, office or part; remove what "
            "leads to the person, or have it in writing that they agree."
        )
        yield doubt("victims", 0.75, why, spans)
    else:
        why = (
            "Names a victim of a sexual offence; remove the name and what leads to it, or have "
            "it in writing that the person agrees."
        )
        yield doubt("victims", 0.9, why, spans)


_OFFENDERS = re.compile(
    r"(?:rapists|(?:sex|sexual) offenders|p(?:a?e)dophiles|vergewaltiger|sexualstraftater\w*"
    r"|violeurs|pedophiles|violadores|pederastas|stupratori|pedofili|estupradores|pedofilos"
    r"|verkrachters|pedofielen|valdtaktsman|pedofiler)"
)


_OF_A_RULE = re.compile(
    r"(?: [ou]u? (?:infraccion|incumplimiento|infracao|descumprimento))?"
    r"(?: (?:de|del|da|das|do|dos|a|al|o|os|as|la|las|los|el)(?: (?:la|las|los|el|sua?s?))?)?"
    r" (?:\w+ )?(?:norma|ley|lei|derecho|direito|tregua|alto el fuego|cessar|acuerdo|acordo"
    r"|tratado|constitu|espaci|espaco|territori|soberan|fronteir?a|privaci|intimidad"
    r"|correspond|secreto|segredo|sigilo|datos|dados|contrato|regla|regra|regulament|codigo"
    r"|protocolo|resoluc|sancion|sanco|embargo|toque|orden|ordem|patente|principio|libertad"
    r"|liberdade|convenio|convenc|estatuto|limite|[cq]uarenten|confian[zc]a|poder|autorid"
    r"|posici|posic|situac|superior|mercado|func|alcohol|alcool|drog|su[bs]+tanc|medicament)"
)
"""What is broken or misused by an offence's word: "violación de normas", "abuso de poder"."""


def _is_of_no_offence(story: Story) -> bool:
    """Tell copy whose words for one are others': broken rules, "smugglers, rapists and …"."""
    return all(
        _OFFENDERS.fullmatch(story.folded, hit.start, hit.end)
        or (hit.end - hit.start > _FEW_SIGNS and _OF_A_RULE.match(story.folded, hit.end))
        for hit in story.hits("crime.sexual")
    )


_FEW_SIGNS = 4


_NOT = re.compile(
    r"\b(?:not|never|nicht|nie|pas|no|non|nao|niet|nooit|inte|aldrig|refus\w+|without|ohne|sans"
    r"|sin|senza|sem|zonder|utan) (?:[\w'’]+ ){0,2}$"
)
_BEFORE = 40


def _has_agreed(story: Story) -> bool:
    """Tell whether the copy says so, and not that she does not wish to be named."""
    return any(
        not _NOT.search(story.folded, max(hit.start - _BEFORE, 0), hit.start)
        for hit in story.hits("crime.waived")
    )


_MOST_LOOKS = 60


def _named(story: Story) -> list[Person]:
    if story.has("crime.character"):
        return []
    told = {story.sentence(hit.start) for hit in story.hits("crime.sexual")[:_MOST_LOOKS]}
    if all(_is_nobodys(story, start, end) for start, end in told):
        return []
    return [
        person
        for person in harmed(story)
        if not fiction.is_renamed(story, person.start, person.end)
    ]


def _known(story: Story) -> tuple[int, int] | None:
    sentences = _about(story)
    return survivors.related(story, sentences) or particulars.particulars(story, sentences)


def _about(story: Story) -> list[tuple[int, int]]:
    """Give the real sentences to some after the last about the offence."""
    hits = story.hits("crime.sexual")
    _, last = story.around(hits[-1].start, _AFTER)
    return [
        (start, end)
        for start, end in survivors.all_sentences(story)
        if end <= last
        and (not _is_nobodys(story, start, end) or story.within("crime.victim", start, end))
    ]


_AFTER = 3


@lru_cache(maxsize=128)
def _is_nobodys(story: Story, start: int, end: int) -> bool:
    return (
        fiction.is_character(story, start, end)
        or fiction.is_long_ago(story, start)
        or fiction.is_unconnected(story, start, end)
    )
