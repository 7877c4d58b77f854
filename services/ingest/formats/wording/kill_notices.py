"""Notices that take a story back, where no field says so, only the words.

A story about a killing is no kill, nor is one about kill switches or a mandatory cull: only
the set phrases of the wires count, at the start of the headline or of a line at the top, and
only in a text as short as notices are.
"""

from __future__ import annotations

import re

_BEFORE = (
    r"^\W{0,4}(?:(?:urgent|eds?|editors?|attention(?:[ ]editors?)?|advisory|bulletin|bc|note"
    r"|correcti(?:on|ve))"
    r"[\s:;,–—-]{1,4}){0,3}"
)
_AFTER = r"(?=\s*(?:$|[.:;,!*(\[–—/]|-(?!\w)))"
_SET_PHRASES = re.compile(
    rf"""(?xi){_BEFORE}
    (?:
        (?:mandatory|bulletin|urgent)[ ]kill(?:[ ](?:notice|advisory))?{_AFTER}
      | (?:kill|withdrawal|retraction|cancell?ation)[ ]notice{_AFTER}
      | (?:this[ ])?(?:story|article|item)[ ](?:is[ ]|was[ ]|has[ ]been[ ])?
            (?:withdrawn|killed|cancell?ed|retracted)(?:[ ]by[ ][\w ]{{1,30}})?{_AFTER}
      | the[ ](?:[\w-]+[ ]){{0,3}}(?:story|article|item|report)[ ]
            (?:headlined|slugged|titled|entitled)[ ].{{1,160}}?[ ]
            (?:is|was|has[ ]been)[ ](?:wrong[ ]and[ ](?:is|was|has[ ]been)[ ])?
            (?:withdrawn|killed|cancell?ed|retracted)\b
      | there[ ]will[ ]be[ ]no[ ](?:substitute|replacement)[ ](?:story|article)\b
      | (?:please[ ])?kill[ ](?:the[ ]|this[ ]|our[ ])?(?:story|article|item|copy)\b
      | (?:meldung[ ])?bitte[ ](?:streichen|löschen|stornieren){_AFTER}
            (?!.{{0,80}}\b(?:absatz|satz|wort|wörter)\b)
      | (?:bitte[ ])?(?:die|diese|unsere)[ ](?:\w+[ ])?(?:meldung|nachricht)\b.{{0,80}}?[ ]
            (?:ist[ ]zu[ ]streichen
              |(?:ist|wird|wurde)[ ](?:zurückgezogen|gestrichen|storniert))\b
      | (?:please[ ])?(?:disregard|kill)[ ]and[ ](?:kill|do[ ]not[ ](?:use|publish))\b
      | (?:do[ ]not[ ]use|kill(?:[ ,!]+kill)?)\W{{1,4}}kill\W{{0,4}}$
    )"""
)
# Sentences of a notice; in a headline they could be a story's.
_IN_A_NOTICE = re.compile(
    rf"""(?xi){_BEFORE}
    (?:
        (?:editors|subscribers|clients|customers|users|newsrooms)[ ](?:are[ ])
            (?:asked|advised|requested|urged)[ ]to[ ](?:kill|withdraw)\b
      | (?:(?:please|kindly)[ ])?kill[ ](?:the|our|all|any)[ ]
            (?:(?:\d{{3,4}}(?:[ ]?(?:gmt|utc))?|earlier|previous|first|original|above|following
              |preceding)[ ]){{1,3}}(?:story|stories|article|item|report|copy|versions?)\b
      | (?:the|our)[ ](?:story|article|item|report)[ ][“"”„«'][^“"”»']{{1,160}}[“"”»'],?[ ]
            (?:(?:that[ ])?(?:we[ ])?(?:moved|sent|filed)[ ][^.]{{1,60}}[ ])?
            (?:is|was|has[ ]been)[ ](?:withdrawn|killed|retracted)(?![ ]by)\b
      | the[ ]following[ ](?:story|article|item)[ ](?:is|was|has[ ]been)[ ]
            (?:withdrawn|killed|retracted)\b
      | we[ ](?:are[ ]withdrawing|have[ ]withdrawn|withdraw)[ ](?:the|our|this)[ ]
            (?:story|article|item|report)\b
      | (?:the[ ]associated[ ]press|ap|afp|agence[ ]france-presse|reuters|dpa|upi|efe
            |the[ ]canadian[ ]press)[ ](?:is[ ]withdrawing|has[ ]withdrawn)[ ](?:the|its)[ ]
            (?:story|article|report|item)\b
      | bitte[ ](?:streichen|löschen|stornieren)[ ]sie[ ](?:die|diese|unsere)[ ]
            (?:[\w-]+[ ])?(?:meldung|nachricht)\b(?!.{{0,80}}\b(?:absatz|satz|wort|wörter)\b)
      | (?:merci[ ]d['’]|pri[èe]re[ ]d['’]|veuillez[ ])annuler[ ](?:la|notre|cette)[ ]
            (?:dépêche|information|nouvelle)\b
      | (?:se[ ]ruega|rogamos|por[ ]favor,?)[ ]anul(?:ar|en)[ ](?:la|nuestra|esta)[ ]
            (?:noticia|información)\b
      | (?:la|esta)[ ](?:noticia|información)\b[^.]{{0,120}}?[ ](?:ha[ ]sido|queda)[ ]anulada\b
      | si[ ]prega[ ]di[ ]annullare[ ](?:la|il|questa)[ ](?:notizia|lancio)\b
    )"""
)
# `KILL: UK-STORM`, `KILL UK-STORM/FERRIES`, `Kill BC-EU--Storm`: the wire's slug follows.
_SLUG_FOLLOWS = re.compile(
    r"^\W{0,4}(?:KILL\s*:\s|KILL\s+[–—-]\s|KILL\W*$"
    r"|(?i:(?:please\s+)?kill)\s*:?\s(?:(?:BC|AM|PM)-|[A-Z0-9-]+/[A-Z0-9]))"
)
_TAKEN_BACK = re.compile(
    r"""(?x)^\W{0,4}(?i:ACHTUNG\W{1,3}|URGENT\W{1,3})?
    (?:
        WITHDRAWN | STORNO | STORNIERUNG | RÜCKZUG | LÖSCHUNG | STREICHUNG
      | (?i:MELDUNG[ ]ZURÜCKGEZOGEN)
      | ANNULATION | (?i:D[ÉE]P[ÊE]CHE[ ]ANNUL[ÉE]E) | PRI[ÈE]RE[ ]D['’]ANNULER
      | ANULACI[ÓO]N | (?i:NOTICIA[ ]ANULADA) | ANULA[ÇC][ÃA]O
      | SE[ ]ANULA(?:[ ](?:LA[ ])?(?:NOTICIA|INFORMACIÓN))?
      | ANNULLAMENTO | ANNULLARE | (?i:NOTIZIA[ ]ANNULLATA) | INTREKKING | INTREKKEN
      | (?i:BERICHT[ ](?:INGETROKKEN|VERVALT))
      | ELIMINAR\s?[-,]\s?ELIMINAR | АННУЛИРОВАНИЕ | حظر[ ]حظر[ ]حظر
      | ANNULLERING | ANNULLERES | ANNULLERAS | ANNULLERAD | ANNULLERT | ANNULLERET | UTGÅR
      | TRUKKET | TREKKES[ ]TILBAKE | TRÆKKES[ ]TILBAGE
    )(?=\W*$|\s*[:!–—*]|\s?-\s?(?-i:[A-Z\d"“]))"""
)
"""The set words by which other wires take back what they sent, in capitals."""
_LINES_AT_THE_TOP = 4
_LONGEST_LINE = 400
LONGEST_NOTICE = 2000


def top_of(text: str) -> list[str]:
    """Give the lines at the top of a text; none where it is too long for a notice."""
    if len(text) > LONGEST_NOTICE:
        return []
    return [line.strip() for line in text.splitlines() if line.strip()][:_LINES_AT_THE_TOP]


def is_kill_notice(headline: str, text: str = "") -> bool:
    """Tell whether these words take a story back, and are no story themselves."""
    if len(text) > LONGEST_NOTICE:
        return False
    top = top_of(text)
    return (
        _TAKEN_BACK.match(headline[:_LONGEST_LINE]) is not None
        or any(
            _SET_PHRASES.match(line[:_LONGEST_LINE])
            or _SLUG_FOLLOWS.match(line[:_LONGEST_LINE])
            for line in (headline.strip(), *top)
        )
        or any(_IN_A_NOTICE.match(line[:_LONGEST_LINE]) for line in top)
    )
