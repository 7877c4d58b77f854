"""Pure: words that only begin as a word of a sense does: "subnormal" is nothing that goes up.

The lists give a verb by its first letters ("sub*"); what begins with them by chance is here, by
language, by its own first letters. It is asked for short beginnings alone.
"""

from __future__ import annotations

import re

LONGEST = 4
"""Letters of a beginning by which other words come in."""
_SAID = {
    "en": "east easily easel raisin route routine router hailstone failsafe stopwatch stopgap",
    "de": "klagenfurt fielmann",
    "fr": """
        ouvrier ouvriere ouvrage fermier fermiere tombola tombeau volont volet volaille volume
        volca ratatouille ration signal signif donnee ravin raviol gelatine
    """,
    "es": """
        subnormal subdirec subsecret subcampe suburb submarin subterr subvenc subast subsist
        subray substan sublev subteni subinspec subdeleg subasta subgrupo subtitul subaltern
        subjetiv abril abrig abraz abrum abreva cerraj siglo signif signo rotond rotul
        salvaj salvador salvo vivien vivero vivac donde donost frente frenes tema temas tematic
        temper tempor templ secret sector seccion secuen secuest secund veteran veterin vetust
        cobre cobriz elevador nevera selecc firmament pidgin
    """,
    "it": """
        april apriscat sala salam salar saldo sald salern salon salotto salsic salub salum salut
        salvo salviett calab calci cald calend calib calic call calm calor calv calz calcol
        restaur pattug pattin pattum vivaio vivaist vendett vendemm vincol perdon rubin rubric
        tema temi tempo tempi temper tempest tempor templ temat vietnam firmament mancia
        mortadell mortaio
    """,
    "pt": """
        abril abrig abrac abrang abrevi descob descon descr descul descans descas
        descarr descarg descart descendent salvo salvador vivend viveir pagin pagan pagao perdao
        perdoa cobre cobriu cobrind cobert secret sector seccao secund adiant adicion
        adido adivinh cortic cortin cortej cortes travess barrag barrig barro barril
        nevoei elevador mortalh saltead
    """,
    "nl": "klimaat zakelijk zaken zakdoek zakgeld klopt buurt buurtschap zaklamp",
    "sv": "hojden hojder hojdpunkt hojdhopp hojdled hojdskr regnbag regnskog boomer",
}
_STRAYS = {
    language: re.compile("|".join(word for word in words.split()))
    for language, words in _SAID.items()
}


_OF_TALK = re.compile(
    r"dismiss\w* (?:[\w'’-]+ ){0,3}?(?:reports?|claims?|suggestions?|rumou?rs?|talk|speculation"
    r"|allegations?|accusations?|ideas?|notion|criticisms?|critics|fears|concerns?|calls"
    r"|warnings?|questions?|threats?)\b"
)
"""Who dismisses a claim sends nobody home; who is in search of air misses nobody."""


def is_beside_it(text: str, at: int) -> bool:
    """Tell a word of what was said or is sought: "dismissed reports", "in search of"."""
    if text.startswith("search of", at):
        return text.endswith("in ", 0, at)
    return text.startswith("dismiss", at) and _OF_TALK.match(text, at) is not None


def is_a_stray(text: str, at: int, language: str) -> bool:
    """Tell a word that has a sense's first letters by chance."""
    strays = _STRAYS.get(language)
    return strays is not None and strays.match(text, at) is not None
