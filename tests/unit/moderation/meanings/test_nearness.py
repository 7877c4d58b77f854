import random
import re

import pytest

from services.moderation.folding import fold
from services.moderation.meanings import nearness as measured
from services.moderation.meanings.nearness import nearness
from services.moderation.meanings.vocabulary import (
    DIMENSIONS,
    LANGUAGES,
    UNIT,
    ZERO,
    glosses,
    rows_of,
    vector,
)

_WORD = re.compile(r"[^\W\d_]{3,}")
_BREWERS = {
    "en": "Two family breweries are to merge. The beer will be brewed in one plant, the owners "
    "told their staff, and no jobs will go. Pubs and shops sell their ale.",
    "de": "Zwei Brauereien schließen sich zusammen. Das Bier wird in einem Werk gebraut, "
    "sagten die Inhaber der Belegschaft. Gasthäuser und Läden verkaufen es.",
    "fr": "Deux brasseries familiales vont fusionner. La bière sera brassée dans une usine, "
    "ont dit les patrons aux salariés. Les bars et magasins vendent leurs bouteilles.",
    "es": "Dos cerveceras familiares se fusionan. La cerveza se elaborará en una sola fábrica, "
    "dijeron los dueños a la plantilla. Bares y tiendas venden sus botellas.",
    "it": "Due birrifici di famiglia si fondono. La birra sarà prodotta in uno stabilimento, "
    "hanno detto i proprietari ai dipendenti. Bar e negozi vendono le loro bottiglie.",
    "pt": "Duas cervejarias vão fundir-se. A cerveja será produzida numa só fábrica, "
    "disseram os donos aos trabalhadores. Bares e lojas vendem as suas garrafas.",
    "nl": "Twee brouwerijen gaan samen. Het bier wordt voortaan in één fabriek gebrouwen, "
    "zeiden de eigenaren tegen het personeel. Cafés en winkels verkopen de flessen.",
    "sv": "Två bryggerier går samman. Ölet ska bryggas i en fabrik, sade ägarna till de "
    "anställda. Krogar och butiker säljer flaskorna. Ingen sägs upp av företaget.",
}
_OF_BREWERS = {
    "en": "Beer makers join forces",
    "de": "Bierhersteller fusionieren",
    "fr": "Mariage entre deux fabricants de bière",
    "es": "Unión de fabricantes de cerveza",
    "it": "Nozze tra produttori di birra",
    "pt": "Fabricantes de cerveja unem-se",
    "nl": "Bierbrouwers fuseren",
    "sv": "Öltillverkare slås ihop till ett bolag",
}
_OF_A_GOALKEEPER = {
    "en": "Goalkeeper out with torn ligament",
    "de": "Torwart fällt mit Kreuzbandriss aus",
    "fr": "Le gardien blessé au genou",
    "es": "El portero, lesionado en la rodilla",
    "it": "Il portiere infortunato al ginocchio",
    "pt": "Guarda-redes lesionado no joelho",
    "nl": "Doelman geblesseerd aan knie",
    "sv": "Målvakten skadad i knäet",
}


def _near(headline: str, text: str, language: str) -> float | None:
    said, told = (_WORD.findall(fold(each).text) for each in (headline, text))
    return nearness(said, told, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_shares_a_subject_but_no_word_is_nearer_than_another_subject(
    language: str,
) -> None:
    text = _BREWERS[language]
    own = _near(_OF_BREWERS[language], text, language)
    other = _near(_OF_A_GOALKEEPER[language], text, language)
    assert own is not None
    assert other is not None
    assert own > 0.5
    assert other < 0.3


@pytest.mark.parametrize(
    ("language", "form", "base"),
    [
        ("de", "kindern", "kind"),
        ("de", "gestreikt", "streik"),
        ("fr", "hopitaux", "hopital"),
        ("fr", "voitures", "voiture"),
        ("es", "alcaldes", "alcalde"),
        ("it", "lupi", "lupo"),
        ("it", "scuole", "scuola"),
        ("pt", "eleicoes", "eleicao"),
        ("pt", "hospitais", "hospital"),
        ("nl", "scholen", "school"),
        ("sv", "sjukhusets", "sjukhus"),
        ("sv", "lararna", "larare"),
    ],
)
def test_a_word_is_known_in_other_forms(language: str, form: str, base: str) -> None:
    assert rows_of(base, language)
    assert rows_of(form, language) == rows_of(base, language)


@pytest.mark.parametrize(
    ("language", "compound", "parts"),
    [
        ("de", "aprikosenernte", ("aprikose", "ernte")),
        ("nl", "kerktuin", ("kerk", "tuin")),
        ("sv", "batmotor", ("bat", "motor")),
    ],
)
def test_a_compound_is_known_by_its_parts(
    language: str, compound: str, parts: tuple[str, str]
) -> None:
    assert rows_of(compound, language) == tuple(
        row for each in parts for row in rows_of(each, language)
    )


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("de", "nicht"),
        ("fr", "ete"),
        ("es", "para"),
        ("it", "prima"),
        ("nl", "meer"),
        ("sv", "har"),
    ],
)
def test_small_words_are_nobodys_twins(language: str, word: str) -> None:
    assert rows_of(word, language) == ()


def test_too_little_tells_nothing() -> None:
    assert _near("Zorblax quuxes", _BREWERS["en"], "en") is None
    assert _near(_OF_BREWERS["en"], "Two breweries merge.", "en") is None
    assert _near(_OF_BREWERS["en"], _BREWERS["en"], "ru") is None
    assert nearness([], [], "en") is None


def test_nearest_words_are_those_that_plain_arithmetic_finds() -> None:
    rng = random.Random(7)
    heads = [measured._word(rng.randrange(30_000)) for _ in range(6)]
    words = [measured._word(rng.randrange(30_000)) for _ in range(90)]
    plain = [
        max(
            sum(
                (one - ZERO) * (other - ZERO)
                for one, other in zip(head.line, word.line, strict=True)
            )
            for word in words
        )
        for head in heads
    ]
    assert measured._nearest(heads, words) == pytest.approx([each / UNIT**2 for each in plain])


def test_every_line_of_words_is_whole() -> None:
    seen = set()
    for english, others in glosses():
        assert re.fullmatch("[a-z]+", english)
        assert english not in seen
        seen.add(english)
        assert len(others) == len(LANGUAGES) - 1, english
        for cell in others:
            assert all(
                word.isalpha() and word == word.lower() for word in cell.split("/") if cell
            )
    assert len(seen) > 6_000


def test_vectors_have_the_length_of_one() -> None:
    for row in range(0, 30_000, 997):
        length = sum((number - ZERO) ** 2 for number in vector(row)) / UNIT**2
        assert len(vector(row)) == DIMENSIONS
        assert length == pytest.approx(1, abs=0.05)


def test_a_hostile_text_is_measured_in_bounded_time() -> None:
    told = ["brewery", "harbour", *["zebra" * 4_000] * 2_000]
    assert nearness(["beer", "makers"], told, "de") is None
    assert nearness(["beer", "makers", "x" * 100_000], told, "en") is None
