"""Pure: a headline that charges somebody with what its text lays to another's door.

Told only where the text's first sentence says it of somebody else, never says it of the one in
the headline, and has that one act: who reported it, asked for the inquiry, raised the alarm.
"""

from __future__ import annotations

import re
from itertools import islice

from services.moderation.headlines.counted.numbers import WORDS
from services.moderation.headlines.words import topic_words
from services.moderation.story import Story

_ACCUSED = re.compile(
    r"\b(?:arrested|detained|charged|jailed|imprisoned|suspended|sacked|fired|fined|convicted"
    r"|accused|indicted|held|dismissed|guilty|sentenced|festgenommen|verhaftet|angeklagt"
    r"|verurteilt|suspendiert|entlassen|beschuldigt|freigestellt|beurlaubt|interpelle\w*"
    r"|mise? en examen|condamne\w*|arretee?|suspendu\w*|licenciee?|ecrouee?|inculpee?"
    r"|detenid[oa]s?|acusad[oa]s?|imputad[oa]s?|condenad[oa]s?|suspendid[oa]s?|despedid[oa]s?"
    r"|procesad[oa]s?|detienen?|detuvo|detuvieron|deteve|detiveram|prendeu|prenderam"
    r"|nahm\b[^.]{0,60}\bfest|pakte\b[^.]{0,60}\bop|hield\b[^.]{0,60}\baan|sancionan?"
    r"|investigad[oa]s?|arrestat[oaie]|indagat[oaie]|condannat[oaie]|sospes[oaie]"
    r"|licenziat[oaie]"
    r"|fermat[oaie]|multat[oaie]|multad[oa]s?|denunciad[oa]s?|festnahme"
    r"|accusat[oaie]|detid[oa]s?|suspens[oa]s?|pres[oa]s?|arguid[oa]s?|sued|beboet|aangehouden"
    r"|opgepakt|aangeklaagd"
    r"|veroordeeld|geschorst|ontslagen|gripen|atalad|atalas|domd|domdes|avstangd|haktad|misstanks"
    r"|gesperrt|banned|squalificat[oa]|sancionad[oa]|radiee?|exclue?)\b"
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
    r"|\b(?:was|were|been|is|are) (?:slightly |lightly |seriously |badly |also )?(?:injured"
    r"|hurt|wounded"
    r"|praised|thanked|honoured|honored|treated)\b"
    r"|\b(?:thank(?:ed|s)|prais(?:ed|es)|medals?|award(?:ed)?|bravery|tackled the|fought the"
    r"|battled|put out"
    r"|had (?:raised|noticed|spotted|discovered|reported|alerted))\b"
    r"|\b(?:verletzt\w*|dankt\w*|geehrt|lobt\w*|loschten|kampften|bekampften|medaill\w+"
    r"|auszeichnung)\b"
    r"|\b(?:(?:legerement |grievement )?blesse\w*|remerci\w+|salue\w*|medaille\w*|lutt\w+"
    r"|maitris\w+|evacu\w+|(?:donne|donner|sonne) l\'alerte|prevenu\w*|decouvert\w*)\b"
    r"|\b(?:resultaron|resulto) (?:herid\w+|les\w+)|\b(?:medallas?|agradeci\w+|sofoc\w+"
    r"|apagaron|extincion)\b"
    r"|\b(?:descubri(?:o|eron)|avis(?:o|aron)|denunci(?:o|aron)|alert(?:o|aron))\b"
    r"|\b(?:ferit[oaie]|medaglia|ringrazi\w+|spent[oe]|domat[oe]|encomi\w+)\b"
    r"|\b(?:aveva|avevano|hanno|ha) (?:notat\w|segnalat\w|scopert\w|avvis\w+|avvert\w+"
    r"|denunciat\w|dato l'allarme)"
    r"|\b(?:ficaram feridos|feridos ligeiros|medalha|agradec\w+|combater\w*|descobriram"
    r"|alertaram|avisaram)\b"
    r"|\b(?:raakten [^.]{0,50}gewond|lichtgewond|gewond|bedankt\w*|medaille|geprezen|blusten"
    r"|ontdekten)\b"
    r"|\b(?:habia|ha|que) (?:denunci\w+|alert\w+|avis\w+|descubr\w+|descubierto)\b"
    r"|\bpresento (?:la|una) denuncia\b"
    r"|\b(?:aveva|ha) (?:denunciato|segnalato|scoperto|avvisato|sporto denuncia|allertato)\b"
    r"|\b(?:tinha|que) (?:denunci\w+|alert\w+|descobri\w+|participad\w+|avisou|avisado)\b"
    r"|\bapresentou queixa\b"
    r"|\b(?:aangifte|alarm|melding) (?:had |heeft )?(?:deed|gedaan|geslagen|gemaakt)\b"
    r"|\b(?:deed|sloeg) [^.]{0,30}\b(?:aangifte|alarm)\b|\bontdekte\b"
    r"|\b(?:anmalt|anmalde|upptackt|upptackte|larmat|larmade)\b"
)


def _accused_there(headline: str, verb: re.Match[str], language: str) -> list[str]:
    """Give who is accused: before the verb, or after it where it comes first."""
    numbers = {number[:_NUMBER_STEM] for number in WORDS.get(language, {})}
    part = _PART.split(headline[: verb.start()])[-1]
    before = [each for each in topic_words(part) if each not in numbers]
    if before:
        return before[-1:] if language in _LAST else before[:1]
    after = [each for each in topic_words(headline[verb.end() :]) if each not in numbers]
    return after[:1]


_PART = re.compile(r"[,:;–—]")
_NUMBER_STEM = 4
_LAST = frozenset({"en", "sv", "da", "nb", "no"})
"""Languages that put what somebody is right before the verb ("county treasurer charged")."""
_MOST_SENTENCES = 30
_UNSUSPECTED = re.compile(
    r"\b(?:(?:is|was|are|were) not (?:a |an |among the |themselves |himself "
    r"|herself )?(?:suspects?"
    r"|suspected|under investigation|being investigated|accused|charged)"
    r"|(?:gilt|gelten|ist|sind) nicht (?:als )?(?:beschuldigte?r?|verdachtige?r?|tatverdachtig)"
    r"|wird nicht (?:beschuldigt|verdachtigt)|n'(?:est|a) (?:pas|ni|nullement|en rien)"
    r" (?:ete )?(?:mise? en cause|mise? en examen|soupconnee?|visee?|suspectee?)"
    r"|no (?:figura|consta|aparece) (?:como|entre los) (?:investigad|imputad|detenid)[oa]s?"
    r"|no (?:esta|ha sido|fue) (?:investigad|imputad|detenid|arrestad)[oa]"
    r"|non (?:risulta|e|figura) (?:in alcun modo |tra gli |tra i )?(?:coinvolt|indagat)[oai]"
    r"|(?:e|come) (?:parte|persona) (?:offesa|lesa)"
    r"|nao (?:e|foi|esta|figura como|e considerad[oa]|foi constituid[oa])"
    r" (?:arguid|suspeit|investigad|indiciad|detid)[oa]"
    r"|(?:is|wordt|geldt) (?:zelf )?(?:geen|niet als) verdachte"
    r"|n'est (?:visee?|concernee?) par aucune|(?:simple|comme) temoin"
    r"|(?:als|only as a|solo como|come|apenas como)"
    r" (?:zeug|witness|testig|testimon|testemunh|getuige)\w*"
    r"|ar (?:sjalv )?inte misstankt\w*|ar inte (?:sjalv )?atalad)\b"
)
"""How a text says that somebody is not meant."""
_NOT_THEM = "By the text, the one in the headline is not accused of it."
_SWAPPED = (
    "By the text it was somebody else, and the one in the headline reported or ordered it."
)


def another_did_it(story: Story) -> str | None:
    """Say that a headline's accused is, by the text, who brought it to light."""
    headline = story.title
    verb = _ACCUSED.search(headline)
    if verb is None:
        return None
    who = _accused_there(headline, verb, story.language)
    if _is_unsuspected(story, who):
        return _NOT_THEM
    first, end = story.sentence(story.body_at)
    if not _ACCUSED.search(story.folded, first, end):
        return None
    if not who or who[0] in story.folded[first:end]:
        return None
    acted = False
    for start, end in islice(story.sentences(story.body_at), _MOST_SENTENCES):
        sentence = story.folded[start:end]
        if who[0] in sentence:
            acts = _ACTED.search(sentence)
            if acts is None and _ACCUSED.search(sentence):
                return None
            acted = acted or acts is not None
    return _SWAPPED if acted else None


def _is_unsuspected(story: Story, who: list[str]) -> bool:
    """Tell somebody of whom a sentence says that they are not meant, and none that they are."""
    if not who or not _UNSUSPECTED.search(story.folded, story.body_at):
        return False
    known = clear = False
    for start, end in islice(story.sentences(story.body_at), _MOST_SENTENCES):
        named = story.folded.find(who[0], start, end) >= 0
        if _UNSUSPECTED.search(story.folded, start, end):
            clear = clear or named or known
        elif named and _ACCUSED.search(story.folded, start, end):
            return False
        known = named
    return clear
