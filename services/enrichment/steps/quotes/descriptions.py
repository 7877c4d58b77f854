"""What “the minister”, “la scrittrice” and “the automaker” say of whom they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from services.enrichment.data.gazetteer import gazetteer
from services.enrichment.data.vocabulary import name_words

_HIS = "il lo el le der den o os de het the l'".split()
_HER = "la die a une una".split()
_ARTICLES = frozenset((*_HIS, *_HER))
_GENDER = {
    **dict.fromkeys("il lo el le der o".split(), "m"),
    **dict.fromkeys("la a".split(), "f"),
}
_ELIDED = re.compile(r"^l['’]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w’'\-]*\w)?")

_MOST_WORDS = 6

_BODIES = frozenset(
    "company firm bank lender group club team council union party agency airline carrier maker"
    " automaker carmaker drugmaker chipmaker planemaker retailer manufacturer brewer miner"
    " insurer developer operator publisher broadcaster newspaper paper magazine channel"
    " network charity foundation organisation organization nonprofit institute university"
    " school hospital museum ministry department government cabinet commission committee court"
    " police army navy office bureau authority regulator watchdog association federation league"
    " confederation board parliament senate embassy church diocese startup start-up brand"
    " chain supplier giant utility exchange outlet station website platform service campaign"
    " mission delegation consulate"
    " movement coalition alliance cooperative co-op consortium conglomerate jury panel outfit"
    " unternehmen firma konzern bank hersteller behörde ministerium polizei verband verein"
    " partei gewerkschaft gericht regierung stadt zeitung sender universität klinik stiftung"
    " entreprise société groupe banque constructeur compagnie ministère parquet préfecture"
    " mairie syndicat parti gouvernement association fédération ligue journal chaîne police"
    " empresa compañía banco grupo aerolínea fabricante ministerio fiscalía policía gobierno"
    " sindicato partido asociación federación periódico diario cadena universidad"
    " azienda società banca gruppo compagnia ministero procura questura governo sindacato"
    " partito associazione federazione giornale quotidiano casa giuria università"
    " companhia fabricante ministério polícia governo prefeitura associação federação jornal"
    " emissora câmara empresa pasta bedrijf bank ministerie politie regering vakbond partij"
    " vereniging krant omroep gemeente universiteit luchtvaartmaatschappij".split()
)
"""Nouns for what speaks and is no person."""

_THINGS = frozenset(
    "statement report letter email e-mail note post tweet message book study document filing"
    " complaint lawsuit indictment ruling verdict order law bill text banner sign poster"
    " slogan headline caption newsletter article story survey poll press website figure number"
    " data agreement contract release memo motion petition communiqué communique rapport texte"
    " lettre livre comunicado informe carta libro texto nota comunicato rapporto lettera"
    " testo documento relatório livro bericht brief buch text mitteilung schreiben rest"
    " verslag boek tekst world country nation city town village state region public crowd"
    " family couple pair trio duo others latter answer question idea point problem reason"
    " aim goal decision move plan result time day week month year".split()
)

_PERSONS = frozenset(
    "pastor priest chief spaniard briton dane finn swede pole turk frenchman frenchwoman"
    " englishman irishman scot dutchman welshman veteran skipper boss star captain chair"
    " official host mother father widow widower mum dad grandmother grandfather farmer baker"
    " teenager pensioner champion defendant accused rookie winger keeper number mayor-elect"
    " president-elect governor-elect native brit kiwi aussie nun monk father reverend vicar"
    " playwright cook chef bride groom heir tsar head guide pilot fan cleric medic"
    " suspect witness victim survivor resident neighbour neighbor owner tenant landlord"
    " poet laureate midwife executive expert mp mep ceo cto cfo".split()
)
_OF_PERSONS = re.compile(
    r"(?:[^aeiou]er|[tscl]or|ist|ian|man|woman|person|eer|[ai]nt|mate|elect|old|ee|ese|ish"
    r"|ess|cist|her|ier|yer)$"
)

_OFFICES = frozenset(
    "official source aide diplomat"
    " minister president chancellor premier senator governor mayor king queen pope judge"
    " prosecutor ambassador general commissioner coach manager captain bishop archbishop"
    " cardinal congressman congresswoman ministre président présidente maire ministro ministra"
    " presidente presidenta alcalde alcaldesa sindaco governatore prefeito prefeita governador"
    " bürgermeister bürgermeisterin kanzler ministerin premier burgemeester entrenador"
    " técnico allenatore treinador entraîneur sélectionneur trainer procureur procureure"
    " juge juez jueza giudice juiz rechter richter richterin".split()
)
"""Who has another role, or none that we know of, is not meant by these."""

_GENERALS = frozenset(("general", "justice", "secretary", "speaker"))

_SAME = (
    frozenset("priest father rev reverend pastor vicar monsignor fr cleric clergyman".split()),
    frozenset("coach manager trainer entrenador técnico allenatore treinador mister tecnico"
              " entraîneur boss bondscoach".split()),
    frozenset("ceo chief-executive boss".split()),
    frozenset("lawyer attorney solicitor barrister counsel advocate".split()),
    frozenset("doctor dr physician surgeon médico medico médecin arzt ärztin arts".split()),
    frozenset("lawmaker congressman congresswoman senator representative mp deputy legislator"
              " parliamentarian".split()),
    frozenset("premier prime-minister".split()),
    frozenset("scientist researcher professor academic".split()),
    frozenset("spokesman spokeswoman spokesperson".split()),
    frozenset("writer author novelist poet scrittrice scrittore escritor escritora".split()),
    frozenset("presidente governatore governador gobernador governor".split()),
    frozenset("alcalde alcaldesa edil".split()),
    frozenset("footballer striker midfielder defender goalkeeper forward player".split()),
)  # fmt: skip
"""Words of which one may stand for the other."""


@dataclass(frozen=True, slots=True)
class Description:
    """A definite description: its words in small letters, the likeliest head first."""

    heads: tuple[str, ...]
    gender: str
    body: bool
    person: bool
    office: bool


def read_description(speaker: str) -> Description | None:
    """Take “the Dutch ecologist” apart; None where nothing like it is meant."""
    elided = _ELIDED.match(speaker)
    opening, _, rest = ("l'", "", speaker[2:]) if elided else speaker.lstrip().partition(" ")
    article = opening.lower()
    if article not in _ARTICLES or not rest:
        return None
    written = _WORD.findall(rest)
    words = [word.lower() for word in written]
    if not words or len(words) > _MOST_WORDS:
        return None
    english = article == "the"
    epithet = english and written[-1][0].isupper()
    if epithet and _is_office(words):
        epithet = False  # “the First Minister”
    elif epithet and not _is_epithet(written):
        return None  # “The Daily Snail”
    if english:
        before_of = words[: words.index("of")] if "of" in words[1:] else words
        heads = tuple(reversed(before_of))
    else:
        heads = tuple(words)
    if english and _several(heads[0]):
        return None
    body = heads[0] in _BODIES or (not english and not _BODIES.isdisjoint(heads[:1]))
    known = any(head in _nouns() for head in heads)
    person = not body and (
        known
        or epithet
        or (heads[0] in _PERSONS or _OF_PERSONS.search(heads[0]) is not None)
        or (not english and heads[0] not in _THINGS and not _several(heads[0]))
    )
    if heads[0] in _THINGS:
        person = False
    return Description(heads, _GENDER.get(article, ""), body, person, heads[0] in _OFFICES)


def same_role(head: str) -> frozenset[str]:
    """Give the words that may stand for a role, itself among them."""
    found = frozenset((head,))
    for group in _SAME:
        if head in group:
            found |= group
    return found


def _is_epithet(written: list[str]) -> bool:
    """Know “the Spaniard” and “the Portuguese”, but not “The Guardian”."""
    if len(written) > 1:
        return False
    return written[0].lower() in _PERSONS or written[0] in gazetteer().demonyms


def _is_office(words: list[str]) -> bool:
    """Know “First Minister” and “Attorney General”, which some papers write with capitals."""
    kinds = name_words()
    return words[-1] in _nouns() | _GENERALS and all(
        word in kinds["modifier"] or word in kinds["title"] or word in kinds["role"]
        for word in words[:-1]
    )


def _several(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "ès", "és", "is"))


@cache
def _nouns() -> frozenset[str]:
    return (name_words()["role"] - name_words()["modifier"] - _BODIES) | _PERSONS
