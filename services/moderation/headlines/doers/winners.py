"""Pure: two sides of a match of which the headline makes the winner lose, in any sport.

Told only where headline and text name both, and the text says in so many words, and never
otherwise, that the one beat the other whom the headline lets win.
"""

from __future__ import annotations

import re

from services.moderation.story import Story

_WINS = re.compile(
    r"\b(?:beats?|crush(?:es)?|hammers?|thrash(?:es)?|downs?|defeats?|edges?|sinks?|routs?"
    r"|stuns?"
    r"|sweeps?|tops?|sees? off|overcomes?|eases? past|cruises? past|knocks? out|dumps? out"
    r"|outclass(?:es)?|humbles?|upsets?|blows? away|demolish(?:es)?|destroys?|trounces?|blanks?"
    r"|outlasts?|eliminates?|batters?|mauls?|pips?|rall(?:y|ies) past|squeezes? past"
    r"|wins? (?:against|over|at)"
    r"|schlag(?:en|t)|besieg(?:en|t)|bezwing(?:en|t)|deklassier(?:en|t)|uberroll(?:en|t)"
    r"|demutig(?:en|t)"
    r"|zerleg(?:en|t)|(?:gewinn|sieg)(?:en|t) (?:gegen|uber|bei)|uberrenn(?:en|t)"
    r"|dominier(?:en|t)"
    r"|bat|battent|(?:ecras|domin|elimin|terrass|corrig|surclass|renvers|etrill|balai)(?:e|ent)"
    r"|s'impose(?:nt)? (?:face a|contre|devant|a|chez)|vien(?:t|nent) a bout d[eu]"
    r"|dispose(?:nt)? d[eu]"
    r"|golean?|derrotan?|vencen?|ganan? al?|arrollan?|aplastan?|superan?|eliminan?|tumban?"
    r"|doblegan?"
    r"|barren?|fulminan?|se imponen? (?:al?|ante)"
    r"|batt(?:e|ono)|travolg(?:e|ono)|sconfigg(?:e|ono)|supera(?:no)?|piega(?:no)?"
    r"|elimina(?:no)?"
    r"|strapazza(?:no)?|annienta(?:no)?|stend(?:e|ono)|schiaccia(?:no)?|vinc(?:e"
    r"|ono) (?:contro|su)\w*"
    r"|goleiam?|derrotam?|vencem?|batem?|eliminam?|superam?|esmagam?|arrasam?|atropelam?"
    r"|ganham? (?:ao?|aos|as)"
    r"|versla(?:at|an)|verplettert|verpletteren|klopt|kloppen|vernedert|vernederen|overklast"
    r"|overklassen"
    r"|wint van|winnen van|rekent af met|rekenen af met|walst over|veegt)\b(?! (?:by|par|da"
    r"|door|von)\b)"
)
_LOSES = re.compile(
    r"\b(?:los(?:e|es) (?:\S+ )?(?:to|against)|falls? to|goe?s? down to|crash(?:es)? to"
    r"|(?:beaten|crushed|hammered|thrashed|stunned|outclassed|routed) by"
    r"|verlier(?:t|en) (?:\S+ )?(?:gegen|bei)|unterlieg(?:t|en)(?: gegen)?"
    r"|perd(?:ent)? (?:\S+ )?(?:contre|face a|devant|a)|s'incline(?:nt)? (?:\S+ )?(?:face a"
    r"|devant|contre|a)"
    r"|caen? (?:\S+ )?(?:ante|contra|frente a)|pierden? (?:\S+ )?(?:ante|contra|con)"
    r"|perd(?:e|ono) (?:\S+ )?(?:contro|con)|cad(?:e|ono) (?:\S+ )?contro"
    r"|perdem? (?:\S+ )?(?:com|contra|para|frente)|caem? (?:\S+ )?(?:perante|frente|contra)"
    r"|verlie(?:st|zen) (?:\S+ )?(?:van|tegen))\b"
)
_GAP = r"(?:,? [^\s.;:,]+){0,5}?"
_BEAT = re.compile(
    # what stands before whom it was done to: "after a 24-10 win over", "dopo aver battuto"
    r"(?<!was )(?<!were )(?<!been )(?<!being )(?<!be )\b(?:"
    r"(?:beat|beating|defeated|defeating|thrash(?:ed|ing)|hammer(?:ed|ing)|crush(?:ed|ing)"
    r"|edg(?:ed|ing)"
    r"|overc(?:ame|oming)|s(?:aw|eeing) off|eliminat(?:ed|ing)|rout(?:ed|ing)|knock(?:ed"
    r"|ing) out"
    r"|stunn(?:ed|ing)|outclass(?:ed|ing)|sweeping|swept)(?! by)(?: aside)?"
    r"|(?:dispos(?:e|ed|ing) of|end(?:ed|ing) the run of|brush(?:ed|ing) aside)"
    r"|(?:win|victory|triumph|success|rout) (?:over|against)|(?:defeat|thrashing|rout) of"
    rf"|(?:gewann\w*|gewonnen|sieg\w*|erfolg|setzt\w* sich|behielt\w*)[^.;]{{0,70}}? (?:gegen"
    rf"|uber)"
    r"|besiegten?|bezwang(?:en)?|deklassierten?|schlugen|schlug"
    r"|en (?:battant|dominant|ecrasant|eliminant|disposant d[eu])|(?:a|ont) (?:battu|domine"
    r"|ecrase|elimine)"
    rf"|s(?:'est|e sont) impose\w*{_GAP} (?:face a|face au|contre|devant|a|au)"
    rf"|(?:victoire|succes){_GAP} (?:sur|contre|face a|face au|devant)|venu\w* a bout d[eu]"
    r"|(?:tras|al|despues de) (?:imponerse|vencer|ganar|derrotar|golear|superar|eliminar"
    r"|arrollar)"
    r"|vencio|vencieron|derroto|derrotaron|goleo|golearon|supero|superaron|elimino|eliminaron"
    r"|gano|ganaron"
    r"|se impuso|se impusieron|victoria (?:\S+ ){0,2}(?:sobre|ante|frente a|contra)"
    r"|(?:aver|ha|hanno|avendo) (?:battuto|sconfitto|superato|travolto|piegato|eliminato)"
    rf"|(?:vittoria|successo|vinto|vinse){_GAP} (?:contro|su|sul|sulla|sui|ai danni d\w+)"
    r"|(?:de|apos|ao) (?:vencer|bater|derrotar|golear|eliminar|ganhar)"
    r"|venceu|venceram|bateu|bateram|derrotou|derrotaram|goleou|golearam|eliminou|eliminaram"
    r"|(?:vitoria|triunfo) (?:\S+ ){0,2}(?:sobre|frente|contra|ante|diante)"
    r"|(?:zege|overwinning|winst) (?:op|tegen)|versloeg(?:en)?|te sterk voor|afgerekend met"
    rf"|w[oi]n(?:nen|t)?{_GAP} van|wonnen{_GAP} van|gewonnen van)\b"
)
_PLACE_OF_ALL = re.compile(r"[?\"“”„«»]")
_LONGEST_READ = 900
_FEWEST_SIGNS = 3
_ARTICLES = """
the die der das den dem le la les il lo gli i el los las al del o os a ao aos as de het ein un
une una uma een their his face contra ante past aside
"""
_SMALL = frozenset(_ARTICLES.split())
_SWAPPED = "By the text it is the other side that won."


def another_won(story: Story) -> str | None:
    """Say that a headline's winner is, by the text, whom the other side beat."""
    headline = story.title
    verb = _WINS.search(headline)
    lost = None if verb else _LOSES.search(headline)
    told = verb or lost
    if told is None or _PLACE_OF_ALL.search(headline):
        return None
    before = _names(headline[: told.start()])[-1:]
    after = _names(headline[told.end() :])[:1]
    if not before or not after:
        return None
    winner, loser = (before[0], after[0]) if verb else (after[0], before[0])
    text = story.folded[story.body_at : story.body_at + _LONGEST_READ]
    if winner == loser or winner not in text or loser not in text:
        return None
    if _is_beaten(text, loser, winner) or not _is_beaten(text, winner, loser):
        return None
    return _SWAPPED


def _names(part: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", part)
    return [word for word in words if len(word) >= _FEWEST_SIGNS and word not in _SMALL]


def _is_beaten(text: str, who: str, by: str) -> bool:
    """Tell whether somebody is named as beaten, and the other not before them as well."""
    name = re.compile(rf"{_GAP} {re.escape(who)}\b")
    for beat in _BEAT.finditer(text):
        match = name.match(text, beat.end())
        if match and by not in match[0]:
            return True
    return False
