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
        mandatory[ ]kill(?:[ ](?:notice|advisory))?{_AFTER}
      | (?:kill|withdrawal|retraction|cancell?ation)[ ]notice{_AFTER}
      | (?:this[ ])?(?:story|article|item)[ ](?:is[ ]|has[ ]been[ ])?
            (?:withdrawn|killed|cancell?ed|retracted)(?:[ ]by[ ][\w ]{{1,30}})?{_AFTER}
      | (?:please[ ])?kill[ ](?:the[ ]|this[ ]|our[ ])?(?:story|article|item|copy)\b
      | (?:please[ ])?(?:disregard|kill)[ ]and[ ](?:kill|do[ ]not[ ](?:use|publish))\b
    )"""
)
# `KILL: UK-STORM`, `KILL UK-STORM/FERRIES`, `Kill BC-EU--Storm`: the wire's slug follows.
_SLUG_FOLLOWS = re.compile(
    r"^\W{0,4}(?:KILL\s*:\s|KILL\s+[–—-]\s|(?i:kill)\s+(?:BC-|[A-Z0-9-]+/[A-Z0-9]))"
)
_LINES_AT_THE_TOP = 4
_LONGEST_LINE = 400
_LONGEST_NOTICE = 2000


def is_kill_notice(headline: str, text: str = "") -> bool:
    """Tell whether these words take a story back, and are no story themselves."""
    if len(text) > _LONGEST_NOTICE:
        return False
    top = [line.strip() for line in text.splitlines() if line.strip()][:_LINES_AT_THE_TOP]
    return any(
        _SET_PHRASES.search(line[:_LONGEST_LINE]) or _SLUG_FOLLOWS.search(line[:_LONGEST_LINE])
        for line in (headline.strip(), *top)
    )
