"""Headlines over texts in which it happened to somebody else, and those that only say it so."""

from __future__ import annotations

import pytest

from services.moderation.headlines.doers.befallen import another_person
from services.moderation.headlines.doers.persons import exclude
from tests.unit.moderation.stories import a_story, before_rules

_REST = " 1, 2, 3." + " La la la." * 10
"""A text goes on, and the shortest are not judged."""
_ANOTHERS = (
    (
        "en",
        "Bus driver hurt in crash on ring road",
        (
            "Two passengers were injured when a bus left the ring road at Tollgate on "
            "Friday. The driver was not harmed, the operator said."
        ),
    ),
    (
        "en",
        "Nurse jailed for stealing from patients",
        (
            "A surgeon who took cash from patients' lockers was jailed for two years on "
            "Monday at Hexley Crown Court."
        ),
    ),
    (
        "en",
        "Climber rescued from north face",
        (
            "A skier was pulled to safety from the north face of Ben Arra on Sunday after "
            "six hours in the cold."
        ),
    ),
    (
        "en",
        "Mayor resigns over land deal",
        (
            "The governor of Tarrant province resigned on Tuesday over a land deal that "
            "made his brother rich."
        ),
    ),
    (
        "en",
        "City sign goalkeeper from Malmo",
        (
            "Striker Ebbe Lund has signed a three-year contract with City, who paid Malmo "
            "£4m for him."
        ),
    ),
    (
        "de",
        "Radfahrer stirbt bei Unfall in Kellbach",
        (
            "Ein Fußgänger ist am Montag in Kellbach von einem Lastwagen erfasst worden und "
            "noch am Unfallort gestorben."
        ),
    ),
    (
        "de",
        "Arzt wegen Betrugs verurteilt",
        (
            "Eine Krankenschwester ist vom Amtsgericht Lenau wegen Betrugs zu einer "
            "Geldstrafe verurteilt worden. Der Arzt hatte sie angezeigt."
        ),
    ),
    (
        "de",
        "Innenminister tritt zurück",
        (
            "Der Verkehrsminister Jost Ahlers ist am Sonntag nach Kritik an der "
            "Brückensperrung zurückgetreten."
        ),
    ),
    (
        "de",
        "Verein verpflichtet Torwart",
        (
            "Der SV Altmoor hat Stürmer Kofi Brandt verpflichtet. Der 23-Jährige erhält "
            "einen Vertrag bis 2028."
        ),
    ),
    (
        "de",
        "Beifahrerin schwer verletzt",
        (
            "Bei einem Unfall auf der B 27 ist am Samstag der Fahrer eines Kleinwagens "
            "schwer verletzt worden. Die Beifahrerin blieb unverletzt."
        ),
    ),
    (
        "fr",
        "Un motard tué sur la nationale",
        (
            "Un cycliste a été tué lundi matin par une voiture sur la nationale 12, près de "
            "Rennebourg."
        ),
    ),
    (
        "fr",
        "Le ministre de la Défense démissionne",
        (
            "La ministre de la Culture, Anne Vidocq, a démissionné dimanche soir après la "
            "révélation de ses notes de frais."
        ),
    ),
    (
        "fr",
        "Une infirmière condamnée pour vol",
        (
            "Un médecin a été condamné mardi à six mois de prison avec sursis pour avoir "
            "volé une collègue."
        ),
    ),
    (
        "fr",
        "Le club recrute un gardien",
        (
            "Le FC Marbeuil a recruté l'attaquant brésilien Davi Lopes pour trois saisons. "
            "L'entraîneur s'en est réjoui."
        ),
    ),
    (
        "fr",
        "Un homme meurt noyé à Port-Dun",
        (
            "Une femme de 45 ans est morte noyée samedi à Port-Dun. Les secours sont "
            "arrivés trop tard."
        ),
    ),
    (
        "es",
        "Muere un motorista en la A-3",
        (
            "Un peatón murió este lunes al ser atropellado por un camión en la A-3, a la "
            "altura de Valcerca."
        ),
    ),
    (
        "es",
        "Detenida una enfermera por robar medicinas",
        (
            "La policía ha detenido a un médico por robar medicinas en el hospital de "
            "Armuña. Una enfermera dio la alarma."
        ),
    ),
    (
        "es",
        "Dimite el ministro de Sanidad",
        (
            "La ministra de Justicia, Elena Rubal, ha dimitido este domingo por el caso de "
            "los indultos."
        ),
    ),
    (
        "es",
        "El Altamar ficha a un delantero",
        (
            "El Altamar anunció este jueves el fichaje del portero Luis Perea, que firma "
            "por tres temporadas."
        ),
    ),
    (
        "es",
        "Un hombre muere apuñalado en Lorqui",
        "Una mujer de 38 años murió apuñalada en la madrugada del sábado en Lorqui.",
    ),
    (
        "it",
        "Morto un ciclista sulla provinciale",
        (
            "Un pedone è morto lunedì sulla provinciale 14, investito da un furgone. Illeso "
            "il conducente."
        ),
    ),
    (
        "it",
        "Arrestato un medico per corruzione",
        (
            "I carabinieri hanno arrestato un'infermiera dell'ospedale di Collebruno per "
            "corruzione."
        ),
    ),
    (
        "it",
        "Si dimette il ministro dell'Istruzione",
        (
            "La ministra della Difesa, Carla Bonetti, si è dimessa domenica sera dopo le "
            "polemiche sugli appalti."
        ),
    ),
    (
        "it",
        "Il Montalbo ingaggia un portiere",
        "Il Montalbo ha ingaggiato l'attaccante croato Ivo Matic, che ha firmato fino al 2027.",
    ),
    (
        "it",
        "Uomo travolto dal treno",
        (
            "Una donna di 52 anni è stata travolta da un treno lunedì alla stazione di "
            "Serra. È grave."
        ),
    ),
    (
        "pt",
        "Motociclista morre na EN 5",
        (
            "Um peão morreu na segunda-feira ao ser atropelado por um camião na EN 5, perto "
            "de Vale Fundo."
        ),
    ),
    (
        "pt",
        "Enfermeira detida por furto",
        "Um médico foi detido na terça-feira por furtar medicamentos no hospital de Rio Seco.",
    ),
    (
        "pt",
        "Ministro da Educação demite-se",
        (
            "A ministra da Saúde, Rita Nobre, demitiu-se no domingo à noite por causa das "
            "listas de espera."
        ),
    ),
    (
        "pt",
        "Mulher morre afogada na praia",
        "Um homem de 60 anos morreu afogado no sábado na praia de Areal, onde passava férias.",
    ),
    (
        "pt",
        "Aluno agride professora",
        "Um aluno foi agredido por uma professora na quarta-feira numa escola de Vale Fundo.",
    ),
    (
        "nl",
        "Fietser omgekomen in Lierdam",
        (
            "Een voetganger is maandag in Lierdam om het leven gekomen toen hij door een "
            "vrachtwagen werd aangereden."
        ),
    ),
    (
        "nl",
        "Arts veroordeeld voor diefstal",
        (
            "Een verpleegkundige is dinsdag veroordeeld tot een werkstraf omdat ze "
            "medicijnen had gestolen."
        ),
    ),
    (
        "nl",
        "Minister van Defensie stapt op",
        (
            "De minister van Onderwijs, Karel Booms, is zondagavond opgestapt na de ophef "
            "over de examens."
        ),
    ),
    (
        "nl",
        "Vrouw gered uit kanaal",
        (
            "Een man van 70 is zondag door omstanders uit het kanaal gehaald. Hij is met "
            "onderkoeling opgenomen."
        ),
    ),
    (
        "nl",
        "Leerling slaat leraar",
        (
            "Een leerling is dinsdag op een school in Oudewal door een leraar geslagen. De "
            "politie onderzoekt de zaak."
        ),
    ),
    (
        "sv",
        "Cyklist död i Marby",
        "En fotgängare dödades i måndags när hon blev påkörd av en lastbil i Marby.",
    ),
    (
        "sv",
        "Läkare döms för stöld",
        (
            "En sjuksköterska döms till villkorlig dom för att ha stulit läkemedel på "
            "sjukhuset i Lövnäs."
        ),
    ),
    (
        "sv",
        "Försvarsministern avgår",
        (
            "Kulturminister Eva Strand avgår efter kritiken mot museipolitiken, meddelade "
            "hon i söndags."
        ),
    ),
    (
        "sv",
        "Man räddad ur sjön",
        "En kvinna i 60-årsåldern räddades ur Lövsjön i söndags sedan hon gått genom isen.",
    ),
    (
        "sv",
        "Elev slog lärare",
        "En elev misshandlades av en lärare på en skola i Marby i tisdags. Polisen utreder.",
    ),
)
_THEIRS = (
    (
        "en",
        "Cyclist dies after collision with van",
        (
            "A 34-year-old woman on a bike was killed when a van turned across her path in "
            "Deal Street on Monday."
        ),
    ),
    (
        "en",
        "Teacher arrested over school fire",
        (
            "Police have arrested a 41-year-old man over the fire at Alder High. He has "
            "taught chemistry there since 2015."
        ),
    ),
    (
        "en",
        "Coach driver cleared after crash",
        (
            "The driver of a coach that overturned on the M4 has been found not guilty. A "
            "passenger died in the accident."
        ),
    ),
    (
        "en",
        "Officer charged with assault",
        (
            "A constable has been charged with assaulting a prisoner in a cell at Moor Lane "
            "station."
        ),
    ),
    (
        "en",
        "Trucker held over border deaths",
        (
            "A lorry driver was arrested on Friday after eleven people were found dead in "
            "his trailer."
        ),
    ),
    (
        "de",
        "Autofahrer verletzt Radler",
        (
            "Ein 56-Jähriger hat am Montag mit seinem Wagen einen Radfahrer angefahren. Der "
            "Mann wurde schwer verletzt."
        ),
    ),
    (
        "de",
        "Lehrer wegen Missbrauchs verurteilt",
        (
            "Ein 44 Jahre alter Pädagoge ist vom Landgericht zu drei Jahren Haft verurteilt "
            "worden. Eine Schülerin hatte ihn angezeigt."
        ),
    ),
    (
        "de",
        "Finanzminister geht",
        (
            "Das Ressort Finanzen bekommt einen neuen Chef: Minister Karl Odau ist am "
            "Freitag zurückgetreten."
        ),
    ),
    (
        "de",
        "Taxifahrer rettet Rentnerin",
        (
            "Ein Chauffeur hat am Dienstag eine 80 Jahre alte Frau aus einem brennenden "
            "Haus geholt."
        ),
    ),
    (
        "de",
        "Wanderer stirbt in den Alpen",
        (
            "Ein 61-jähriger Mann aus Ulm ist am Hochjoch abgestürzt. Die Bergwacht barg "
            "seine Leiche. Er war mit einer Bergsteigerin unterwegs gewesen, die verletzt "
            "wurde."
        ),
    ),
    (
        "fr",
        "Un chauffeur blessé dans un accident",
        (
            "Le conducteur d'un poids lourd a été grièvement blessé lundi sur l'A6. Un "
            "passager s'en sort indemne."
        ),
    ),
    (
        "fr",
        "Un policier mis en examen",
        (
            "Un brigadier de 38 ans a été mis en examen vendredi pour violences sur un "
            "automobiliste."
        ),
    ),
    (
        "fr",
        "Mort d'un agriculteur dans un silo",
        (
            "Un éleveur de 52 ans est décédé lundi après une chute dans un silo. Les "
            "pompiers n'ont pu le ranimer."
        ),
    ),
    (
        "fr",
        "Un enseignant jugé pour gifles",
        (
            "Un instituteur a comparu vendredi devant le tribunal. Des parents d'élèves "
            "avaient porté plainte."
        ),
    ),
    (
        "fr",
        "Une retraitée sauvée des flammes",
        (
            "Une femme de 79 ans a été sauvée d'un incendie par un voisin, jeudi à Lure. Un "
            "pompier a été blessé."
        ),
    ),
    (
        "es",
        "Muere un conductor tras chocar con un camión",
        (
            "Un hombre de 40 años falleció este martes al chocar su coche con un camión. El "
            "camionero resultó herido."
        ),
    ),
    (
        "es",
        "Condenado un profesor por abusos",
        (
            "Un maestro de Lorqui ha sido condenado a ocho años de prisión por abusar de "
            "una alumna."
        ),
    ),
    (
        "es",
        "Un bombero salva a una anciana",
        "Una mujer de 84 años fue rescatada por un bombero de un piso en llamas en Cieza.",
    ),
    (
        "es",
        "El portero se pierde el derbi",
        (
            "El guardameta Iván Sola estará de baja tres semanas. El entrenador aún no sabe "
            "si jugará el defensa Ruiz."
        ),
    ),
    (
        "es",
        "Un ganadero denuncia el ataque de lobos",
        "Un pastor perdió doce ovejas en la sierra. El alcalde pide ayudas a la consejera.",
    ),
    (
        "it",
        "Operaio muore in cantiere",
        (
            "Un muratore di 48 anni è morto martedì cadendo da un'impalcatura. Il titolare "
            "della ditta è indagato."
        ),
    ),
    (
        "it",
        "Arrestato un carabiniere",
        (
            "Un maresciallo dell'Arma è stato arrestato venerdì per aver passato notizie a "
            "un imprenditore."
        ),
    ),
    (
        "it",
        "Autista aggredito sul bus",
        "Il conducente di un autobus è stato aggredito da un passeggero domenica a Serra.",
    ),
    (
        "it",
        "Escursionista salvata sul monte Cera",
        (
            "Una donna di 33 anni è stata soccorsa sul monte Cera dai vigili del fuoco. Un "
            "alpinista aveva dato l'allarme."
        ),
    ),
    (
        "it",
        "Lascia l'allenatore del Montalbo",
        "Il tecnico Ugo Ferri ha rassegnato le dimissioni. Il portiere Rossi: «Un dispiacere».",
    ),
    (
        "pt",
        "Taxista assaltado em Rio Seco",
        (
            "Um motorista de táxi foi assaltado por dois homens na madrugada de domingo. Um "
            "passageiro deu o alerta."
        ),
    ),
    (
        "pt",
        "Bombeiro ferido em incêndio",
        (
            "Um operacional dos bombeiros ficou ferido no combate às chamas. Uma mulher foi "
            "assistida."
        ),
    ),
    (
        "pt",
        "Presidente da câmara renuncia",
        (
            "O autarca de Vale Fundo, José Prata, apresentou a demissão na sexta-feira. A "
            "vereadora Ana Sá substitui-o."
        ),
    ),
    (
        "pt",
        "Agricultor morre esmagado por trator",
        "Um homem de 70 anos morreu na quinta-feira quando o trator que conduzia se virou.",
    ),
    (
        "pt",
        "Polícia condenado por agressão",
        "Um agente da PSP foi condenado a dois anos de prisão por agredir um jovem.",
    ),
    (
        "nl",
        "Chauffeur gewond bij ongeluk",
        (
            "De bestuurder van een vrachtwagen is dinsdag gewond geraakt op de A9. Een "
            "passagier bleef ongedeerd."
        ),
    ),
    (
        "nl",
        "Agent geschorst na geweld",
        "Een hoofdagent is geschorst omdat hij een arrestant had geslagen.",
    ),
    (
        "nl",
        "Boer overleden na val",
        (
            "Een 58-jarige veehouder is maandag overleden na een val van een dak. Een "
            "loodgieter vond hem."
        ),
    ),
    (
        "nl",
        "Docent aangehouden",
        "De politie heeft een 50-jarige leraar aangehouden. Een leerling had aangifte gedaan.",
    ),
    (
        "nl",
        "Jongen redt opa",
        "Een man van 77 is door zijn kleinzoon uit een brandend huis gehaald.",
    ),
    (
        "sv",
        "Bilist skadad i krock",
        (
            "En förare skadades allvarligt i en krock på E18 i tisdags. En passagerare "
            "klarade sig."
        ),
    ),
    (
        "sv",
        "Polis åtalas för misshandel",
        "En polisman åtalas för att ha slagit en gripen man i Marby.",
    ),
    (
        "sv",
        "Lärare avstängd",
        "En högstadielärare har stängts av. En elev hade anmält honom till rektorn.",
    ),
    (
        "sv",
        "Bonde dog i olycka",
        "En lantbrukare i 60-årsåldern omkom i en traktorolycka. En elektriker slog larm.",
    ),
    (
        "sv",
        "Kvinna räddade barn",
        "Ett barn räddades ur vattnet av en kvinna i söndags. En brandman tog över.",
    ),
)


@pytest.mark.parametrize(("language", "headline", "body"), _ANOTHERS)
def test_tells_what_happened_to_another(language: str, headline: str, body: str) -> None:
    story = before_rules(a_story(headline=headline, body=body + _REST, language=language))

    assert another_person(story) is not None


@pytest.mark.parametrize(("language", "headline", "body"), _THEIRS)
def test_leaves_alone_who_is_the_same_by_another_word(
    language: str, headline: str, body: str
) -> None:
    story = before_rules(a_story(headline=headline, body=body + _REST, language=language))

    assert another_person(story) is None


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"driver"}, {"cyclist"}, True),
        ({"driver", "biker"}, {"driver"}, False),
        ({"man", "teen", "adult"}, {"woman", "teen", "adult"}, True),
        ({"teacher"}, {"man"}, False),
        ({"finance", "economy"}, {"finance"}, False),
    ],
    ids=["two trades", "the wider word", "sexes", "a teacher who is a man", "two offices"],
)
def test_kinds_exclude_each_other_within_a_set(
    one: set[str], other: set[str], apart: bool
) -> None:
    assert exclude(frozenset(one), frozenset(other)) is apart
