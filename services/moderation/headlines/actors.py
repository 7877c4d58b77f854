"""Pure: a headline that charges somebody with what its text lays to another's door.

Told only where the text's first sentence says it of somebody else, never says it of the one in
the headline, and has that one act: who reported it, asked for the inquiry, raised the alarm.
"""

from __future__ import annotations

import re

from services.moderation.headlines.words import topic_words
from services.moderation.story import Story

_ACCUSED = re.compile(
    r"\b(?:arrested|detained|charged|jailed|imprisoned|suspended|sacked|fired|fined|convicted"
    r"|accused|indicted|held|dismissed|guilty|sentenced|festgenommen|verhaftet|angeklagt"
    r"|verurteilt|suspendiert|entlassen|beschuldigt|freigestellt|beurlaubt|interpelle\w*"
    r"|mise? en examen|condamne\w*|arretee?|suspendu\w*|licenciee?|ecrouee?|inculpee?"
    r"|detenid[oa]|acusad[oa]|imputad[oa]|condenad[oa]|suspendid[oa]|despedid[oa]|procesad[oa]"
    r"|investigad[oa]|arrestat[oa]|indagat[oa]|condannat[oa]|sospes[oa]|licenziat[oa]"
    r"|accusat[oa]|detid[oa]|suspens[oa]|pres[oa]|arguid[oa]|aangehouden|opgepakt|aangeklaagd"
    r"|veroordeeld|geschorst|ontslagen|gripen|atalad|atalas|domd|domdes|avstangd|haktad|gesperrt|banned|squalificat[oa]|sancionad[oa]|radiee?|exclue?)\b"
)
_ACTED = re.compile(
    r"\bwho (?:had |first |himself |herself )?(?:discovered|raised|alerted|tipped"
    r"|uncovered|noticed"
    r"|contacted|brought in|complained|(?:asked|called) (?:in|for|the|state|police|auditors)"
    r"|reported (?:it|him|her|them|the|that)|ordered (?:the|an?|it)|found (?:the|that|out"
    r"|empty))\b"
    r"|\b(?:called in (?:the )?(?:police|auditors|detectives)|called for|asked for (?:an|the)"
    r"|asked (?:the )?(?:state )?police|raised the alarm|ordered (?:an|the) (?:inquiry"
    r"|investigation|audit)|alerted|reported (?:it|him|her|the))\b"
    r"|\bsaid (?:he|she) (?:was|felt) (?:angry|shocked|disappointed|relieved|saddened"
    r"|appalled|stunned|betrayed)\b"
    r"|\b(?:angezeigt|anzeige erstattet\w*|erstattet\w* anzeige|gemeldet|entdeckt|informiert"
    r"|eingeschaltet|zeigte sich (?:erschuttert|entsetzt|enttauscht|schockiert))\b"
    r"|\b(?:avait|avaient|a) (?:alerte|signale|porte plainte|decouvert|prevenu|saisi)\b"
    r"|\b(?:habia|ha|que) (?:denunci\w+|alert\w+|avis\w+|descubr\w+|descubierto)\b"
    r"|\bpresento (?:la|una) denuncia\b"
    r"|\b(?:aveva|ha) (?:denunciato|segnalato|scoperto|avvisato|sporto denuncia|allertato)\b"
    r"|\b(?:tinha|que) (?:denunci\w+|alert\w+|descobri\w+|participad\w+|avisou|avisado)\b"
    r"|\bapresentou queixa\b"
    r"|\b(?:aangifte|alarm|melding) (?:had |heeft )?(?:deed|gedaan|geslagen|gemaakt)\b"
    r"|\b(?:deed|sloeg) [^.]{0,30}\b(?:aangifte|alarm)\b|\bontdekte\b"
    r"|\b(?:anmalt|anmalde|upptackt|upptackte|larmat|larmade)\b"
)
_LAST = frozenset({"en", "sv", "da", "nb", "no"})
"""Languages that put what somebody is right before the verb ("county treasurer charged")."""
_MOST_SENTENCES = 30
_SWAPPED = (
    "By the text it was somebody else, and the one in the headline reported or ordered it."
)


def another_did_it(story: Story) -> str | None:
    """Say that a headline's accused is, by the text, who brought it to light."""
    headline = story.folded[: max(story.body_at - 2, 0)]
    verb = _ACCUSED.search(headline)
    if verb is None:
        return None
    first, end = story.sentence(story.body_at)
    if not _ACCUSED.search(story.folded, first, end):
        return None
    words = topic_words(headline[: verb.start()])
    who = words[-1:] if story.language in _LAST else words[:1]
    if not who or who[0] in story.folded[first:end]:
        return None
    acted = False
    place = story.body_at
    for _ in range(_MOST_SENTENCES):
        start, end = story.sentence(place)
        sentence = story.folded[start:end]
        if who[0] in sentence:
            acts = _ACTED.search(sentence)
            if acts is None and _ACCUSED.search(sentence):
                return None
            acted = acted or acts is not None
        if end >= len(story.folded):
            break
        place = max(end, place + 1)
    return _SWAPPED if acted else None
