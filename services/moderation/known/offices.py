"""Pure: whose an address of mail is: an office's, by its name or host, or somebody's own."""

from __future__ import annotations

import re

from services.moderation.folding import fold
from services.moderation.story import Story

_OFFICES = """
admin apoyo ask ayuntamiento bauamt camara atencion atendimento avisos billetterie bureau
communication communications council gemeente gemeinde comms comunicacao comunicacion contact
contacto contatti contato contact desk direccion donate editor editorial editors empfang
enquiries events feedback geral hallo hello help hola hotline imprensa info informacion
informacoes informatie informazioni inquiries kansli kontakt kundenservice leserbriefe mail
mairie media medios membership museo museum news newsdesk newsroom noreply office oficina
online orders pers planning poststelle post pr rathaus roads stadt urbanisme urbanismo prensa
press presse pressoffice press-office publicaffairs redactie redaccion redacao redaktion
redazione reservas reservations secretaria secretariat secretariaat segreteria service
servizio spenden stampa support team tickets tips ufficiostampa verein webmaster
"""
_ROLES = frozenset(_OFFICES.split())
_OFFICIAL_HOST = re.compile(
    r"polic|polizei|polizia|politie|gendarm|carabinieri|guardia|council|county|municip"
    r"|gemeente|gemeinde"
    r"|stadt|rathaus|mairie|ville-|ayuntamiento|ayto|comune|camara|cm-|junta|school|schule"
    r"|schul-"
    r"|ecole|colegio|scuola|escola|hospital|klinik|museum|museo|library|church|parish|charity"
    r"|trust"
    r"|verein|stiftung|stichting|fondation|fundacion|fondazione|association|club|ministry|gov"
    r"|gouv"
    r"|bund\b|justi|court|fire|feuerwehr|brandweer|pompiers|bomberos"
)
_OF_EVERYBODY = re.compile(
    r"mail|post|correo|courriel|inbox|gmx|web\.|yahoo|hotmail|outlook|icloud|proton|live\."
    r"|aol\.|provider|home|private|privat"
)
"""Hosts at which everybody may have an address."""


def is_signed(story: Story, at: int) -> bool:
    """Tell what stands in an agency's last line: "-- Ann Roe, Bonds +44 …"."""
    line = story.folded.rfind("  ", 0, at) + 2
    return story.folded.startswith(("-- ", "— ", "(("), line)


def is_office_mail(name: str) -> bool:
    """Tell a part that somebody has, not who: "press@", "info@"."""
    return not _ROLES.isdisjoint(re.split(r"[._+-]", name.lower()))


def is_of_an_office(story: Story, mail: re.Match[str]) -> bool:
    """Tell an office's address by its host, or by both: nobody's name at a host the copy names.

    "pool@ardmoor.example" in a story from Ardmoor is the town's; "ann.roe@" is Ann Roe's.
    """
    name, host = mail[1].lower(), mail[2].lower()
    if _OF_EVERYBODY.search(host) or "." in name.strip("."):
        return False
    words = [fold(word).text for word in re.split(r"[_+-]", name)]
    named = {
        part for person in story.enrichment.people for part in fold(person.name).text.split()
    }
    if named.intersection(words) or len(words[0]) <= _INITIALS:
        return False
    if _OFFICIAL_HOST.search(host):
        return True
    label = host.split(".")[-2] if host.count(".") else host
    said = f"{story.folded[: min(mail.start(), _TOP)]} {story.folded[mail.end() : _TOP]}"
    if label in named:
        return False
    return label.replace("-", "") in re.sub(r"[^a-z0-9]", "", said)


_INITIALS = 2
_TOP = 3_000
"""Signs in which a copy says whose it is."""


_PUBLIC = re.compile(
    r"(?:\+?44 ?)?\(?0?800|0808|14 ?0\d|900 ?\d|(?:\+?1[ -]?)?\(?8(?:00|88|77|66|55)\)?[ -]"
    r"|0180|0900|116|1[38]00[ -]|1[38]\d{4}$|08[014]\d|0[38]4[345]|030\d|0[89]0[0-9]"
    r"|80[0-9] ?\d|90[12] ?\d"
    r"|707 ?\d|808 ?\d|199[ .]|0 ?800|0 ?8[0-9]{2} \d{3}|0[38]00|1800"
    r"|101|112|999|911"
)


def is_public_number(said: str) -> bool:
    """Tell free and premium lines, which no private person has."""
    return _PUBLIC.match(said.strip("( ")) is not None
