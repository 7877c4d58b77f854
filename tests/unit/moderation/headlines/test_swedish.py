from __future__ import annotations

import pytest

from services.moderation.rules.form.headline_mismatch import headline_mismatch
from tests.unit.moderation.rules.hearing import ask
from tests.unit.moderation.stories import a_story

REST = (
    " Kommunen tar upp frågan på nytt i vår, när en rapport ska ligga klar. Ett liknande ärende"
    " höll bygden sysselsatt i ett halvår utan att någon blev klokare."
)


def told(headline: str, lead: str) -> list[str]:
    """What the rule says of a Swedish headline over a lead."""
    story = a_story(headline=headline, body=lead + REST, language="sv")
    return [finding.explanation for finding in ask(headline_mismatch, story)]


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        (
            "Biblioteket i Torsås läggs ner",
            "Biblioteket i Torsås får vara kvar, beslutade nämnden på måndagen.",
        ),
        (
            "Nämnden säger ja till grustäkten",
            "Nämnden avslog på måndagen ansökan om en grustäkt vid Lillsjön.",
        ),
        (
            "Bussförarna strejkar på tisdag",
            "Strejken bland bussförarna som skulle ha börjat på tisdag blåses av.",
        ),
        (
            "Marknaden i Torsås ställs in",
            "Marknaden i Torsås, som skulle hållas på torget, blir av som planerat på lördag.",
        ),
        (
            "Rektorn i Torsås slutar",
            "Rektorn i Torsås sitter kvar, meddelade hon på måndagen.",
        ),
    ],
)
def test_a_swedish_claim_that_the_lead_excludes_is_told(headline: str, lead: str) -> None:
    assert told(headline, lead)


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        (
            "Biblioteket i Torsås räddat",
            "Biblioteket i Torsås läggs inte ned utan hålls öppet även nästa år.",
        ),
        (
            "Bussförarnas strejk blåses av",
            "Strejken bland bussförarna som skulle ha börjat på tisdag blåses av.",
        ),
        (
            "Rektorn i Torsås slutar",
            "– Jag stannar gärna i Torsås, sa rektorn i höstas, men nu sade hon upp sig.",
        ),
        (
            "Lakritsfabriken i Torsås stänger",
            "Fabriken i Torsås slår igen, trots att ägaren lovat att hålla den öppen.",
        ),
        (
            "Fritt fram för skotrar i Torsås",
            "Förbudet mot skotrar i Torsås, som infördes i fjol, hävs från måndag.",
        ),
    ],
)
def test_a_swedish_claim_that_the_lead_bears_out_is_left(headline: str, lead: str) -> None:
    assert told(headline, lead) == []
