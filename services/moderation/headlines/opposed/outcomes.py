"""Pure: an outcome of a headline that its text gives to somebody else, or turns round.

The loser told as winner, the winner at once where a second round is to come, all saved where
somebody died, and one who accuses where he thanks.
"""

from __future__ import annotations

import re
from itertools import islice

from services.moderation.headlines.opposed.claims import is_denied
from services.moderation.headlines.words import topic_words
from services.moderation.story import Story

_LEAD = 2
_SHORTEST_BODY = 100
_OTHER_WON = "By the text it is somebody else who won."
_SECOND_ROUND = "The headline has it won; by the text there is a second round to come."
_SOME_DIED = "The headline has all of them saved; the text tells of deaths."
_PRAISES = "The headline tells of an accusation; the text of praise."
_OPEN = re.compile(r"[?\"“”„«»]")
_WINS = re.compile(
    r"\b(?:wins?|won|takes|claims|lands|clinch(?:es)?|elected|is the new|gewinnt|holt|siegt"
    r"|gewahlt|erhalt|remporte|gagne|decroche|elue?|gana|ganan|logra|conquista|elegid[oa]"
    r"|obtiene"
    r"|vince|ottiene|elett[oa]|si aggiudica|vence|ganha|eleit[oa]|wint|verovert|krijgt"
    r"|gekozen|pakt|vinner|tar hem|vald|(?:ist|wird) (?:der |die )?neue[r]?"
    r"|est (?:le|la) nouve\w+|es (?:el|la) nuev[oa]|e (?:il|la) nuov[oa]|e (?:o|a) nov[oa]"
    r"|is de nieuwe|blir ny"
    r"|wordt (?:de )?(?:nieuwe )?)\b"
)
_WHAT_IS_GIVEN = re.compile(
    r"\b(?:prize|award|medal|title|election|presidency|mayoralty|race|seat|vote|primary|cup"
    r"|\w*preis|\w*wahl|amt|titel|prix|concours|mairie|presidence|election|elections|course"
    r"|premio|alcaldia|presidencia|elecciones|escano|titulo|carrera|sindac[oa]|elezioni|premiere"
    r"|presidenza|titolo|gara|prefeitura|camara|eleicao|eleicoes|corrida|\w*prijs"
    r"|verkiezing\w*|burgemeester\w*|\w*pris|\w*val|borgmastare)\b"
)
_LOSES = re.compile(
    r"\b(?:finalists?|shortlist\w*|runner-up|content (?:herself|himself|with)|congratulat\w*"
    r"|conced\w*|opposition|second place|third place|fourth place|came (?:second|third|fourth)"
    r"|favou?rite|lost|missed out|gratulier\w*|unterlag|unterlegen\w*|verlor\w*|favorit\w*"
    r"|zweiter?|dritter?|raumte \w+ niederlage|felicit[eo]\w*|felicito|battue?|favori(?:te)?"
    r"|s'incline|deuxieme|troisieme|quatrieme|finalistas?|oposicion|derrotad[oa]|perdio"
    r"|favoriet|sfidante|challenger|herausforder\w*|desafiante|aspirante|uitdag\w+|utmanar\w*|favorit[oa]|segund[oa]|tercer[oa]?|cuart[oa]|finalist[aei]|sconfitt[oa]|second[oa]"
    r"|terz[oa]|opposizione|congratulat[oa]|complimenti|oposicao|felicitou|perdeu|terceir[oa]"
    r"|finalisten?|feliciteer\w*|verloor|tweede|derde|oppositie|gratuler\w*|forlor\w*|tvaa?)\b"
)
_BEATEN = re.compile(
    r"\b(?:beat|beating|defeat(?:ed|ing)|ahead of|over|overtook|against|besiegt\w*|schlug|vor"
    r"|gegen|battu|devance\w*|devant|face a|imponerse|impuso|vencio|gano|derroto"
    r"|venci(?:endo|do)"
    r"|sobre|frente a|ante|battuto|superato|davanti a|contro|venceu|derrotou|bateu|versloeg"
    r"|verslagen|voor|besegrade|fore)\b[^.;]{0,45}$"
)
_NEAR = 70
_NO_RESULT = re.compile(
    r"\b(?:habra (?:una )?segunda vuelta|segunda vuelta (?:el|entre|del)|ningun candidato"
    r"|no candidate|(?:head|heads|go|goes|headed) (?:to|for|into) a (?:run-?off|second round)"
    r"|run-?off (?:on|will|is|between|against|in)|face [^.;]{2,50} in (?:a|the) (?:run-?off"
    r"|second round)|stichwahl (?:am|zwischen|gegen|in|muss|entscheid\w*)|in die stichwahl"
    r"|kein\w* (?:der )?kandidat\w*|aucun (?:des )?candidats?|second tour (?:aura|oppos\w+|est"
    r"|le|dimanche|se)|nessun(?:o dei)? candidat[oi]|ballottaggio (?:il|tra|fra|domenica|del)"
    r"|andra al ballottaggio|vanno al ballottaggio|nenhum (?:dos )?candidatos?"
    r"|segund[oa] (?:turno|volta) (?:em|no|a|sera|entre|marcad[oa])|tweede ronde (?:op|tussen"
    r"|volgt)|geen (?:enkele )?(?:van de )?kandida\w+|ingen (?:av )?kandidat\w*"
    r"|andra (?:val)?omgang\w* (?:den|mellan))\b"
)
_ROUND = re.compile(
    r"run-?off|second round|stichwahl|second tour|second scrutin|segunda vuelta|ballottaggio"
    r"|segundo turno|segunda volta|tweede ronde|andra omgang|to win|could|first round (?:vote"
    r"|lead)|leads?\b|vorn\b|en tete|lidera|in testa|lidera|aan kop"
)
_ALL_SAVED = re.compile(
    r"\b(?:(?:all|every\w*)\b[^.;,]{0,40}\b(?:saved|rescued|safe|survived?|out alive|unhurt)"
    r"|(?:saves?|rescues?) (?:all|every\w*)|(?:rettet|retten)\b[^.;,]{0,20}\balle"
    r"|alle\b[^.;,]{0,40}\b(?:gerettet|wohlauf|unverletzt|uberlebt\w*|gered|ongedeerd"
    r"|raddade|oskadda)|redt alle|redden alle|raddar alla"
    r"|(?:sauvent|sauve) tou[ts]\w*|tou(?:s|tes)\b[^.;,]{0,40}\b(?:sauve\w*|sains? et saufs?"
    r"|indemnes|saines et sauves)|(?:rescatan|salvan|rescata|salva) a tod[oa]s"
    r"|tod[oa]s\b[^.;,]{0,40}\b(?:a salvo|rescatad[oa]s|iles[oa]s|ilesos|salv[oa]s"
    r"|resgatad[oa]s)|(?:salva|salvano|salvati|salvi)\b[^.;,]{0,10}\btutti"
    r"|tutt[ie]\b[^.;,]{0,40}\b(?:salv[ie]|in salvo|illes[ie]|salvat[ie])"
    r"|(?:resgatam|salvam|resgata) todos)\b"
)
_DEATHS = re.compile(
    r"\b(?:died|dead|killed|deaths|bodies|ums leben|starb\w*|gestorben|getotet|tot|tote[nr]?"
    r"|morts?|tues?|tuee?s?|decede\w*|ont peri|perdu la vie|muert[oa]s?|murieron|murio"
    r"|fallec\w+|morti|mort[oe]|sono morti|perso la vita|decedut[oaie]|mort[oa]s?|morreram"
    r"|morreu|doden?|overleden|omgekomen|kwam(?:en)? om|doda|dog|omkom\w*|avled)\b"
)
_ACCUSES = re.compile(
    r"\b(?:accus(?:es|e|ent|a|ano)|blames?|criticis?zes?|slams|attacks|lashes out at"
    r"|beschuldigt"
    r"|kritisiert|wirft\b[^.;]{2,60}\bvor|attackiert|denonce|critique|fustige|s'en prend a"
    r"|met en cause|acusan?|culpan?|criticam?|critican?|arremete contra|carga contra|critica"
    r"|attacca|punta il dito|bekritiseert|hekelt|verwijt|anklagar|kritiserar)\b"
)
_BLAMES = re.compile(
    r"\b(?:accus\w+|blam\w+|critic\w+|slam\w*|attack\w*|fault\w*|fail\w*|beschuldig\w*"
    r"|vorwurf\w*"
    r"|vorwurfe|kritisi\w*|kritik\w*|vorgeworfen|warf|denonc\w+|critiqu\w+|reproch\w+|fustig\w+"
    r"|grief\w*|acus\w+|culp\w+|reproch\w+|denunci\w+|colp[ae]|punta\w*|attacc\w+|bekritis\w*"
    r"|hekel\w*|verwijt\w*|verweet|kritiek|anklag\w*|kritiser\w*|kritik)\b"
)
_THANKS = re.compile(
    r"\b(?:prais\w+|thank\w+|hail\w+|applaud\w+|paid tribute|lobt\w*|dankt\w*|wurdigt\w*"
    r"|salue\w*"
    r"|felicit\w+|remerci\w+|rendu hommage|elogi\w+|agradec\w+|aplaud\w+|ringrazi\w+"
    r"|lodat[oaie]"
    r"|loda|plaud\w+|applaudit\w*|louv\w+|prees|prijst|bedankt\w*|complimenteer\w*|tackade"
    r"|berom\w*|hyllade)\b"
)


def another_outcome(story: Story) -> str | None:
    """Say that a headline's outcome is, by its text, another's or the other way round."""
    title = story.title
    if len(story.folded) - story.body_at < _SHORTEST_BODY or _OPEN.search(title):
        return None
    wins = _WINS.search(title)
    if wins:
        return _won_by_another(story, title, wins) or _is_to_come(story, title)
    if _ALL_SAVED.search(title):
        return _some_died(story)
    return _thanks(story) if _ACCUSES.search(title) else None


def _lead(story: Story) -> tuple[int, int]:
    *_, (_, end) = islice(story.sentences(story.body_at), _LEAD)
    return story.body_at, end


def _won_by_another(story: Story, title: str, wins: re.Match[str]) -> str | None:
    """Tell a winner of whom the text only says that they lost, or were beaten."""
    names = topic_words(title[: wins.start()])
    if not names or not _WHAT_IS_GIVEN.search(title, wins.end()):
        return None
    at = title.rfind(names[-1], 0, wins.start())
    if not story.cased(at, at + 1).isupper():
        return None
    text, lost = story.folded, False
    for match in re.finditer(rf"\b{re.escape(names[-1])}\w*", text[story.body_at :]):
        place, behind = story.body_at + match.start(), story.body_at + match.end()
        start, end = story.sentence(place)
        after = text[behind : min(end, behind + _NEAR)]
        if _BEATEN.search(text, max(start, place - _NEAR), place) or _LOSES.search(after):
            lost = True
        elif _WINS.search(after) or _TOOK.search(after):
            return None
    start, end = story.sentence(story.body_at)
    first = text.find(names[-1], start, end)
    ahead = text[start : first if first >= 0 else end]
    return _OTHER_WON if lost and (_TOOK.search(ahead) or _WINS.search(ahead)) else None


_TOOK = re.compile(
    r"\b(?:won|took|has gone to|went to|goes to|elected|victory|winner|new (?:mayor|president"
    r"|leader)|claimed|gewann\w*|gewonnen|geht an|ging an|gewahlt|neue[rn]?|siegte?\w*|erhielt"
    r"|remport\w+|gagne|vainqueur|elue?|victoire|nouve\w+|recoit|gano|alzo|impuso|imponerse"
    r"|nuev[oa]|elegid[oa]|recibio|va para|ganador\w*|obtuvo|vinto|vinse|nuov[oa]|elett[oa]"
    r"|vincit\w+|aggiudicat\w+|va a|venceu|conquistou|nov[oa]|eleit[oa]|vencedor\w*|wint|won"
    r"|gewonnen|naar|nieuwe|gekozen|winnaar|vann|ny|vald|gar till)\b"
)


def _is_to_come(story: Story, title: str) -> str | None:
    start, end = _lead(story)
    if _ROUND.search(title) or not _NO_RESULT.search(story.folded, start, end):
        return None
    return _SECOND_ROUND


def _some_died(story: Story) -> str | None:
    start, end = _lead(story)
    text = story.folded[start:end]
    dead = any(not is_denied(text, each) for each in _DEATHS.finditer(text))
    return _SOME_DIED if dead else None


def _thanks(story: Story) -> str | None:
    """Tell a first sentence that has thanks, in a text that has no blame but denied."""
    start, end = story.sentence(story.body_at)
    if not _THANKS.search(story.folded, start, end):
        return None
    text = story.folded[story.body_at :]
    blames = any(not is_denied(text, each) for each in _BLAMES.finditer(text))
    return None if blames else _PRAISES
