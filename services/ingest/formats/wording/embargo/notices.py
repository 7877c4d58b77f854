"""Lines that say nothing but whether, or from when, a text may be used; pure.

No set form is needed: each word of such a line says that the copy is meant, that it is not to be
published, or until when. `Prohibido publicar antes del lunes` has no other word; `No use before
10 a.m.: city limits lawn watering` has. So the next way to say it costs a word, not a pattern.
"""

# ruff: noqa: E501  a language a line reads better than a list cut to length

from __future__ import annotations

import re
from itertools import pairwise

from services.ingest.formats.wording.dates import MONTHS

LONGEST_NOTICE_LINE = 110


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TERM = _words(
    "embargo embargoed embargo'd embgo emb emb'd embargofrist embargozeit embargado embargada embargados embargadas embargato embargata embargati embargate"
    " hfr sperrfrist sperrvermerk sendesperrfrist pressesperrfrist embargos эмбарго"
)
_PUBLISHES = _words(
    """
    publish published publishing publication publications release released releasing broadcast transmit transmission transmitted distribute distribution
    print printed air aired post posted circulate circulation online reproduce reproduced appear quoted quote use used usage go-live
    veröffentlichen veröffentlicht veröffentlichung freigegeben freigabe publizieren publiziert verbreiten verbreitung senden gesendet erscheinen erscheint verwenden verwendung verwendet melden gesperrt
    publier publié publiée publication diffuser diffusé diffusée diffusion reprendre reproduire parution paraître paraitre divulguer utiliser ligne
    publicar publicarse publicado publicada publicación difundir difundirse difusión emitir emisión divulgar divulgación reproducir utilizar usar
    pubblicare pubblicato pubblicata pubblicazione diffondere diffuso diffusa diffusione divulgare divulgazione onda utilizzare usare
    publicação divulgação divulgado divulgada veicular veiculação difusão ar
    publiceren gepubliceerd publicatie verspreiden uitzenden gebruiken openbaar
    النشر نشر نشره نشرها للنشر ينشر
    публиковать публикации публикация публикацию опубликования опубликовать эфир распространять распространение распространению использовать разглашать обнародовать печать печати
    """
)
_FORBIDS = _words(
    """
    not don't never no nothing only yet hold wait withhold
    nicht noch kein keine keinesfalls nie erst nur frühestens vorher
    ne pas rien encore seulement uniquement interdit interdite interdiction qu'à qu'après qu'au
    no solo sólo solamente únicamente prohibido prohibida prohibe vetado vetada nada todavía aún
    non soltanto vietato vietata niente divieto ancora
    não somente apenas só proibido proibida vedado vedada ainda
    niet geen nooit alleen pas verboden niets nog
    عدم ممنوع محظور حظر لا الالتزام
    не нельзя пока только запрещено запрещена запрещается запрет
    """
)
_UNTIL = _words(
    "before until till prior after earlier ahead vor bis nach avant jusqu'à jusqu'au après antes hasta después prima fino dopo"
    " até depois após voor vóór tot na eerder до ранее раньше после قبل حتى بعد"
)
_NONE = _words(
    "no not without kein keine keinerlei ohne aucun sans sin ningún senza nessun sem geen zonder без нет"
)
_OF_TIME = _words(
    """
    am pm a.m p.m hrs hours hour o'clock noon midnight tomorrow tonight today morning evening afternoon night time local gmt utc bst cet cest est edt et pst pdt pt ct mt ist aest aedt jst z london eastern
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    uhr montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so mez mesz morgen heute mittag mitternacht früh abend ortszeit
    lundi mardi mercredi jeudi vendredi samedi dimanche heure heures h midi minuit demain matin soir 1er
    lunes martes miércoles jueves viernes sábado domingo hora horas mañana mediodía medianoche
    lunedì martedì mercoledì giovedì venerdì sabato domenica ora ore domani mezzogiorno mezzanotte
    segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira sexta-feira amanhã manhã
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag uur morgenochtend middernacht
    понедельника понедельник вторника вторник среды среда четверга четверг пятницы пятница субботы суббота воскресенья воскресенье часов час мск утра вечера завтра
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря года г
    الساعة صباحا مساء يوم غد غدا الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
    further notice weiteres nouvel ordre nuevo aviso nuovo avviso
    verdict arrival delivery speech announcement ruling session conference briefing ceremony meeting delivered moment minister chancellor president starts begins speaking speaks
    """
) | frozenset(MONTHS)
_OF_COPY = _words(
    """
    this these that it its the a an is are be been to for of in on at and or by from as may must can should will please kindly strictly strict all any eds ed editors editor desk desks newsdesk newsdesks newsroom news media press journalists note attention
    story copy article report text material item content release document information advance following attached above below version statement details onward web websites radio tv print papers sunday do does using check with against now purposes planning has set nda expected thereafter detail notice instructions conditions terms daily moved
    der die das den dem des dieser diese dieses ist sind im in am um ab zu zur zum für und oder bitte achtung hinweis redaktion redaktionen text meldung beitrag bericht artikel mit unter darf dürfen wird bestimmt an alle warten vorabdruck vorab gestattet ende veranstaltung beginn beachten frei noch
    le la les l' de du des ce cet cette est être et ou à a au aux en merci attention texte article information dépêche communiqué sur sous doit peut mettre à tous partir possible dès
    el los las lo la de del este esta es ser y o a al en por favor atención texto nota noticia artículo información material su bajo debe puede se que partir para solo desde
    il lo i gli la le di del della questo questa è essere e o a al in per favore attenzione testo notizia articolo materiale sotto deve può si prega da dal dalla mandare dalle alle delle
    o os as um uma de do da dos das este esta é ser e a ao em no na por favor atenção para texto matéria notícia conteúdo sob deve pode colocar antes às
    de het een dit deze is zijn worden en of te om op in van aub graag let tekst bericht artikel onder mag mogen moet zetten
    يرجى الرجاء الالتزام بموعد موعد من بتوقيت غرينتش
    и или в во на с для к о под текст материал статья сообщение информация внимание просьба редакторам прошу просим выпускать
    """
)
_HOLDS = re.compile(
    r"\b(?:hold|holds)\s(?:(?:this|it|the\s(?:story|copy)|copy|story)\s)?(?:for|until|till)\b|\bunder\s(?:wraps|nda)\b"
    r"|^\W*(?:strictly\s)?(?:private|confidential)\b"
)
_HOLD_WORDS = _words(
    "keep wraps under private confidential until in hold for verdict arrival confirmation delivery kept"
)
_GOES_LIVE = re.compile(
    r"^\W*(?:frei\s(?:für|ab|am|zum)|(?:advance\s)?for\s(?:\w+\s)?(?:release|use|publication)|publish(?:ing)?\s(?:date|time|on|at)|publication\s(?:date|time)|go(?:es|ing)?[ -]?live(?:\s(?:date|time|on|at))?|(?:embargo\s)?lifts?(?:\s(?:date|time|on|at))?)\b"
)
_LIVE_WORDS = _words(
    "publish publishing publication date time go goes going live go-live lift lifts on at"
)
_OUTRIGHT = _words(
    "publish publication release broadcast transmission veröffentlichen veröffentlichung freigegeben publier publication diffuser diffusion publicar publicación"
    " difundir difusión pubblicare diffondere publicação divulgar publiceren publicatie публиковать публикации"
)
"""What is forbidden without a word on when."""
_FORBIDS_OUTRIGHT = _words(
    "not don't never nicht noch ne pas rien non não niet не prohibido prohibida"
)
_YET = _words("yet noch encore todavía aún ancora ainda nog пока")
_FREES = _words(
    "immediate immediately sofort sofortige immédiate immediata inmediata imediata onmiddellijk немедленной lifted over ended expired broken aufgehoben"
)
_TOKEN = re.compile(r"[^\s\"“”„«»()\[\]{}*_|!<>=+~#/–—]+")
_A_NUMBER = re.compile(
    r"\d[\d:.,hH+-]*(?:st|nd|rd|th|er|[ap]\.?m\.?|h|hrs|uhr|uur|gmt|utc|z)?[.º°ª]?",
    re.IGNORECASE,
)
_ENDS = ".,:;?¡¿·•…'’‘-"
_MARKS = " *_-([{<|#=!"
_MOST_TOKENS = 24
_ALL = (
    _TERM
    | _FREES
    | _UNTIL
    | _PUBLISHES
    | _FORBIDS
    | _OF_TIME
    | _OF_COPY
    | _HOLD_WORDS
    | _LIVE_WORDS
)
BEGINNINGS = frozenset(word[:3] for word in _ALL)
_WHOLE_SIGNS = re.compile(
    r"\d{1,4}[年月日时時点點分]|(?:上午|下午|午前|午後|凌晨|晚上|零)|[\d:：/.,、。,!！()（）【】\s]|"
    r"(?:请勿|請勿|不得|禁止|严禁|嚴禁|切勿|勿|请|請|在|于|於|之前|以前|之后|之後|以降|前|后|後|再|以|此|本|该|稿件|稿|文|件|資料|記事|に|は|の|を|で|お願いします|ください|お控え|控え|願います|まで|ご遠慮)|"
    r"(?P<core>保密|转载|轉載|发布|發布|发表|發表|报道|報導|報道|刊发|刊登|公开|公開|播出|使用|采用|播发|解禁|掲載|公表|配信|放送)"
)
_HAS_SIGNS = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def may_be_notice(line: str) -> bool:
    """Tell whether a line is worth a close look, by its first word."""
    if _begins_otherwise(line):
        return False
    line = line.lstrip(_MARKS)
    word = line[:24].partition(" ")[0].replace("’", "'").lower().strip(_ENDS)
    return word in _ALL or word[:1].isdigit() or word[:1] >= "\u3040" or " " in line[1:2]


def _begins_otherwise(line: str) -> bool:
    """Tell by three letters, as of most lines, that the first word is none of a notice."""
    first = line[:3]
    return first.isalpha() and first.isascii() and first.lower() not in BEGINNINGS


def is_notice(line: str, *, is_head: bool = False) -> bool:
    """Tell whether a folded line says nothing else; one that frees the copy is none.

    `Not for publication` is said of a story only at its head: elsewhere of telephone numbers.
    """
    if len(line) > LONGEST_NOTICE_LINE or _begins_otherwise(line):
        return False
    if _HAS_SIGNS.search(line):
        return _is_notice_in_signs(line)
    tokens: list[str] = []
    for found in _TOKEN.finditer(line.replace("’", "'").lower()):
        token = found[0].strip(_ENDS)
        if not token:
            continue
        if token not in _ALL and not _A_NUMBER.fullmatch(token):
            return False
        tokens.append(token)
        if len(tokens) > _MOST_TOKENS:
            return False
    return len(tokens) > 1 and _says_when(line.lower(), tokens, is_head=is_head)


def _says_when(low: str, tokens: list[str], *, is_head: bool) -> bool:
    said = {*tokens}
    if said & _FREES and not low.lstrip(_MARKS).startswith("not for immediate"):
        return False
    has_time = bool(said & _OF_TIME) or any(token[0].isdigit() for token in tokens)
    if said & _TERM:
        speaks_of_none = any(
            (one in _NONE and two in _TERM)
            or (one in _TERM and two in _NONE and two == tokens[-1])
            for one, two in pairwise(tokens)
        )
        return not speaks_of_none and bool(
            has_time or said & _PUBLISHES or said & _FORBIDS or said & _UNTIL
        )
    if said & _PUBLISHES and said & _FORBIDS and has_time:
        return True
    if (is_head or said & _YET) and _forbids_outright(tokens):
        return True
    return has_time and bool(_HOLDS.search(low) or _GOES_LIVE.search(low))


def _forbids_outright(tokens: list[str]) -> bool:
    return "following" not in tokens and any(
        token in _FORBIDS_OUTRIGHT and not _OUTRIGHT.isdisjoint(tokens[at + 1 : at + 4])
        for at, token in enumerate(tokens)
    )


def _is_notice_in_signs(line: str) -> bool:
    """Tell it of Chinese and Japanese, which set no spaces: nothing else may be left."""
    if _WHOLE_SIGNS.sub("", line) or not any(
        each["core"] for each in _WHOLE_SIGNS.finditer(line)
    ):
        return False
    return "解禁" in line or any(sign.isdigit() for sign in line)
