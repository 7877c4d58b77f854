from __future__ import annotations

import pytest

from services.moderation.cast.reading import company
from services.moderation.cast.telling import told
from tests.unit.moderation.stories import a_story, before_rules

CRIME = {
    "en": "Murder",
    "de": "Mord",
    "fr": "Meurtre",
    "es": "Asesinato",
    "it": "Omicidio",
    "pt": "Homicídio",
    "nl": "Moord",
}
"""Only what stands near a word of crime is read."""


def told_of(name: str, body: str, language: str = "en") -> set[str]:
    story = before_rules(a_story(headline=CRIME[language], body=body, language=language))
    cast = company(story)
    known = told(story, cast)
    return next(
        known[index] for index, part in enumerate(cast.parts) if part.person.name == name
    )


@pytest.mark.parametrize(
    ("language", "body", "sign"),
    [
        ("en", "The victim, Ann Roe, spoke in court.", "before victim"),
        ("en", "He was jailed for the rape of Ann Roe.", "offence of"),
        ("en", "A man attacked student Ann Roe on a train.", "object hurts"),
        ("en", "Ann Roe, who was raped in May, has left.", "who was hurt"),
        ("de", "Das Opfer, die Studentin Ann Roe, sagte aus.", "before victim"),
        ("de", "Er soll die Studentin Ann Roe vergewaltigt haben.", "does hurt last"),
        ("de", "Im Juli überfiel er die Friseurin Ann Roe.", "object hurts"),
        ("fr", "La plaignante, Ann Roe, 22 ans, a parlé.", "before victim"),
        ("fr", "Il est jugé pour le viol de Ann Roe.", "offence of"),
        ("es", "La víctima, Ana Roa, declaró ayer.", "before victim"),
        ("it", "La vittima, Ann Roe, ha parlato.", "before victim"),
        ("pt", "A vítima, Ana Roa, depôs ontem.", "before victim"),
        ("nl", "Het slachtoffer, Ann Roe, sprak.", "before victim"),
    ],
)
def test_whom_it_was_done_to_is_told_in_every_language(
    language: str, body: str, sign: str
) -> None:
    name = "Ana Roa" if "Ana Roa" in body else "Ann Roe"
    assert sign in told_of(name, body, language)


@pytest.mark.parametrize(
    ("language", "body", "sign"),
    [
        ("en", "Judge Ann Roe sent him down.", "before office"),
        ("en", "Her barrister, Ann Roe, said no more.", "before office"),
        ("en", "His wife, the pianist Ann Roe, wept.", "before kin"),
        ("en", "Ann Roe, 52, was convicted of rape.", "does charged"),
        ("en", "She said she had been raped by Ann Roe.", "hurt by"),
        ("en", "The trial of Bob Poe, 20, and Ann Roe goes on.", "case of"),
        ("de", "Richterin Ann Roe sprach von Vertrauen.", "before office"),
        ("fr", "Son avocate, Ann Roe, a parlé.", "before office"),
        ("es", "El acusado, Ann Roe, niega todo.", "before accused"),
        ("it", "L'imputato, Ann Roe, nega.", "before accused"),
        ("pt", "O arguido, Ann Roe, nega tudo.", "before accused"),
        ("nl", "De verdachte, Ann Roe, ontkent.", "before accused"),
    ],
)
def test_another_part_is_told_in_every_language(language: str, body: str, sign: str) -> None:
    assert sign in told_of("Ann Roe", body, language)


def test_the_next_sentence_goes_on_about_somebody() -> None:
    signs = told_of("Ann Roe", "He groped trainee Ann Roe. She reported it to the police.")

    assert {"later she", "then complains"} <= signs


def test_the_sentence_before_a_name_tells_of_it() -> None:
    signs = told_of("Ann Roe", "A nurse was raped in a car park. Ann Roe, 29, left town.")

    assert {"lead woman", "lead was hurt"} <= signs


def test_a_last_name_and_a_first_name_are_the_same_person() -> None:
    body = "Ann Roe, 24, sat in court. Roe wept. In May Ann had moved away."
    cast = company(before_rules(a_story(headline="From a rape trial", body=body)))

    assert [part.person.name for part in cast.parts] == ["Ann Roe"]
    assert [mention.sentence for mention in cast.mentions] == [1, 2, 3]
