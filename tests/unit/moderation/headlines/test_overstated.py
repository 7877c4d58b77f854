"""Headlines that tell a disaster or a cure which their own text takes back."""

from __future__ import annotations

import pytest

from services.moderation.headlines.opposed.overstated import overstates
from tests.unit.moderation.stories import a_story, before_rules

_TAKEN_BACK = (
    (
        "en",
        "Fire destroys Elmdale mill",
        (
            "Rags caught fire in a bin behind the old mill at Elmdale on Sunday. Neighbours"
            " put it"
            " out with a hose before the crew came, and no building was damaged."
        ),
    ),
    (
        "de",
        "Sturm verwüstet Schulhof in Ulmental",
        (
            "Eine Böe hat am Montag auf dem Schulhof in Ulmental zwei Mülltonnen umgeworfen. Es"
            " entstand kein Schaden, sagte die Rektorin. Der Unterricht lief wie sonst."
        ),
    ),
    (
        "fr",
        "Eau du robinet empoisonnée à Ormeval",
        (
            "Une trace de fer a été mesurée mardi dans un puits d'Ormeval, après les travaux"
            " de la"
            " rue du Moulin. L'eau est sans danger, précise la mairie, qui refera une analyse."
        ),
    ),
    (
        "es",
        "Hallada la cura de la migraña",
        (
            "Un estudio con treinta ratones apunta a una proteína que podría ayudar a"
            " entender la"
            " migraña. Los investigadores piden cautela: aún no se ha probado en personas."
        ),
    ),
    (
        "it",
        "Grave incidente, muore un ciclista a Olmeta",
        (
            "Un ciclista di 52 anni è caduto lunedì sul lungolago di Olmeta dopo aver"
            " frenato per"
            " un cane. Ha riportato lievi ferite ed è stato dimesso dopo un'ora."
        ),
    ),
    (
        "pt",
        "Colheita de maçã cai a pique em Olmeiro",
        (
            "Os produtores de Olmeiro falam de uma colheita recorde de maçã, com 40 mil"
            " toneladas"
            " já apanhadas. A chuva de maio e um verão sem granizo ajudaram os pomares."
        ),
    ),
    (
        "nl",
        "Man moet de cel in na ruzie in Olmendam",
        (
            "Een man van 34 uit Olmendam heeft een taakstraf van tachtig uur gekregen voor een"
            " ruzie bij de kassa van de supermarkt. Hij moet ook een ruit vergoeden."
        ),
    ),
    (
        "sv",
        "Snöoväder drar in över Almby",
        (
            "På lördag väntas 31 grader i Almby, och hettan håller i sig till tisdag."
            " Kommunen ber"
            " invånarna att spara på vattnet och att titta till äldre grannar."
        ),
    ),
)
_BORNE_OUT = (
    (
        "en",
        "Fire destroys Elmdale mill",
        (
            "The old mill at Elmdale burned to the ground on Sunday. Crews from four towns"
            " could"
            " not save it. The bakery beside it has no damage, and nobody was hurt."
        ),
    ),
    (
        "de",
        "Zwei Tote bei Unfall auf der B 12",
        (
            "Bei einem Zusammenstoß auf der Bundesstraße 12 sind am Montag zwei Männer ums"
            " Leben"
            " gekommen. Ein Kind wurde leicht verletzt und konnte die Klinik schon verlassen."
        ),
    ),
    (
        "fr",
        "Dix mois de prison pour le faux plombier",
        (
            "Le tribunal d'Ormeval a condamné mardi un homme de 40 ans à dix mois de prison"
            " ferme"
            " pour escroquerie. Son associé a été condamné à une peine avec sursis."
        ),
    ),
    (
        "it",
        "Crolla il raccolto di mele a Olmeta",
        (
            "Il raccolto di mele è sceso di un terzo a Olmeta, dopo il record dell'anno"
            " passato."
            " Colpa della gelata di aprile, spiegano i produttori della cooperativa."
        ),
    ),
    (
        "nl",
        "Water in Olmendam is giftig",
        (
            "In het drinkwater van Olmendam is een giftige stof gevonden. Het water is niet"
            " veilig,"
            " zegt de burgemeester, die inwoners vraagt om flessen te gebruiken."
        ),
    ),
)


@pytest.mark.parametrize(("language", "headline", "body"), _TAKEN_BACK)
def test_what_the_text_takes_back_is_doubted(language: str, headline: str, body: str) -> None:
    story = before_rules(a_story(headline=headline, body=body, language=language))
    assert overstates(story) is not None


@pytest.mark.parametrize(("language", "headline", "body"), _BORNE_OUT)
def test_what_the_text_tells_as_well_is_let_be(language: str, headline: str, body: str) -> None:
    story = before_rules(a_story(headline=headline, body=body, language=language))
    assert overstates(story) is None


def test_what_was_only_asked_for_bears_nothing_out() -> None:
    body = (
        "Een man van 34 uit Olmendam heeft een taakstraf van tachtig uur gekregen voor een"
        " ruzie bij de kassa. De officier van justitie had vier maanden cel geëist, maar dat"
        " vond de rechter te zwaar."
    )
    story = a_story(headline="Celstraf voor ruzie in Olmendam", body=body, language="nl")
    assert overstates(before_rules(story)) is not None


@pytest.mark.parametrize("headline", ["Was the Elmdale mill destroyed?", "Mill not destroyed"])
def test_a_headline_that_asks_or_denies_claims_nothing(headline: str) -> None:
    _, _, body = _TAKEN_BACK[0]
    assert overstates(before_rules(a_story(headline=headline, body=body))) is None
