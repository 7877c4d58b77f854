"""Notices that take a story back, where no field says so, only the words.

A story about a killing is no kill, nor is one about kill switches or a mandatory cull: only
the set phrases of the wires count, at the start of the headline or of a line at the top, and
only in a text as short as notices are.
"""

from __future__ import annotations

import re

_BEFORE = (
    r"^\W{0,4}(?:(?:urgent|eds?|editors?|attention(?:[ ]editors?)?|advisory|bulletin|bc|note)"
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
    )"""
)
# `KILL: UK-STORM`, `KILL UK-STORM/FERRIES`, `Kill BC-EU--Storm`: the wire's slug follows.
_SLUG_FOLLOWS = re.compile(
    r"^\W{0,4}(?:KILL\s*:\s|KILL\s+[–—-]\s|(?i:kill)\s+(?:BC-|[A-Z0-9-]+/[A-Z0-9]))"
)
_TAKEN_BACK = re.compile(
    r"""(?x)^\W{0,4}(?:ACHTUNG\W{1,3}|URGENT\W{1,3})?
    (?:
        WITHDRAWN | STORNO | STORNIERUNG | RÜCKZUG | LÖSCHUNG | STREICHUNG
      | MELDUNG[ ]ZURÜCKGEZOGEN
      | ANNULATION | D[ÉE]P[ÊE]CHE[ ]ANNUL[ÉE]E | PRI[ÈE]RE[ ]D['’]ANNULER
      | ANULACI[ÓO]N | NOTICIA[ ]ANULADA | SE[ ]ANULA | ANULA[ÇC][ÃA]O
      | ANNULLAMENTO | NOTIZIA[ ]ANNULLATA | INTREKKING | BERICHT[ ](?:INGETROKKEN|VERVALT)
      | ANNULLERING | ANNULLERES | ANNULLERAS | TREKKES[ ]TILBAKE | TRÆKKES[ ]TILBAGE
    )(?=\W*$|\s*[:!–—]|\s?-\s?(?-i:[A-Z\d"“]))"""
)
"""The set words by which other wires take back what they sent, in capitals."""
_LINES_AT_THE_TOP = 4
_LONGEST_LINE = 400
LONGEST_NOTICE = 2000


def is_kill_notice(headline: str, text: str = "") -> bool:
    """Tell whether these words take a story back, and are no story themselves."""
    if len(text) > LONGEST_NOTICE:
        return False
    top = [line.strip() for line in text.splitlines() if line.strip()][:_LINES_AT_THE_TOP]
    return _TAKEN_BACK.search(headline[:_LONGEST_LINE]) is not None or any(
        _SET_PHRASES.search(line[:_LONGEST_LINE]) or _SLUG_FOLLOWS.search(line[:_LONGEST_LINE])
        for line in (headline.strip(), *top)
    )
