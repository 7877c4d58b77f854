"""The set forms by which wires and press offices embargo, in the languages we carry; pure.

The next agency's habit is one more line here, with its sample.
"""

# ruff: noqa: E501  a language a line reads better than a pattern cut to length

from __future__ import annotations

import re

from services.ingest.formats.wording.embargo.ends import MONTH_NAME, WHEN

_ATTENTION = (
    r"(?:achtung|attention|att|aten[cç]i[oó]n|aten[cç][ãa]o|attenzione|editors?['’]?s?|eds?|desks?"
    r"|newsrooms?|redaktion(?:en)?|rédact\w+|redac\w+|journalists?|all|note|nota|notes|nb|hinweis"
    r"|wichtig|importante?|urgente?|please|strict(?:ly)?|strikte[sm]?|strikt|strengem?|strenge"
    r"|stricte?|estricto|rigoros[ao]|total|absolut\w*|full|press|presse|media|medien|news|to|aux?"
    r"|an\s(?:die|alle)|following|under|sous|unter|bajo|sob|sotto|onder|под|in|for|med|avis|aviso|avviso"
    r"|let|op|внимание|редактор\w*|information|mitteilung|meldung|dépêche|comunicado|comunicato"
    r"|release|this|story|article|copy|material|report|item|is|are|still|remains|text|content|now"
    r"|time|date|timing|pod|advisory|reminder|warning|caution|not[ií]cia|noticia|notizia|texto|testo|texte|bericht|bitte|mit|con|informaci[oó]n|merci\sde|prière\sde|veuillez|материал|информация|текст|новость|сообщение|immediate)"
)
_START = rf"(?i)[\W_]{{0,12}}(?:\d{{1,2}}[.)]\s?)?(?:{_ATTENTION}[\s:;,.!–—*()\[\]/_|-]{{1,6}}){{0,7}}"
_TERM = (
    r"(?P<term>(?:(?:press|presse|news|medien|media|publication|release|copy|web|online|print|sende|publikations|veröffentlichungs)[- ]?)?"
    r"(?:embarg[o0](?:ed|['’]d|es|té|tée|s)?|embarg(?:i?em|u|om)|embargad[oa]s?|embargat[oaie]|sperr(?:frist|vermerk)(?:en)?|эмбарго|[إا]مبار[غج]و"
    r"|ambargo\w{0,3}|エンバーゴ|엠바고|klausul(?:eret|erad|ert)?|sperret))"
)
_BETWEEN = (
    r"(?:[^\w\n]{1,5}(?:\([A-Z]{2,4}\)|until|till?|to|for|bis|zum?|jusqu['’]?(?:à|au|en)?|au|à|hasta|até|fino|tot|до|حتى|قبل|إلى|do|from|ab|am"
    r"|um|le|la|las|les|el|al|alle?|all['’]|ore|del?|dell[ea]|das?|dos?|às|the|on|at|op|om|na|is|ist|date|time|end|ends|ended"
    r"|release|released|publication|use|strictly|ore|lifted|lifts|lift|levée?|levantad[oa]|revocato"
    r"|aufgehoben|expires?|nicht|vor|dem|den|not|before|and|a|el|día|dia|giorno|в|с|на|par|pour|beachten|material|copy|di|\d{1,2}(?=\sdi\b)|strict\w*|strikt\w*|streng\w*|sino|autori[sz]\w+|partir|du|au|après|après|after|nach|dopo|después|depois|снима\w+|истека\w+|действу\w+|[A-Z]{2,4}\)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|until:))"
)
IN_FRONT = re.compile(_START + _TERM)
_BARE_TIME = r"(?!19\d\d|20[2-9]\d)(?:[01]\d|2[0-3])[0-5]\d\b(?!\s?[%$€£])"
THEN_WHEN = re.compile(
    rf"(?i){_BETWEEN}{{0,8}}(?:[^\w\n]{{0,5}}{WHEN}|(?:(?<=\bat)|(?<=\bto)|(?<=\btil)|(?<=\bbis)|(?<=till)|(?<=until))[^\w\n]{{1,3}}{_BARE_TIME})"
)
THEN_NOTHING = re.compile(
    r"(?i)[\s:;,.–—(-]{0,4}(?:is\s|was\s|has\sbeen\s|ist\s|est\s)?(?:none|no|nil|n/a|kein[er]*|lifted|over|ended|expired"
    r"|broken|aufgehoben|entfällt|abgelaufen|on|off|aucun|ningun[oa]|nessuno|nenhum|geen|нет|levée?"
    r"|levantad[oa]|revocato)\b"
)
THEN_COPY = re.compile(
    r"(?i)[\s:–—-]{1,3}(?:copy|material|story|stories|news|press|media|release|content|report|text|article"
    r"|item|information|version)s?\b"
)
THEN_A_MARK = re.compile(
    r"(?i)\s*(?:$|[:!–—(\[|*]|\s-|until\b|till\b|to\b|for\b|bis\b|jusqu|hasta\b|até\b)"
)
ALONE = re.compile(r"[\W_]*\Z")
ADJECTIVE = re.compile(r"(?i)embargo(?:ed|té|tée)|embargad|embargat|sperr|klausul|エンバーゴ")
PREPOSED = re.compile(
    r"(?i)\b(?:under|sous|unter|bajo|sob|sotto|onder|под|strict\w*|strikt\w*|streng\w*)\b"
)

WITHIN = re.compile(
    r"(?i)\W{0,6}(?:(?!(?:remains?|stays?|bleibt|reste|sigue|resta|was|were|had|been|war|waren|était|étaient|estaba|fue|era|estava|foi|был)\b)[\w’'-]{1,20}[ :,]{1,3}){1,4}?"
    r"(?P<term>(?:under|sous|unter|bajo|sob|sotto|onder|под|pod)[ ](?:strict\w*[ ]|strikt\w*[ ]|streng\w*[ ])?"
    r"(?:embargo|sperrfrist|эмбарго\w*|embargiem)|embargoed|embargad[oa]s?|embargat[oaie]|sperrfrist)\b(?!\s+(?:on|of|against)\b)"
)
"""A few words in front of what only an embargo is called: `Communiqué sous embargo - mardi`."""

_PUBLISH = (
    r"(?:publi(?:sh|cation|shed|cized|car|er|que[rn]?|cada?o?|cat[oa]|ceren|cação|cación|quée?)|releas(?:e|ed)|use|used|broadcast"
    r"|print(?:ed)?|air(?:ed)?|post(?:ed)?|distribut(?:e|ed|ion)|transmission|run)"
)
_THEN = f"(?-x:{WHEN})"
# What a date follows stands together: each date in it is thousands of signs to compile.
PHRASE = re.compile(
    rf"""(?x){_START}(?:
        hold[- ]for[- ]release\b | advance[ ]for[ ]release\b
      | (?:not|never)[ ](?:to[ ]be[ ]|for[ ])?{_PUBLISH}(?:(?:,|/|[ ]or|[ ]and|[ ]nor){{1,2}}[ ]?(?:online[ ])?\w+){{0,4}}[ ](?:before|until|till|prior|ahead|earlier)\b
      | (?:do|may|must|should)[ ]not[ ](?:be[ ])?{_PUBLISH}(?:[ ](?:or|and|/)[ ]\w+)?(?:[ ](?:this|it)(?:[ ]\w+)?)?
            [ ](?:before|until|till|prior|ahead|earlier)\b
      | no[ ](?:publication|release)[ ](?:before|until|till|prior|earlier)\b
      | (?:{_PUBLISH}|free)[ ](?:only[ ])?(?:not[ ]before|no[ ]earlier[ ]than)\b
      | (?:the[ ])?embargo[ ](?:will[ ])?(?:lifts?|ends?|expires?|be[ ]lifted|is[ ]lifted)[ ](?:at[ ])?(?=\d{{1,2}}[:.h]\d{{2}}|\d{{1,4}}[ ]?(?:[ap]\.?m|gmt|utc))
      | adv(?:ance)?[ ]for[ ](?:\w+day,?[ ])?(?=[a-z]{{3,9}}\.?[ ]\d|\d{{1,2}}[ ][a-z]{{3}})
      | nicht[ ](?:zu[ ])?(?:veröffentlichen|verwenden|verbreiten|senden)[ ](?:vor|bis)\b
      | erst[ ]ab\b.{{0,40}}(?:verwend|veröffentlich|verbreit|frei)
      | gesperrt[ ]bis[ ](?=(?:[^:]|:\d){{0,50}}\Z)[^:]{{0,12}}(?={_THEN})
      | (?:zur|für)[ ](?:die[ ])?veröffentlichung[ ]gesperrt[ ]bis\b | frei[ ]für[ ]\w*ausgaben
      | nicht[ ]vor\b.{{0,60}}\b(?:veröffentlich|verwend|verbreit)
      | bis\b.{{0,60}}\b(?:nicht[ ](?:zu[ ])?(?:veröffentlich|verwend|verbreit))
      | (?:à[ ])?ne[ ](?:pas|rien)[ ](?:être[ ])?(?:publi|diffus|utilis|repren|repris|divulgu)\w*[ ](?:\w+[ ]){{0,4}}?avant\b
      | (?:pas[ ]de[ ]|aucune[ ])(?:publication|diffusion)[ ]avant\b | interdit(?:e)?[ ](?:de|à)[ ](?:la[ ])?(?:publication|diffusion)
      | (?:levée|fin)[ ](?:de[ ]l['’]|d['’])embargo\b | (?:fin|levantamiento|fine|fim)[ ](?:del?|do)[ ]embargo\b
      | (?:prohibid[ao]|no[ ]autorizad[ao]|vetad[ao])[ ](?:su[ ]|la[ ])?(?:publicación|difusión|reproducción|divulgación)[ ](?:hasta|antes)
      | no[ ](?:publi|difund|divulg|us|utiliz|emit)\w+[ ](?:\w+[ ]){{0,3}}?(?:antes|hasta)\b
      | (?:publicación|difusión|reproducción|divulgación)[ ](?:prohibida|autorizada|permitida|libre|vetada)[ ](?:hasta|antes|a[ ]partir|desde)
      | (?:para[ ]|a[ ]|da[ ])?(?:publicar|difundir|su[ ]publicación|publicación|divulgar|pubblicare|diffondere)[ ](?:a[ ]partir|después|desde|el|dal|dalle|il|depois|em)\b
      | (?:da[ ])?non[ ](?:pubblic|diffond|divulg|utilizz)\w+[ ](?:\w+[ ]){{0,3}}?(?:prima|fino)\b
      | (?:pubblicazione|diffusione|divulgazione)[ ](?:vietata|non[ ]\w+|consentita|autorizzata|libera)[ ](?:prima|fino|dal|a[ ]partire)
      | vietata[ ](?:la[ ])?(?:pubblicazione|diffusione|divulgazione)[ ](?:prima|fino) | pubblicabile[ ](?:dal|dalle|a[ ]partire)
      | não[ ](?:public|divulg|us|utiliz|difund|veicul)\w+[ ](?:\w+[ ]){{0,3}}?antes\b
      | (?:divulgação|publicação|difusão|veiculação)[ ](?:proibida|autorizada|liberada|permitida|vedada|não[ ]\w+)[ ](?:até|antes|a[ ]partir)
      | proibida[ ](?:a[ ])?(?:divulgação|publicação|difusão|veiculação)[ ](?:até|antes) | liberad[ao][ ](?:para[ ]\w+[ ])?a[ ]partir\b
      | niet[ ](?:publiceren|gebruiken|openbaar[ ]maken|verspreiden|(?:voor|ter)[ ]publicatie)[ ](?:voor|vóór|vòòr|tot|eerder)\b
      | (?:moves?|moved|sent|issued|filed|transmitted|provided|supplied)[ ](?:to[ ]you[ ])?in[ ]advance[ ]for[ ](?:use|release|publication)\b
      | (?:respect|observe|honou?r|heed|keep[ ]to|beachten|beachtet|respecter|respetar|respeten|rispettare|respeitar|respecteer|соблюда\w+)
            (?:[ ](?:sie|die|den|diese|the|this|our|el|o|het|de|il|la)){{0,3}}[ ](?:l['’])?(?:strict[ ])?(?:embargo|sperrfrist|эмбарго)\b
      | \$?adv[ -]?\d{{1,2}}\b
      | [^.!?]{{0,70}}[-–—(,|/][ ]?(?:under|sous|unter|bajo|sob|sotto|onder)[ ]embargo\W*\Z
      | (?:
            (?-i:HOLD)[ ](?:for|until|till)[ ]
          | (?:release|publication|broadcast|distribution)[ ](?:on[ ]or[ ]after|only[ ]after|not[ ]before)[ ]
          | (?:freigegeben|freigabe)[ :]+(?:erst[ ])?(?:ab|am|:)?[ :]{{0,2}}(?:(?:dem|den|\w+tag,?)[ ]){{0,2}}
          | frei(?:[ ](?:zur|für)[ ](?:die[ ])?\w+)?[ :]+(?:erst[ ])?ab[ :]{{0,2}}[ ]?(?:(?:dem|den|\w+tag,?)[ ]){{0,2}}
        )(?={_THEN})
      | (?:
            hold[ ](?:until|till)\b
          | (?:à[ ])?(?:diffuser|publier|paraître|utiliser)[ ](?:à[ ](?:partir|compter)|après|dès|le)\b
          | pour[ ](?:publication|diffusion)[ ](?:le|à[ ]partir|après)\b
          | (?:publicatie|vrij|vrijgegeven|vrij[ ]voor[ ]publicatie|voor[ ]publicatie)[ ](?:pas[ ])?(?:vanaf|niet[ ]voor|na)\b
        )[^.]{{0,12}}(?={_THEN})
      | (?:zur[ ]veröffentlichung|zur[ ]verwendung|veröffentlichung|verwendung|sendung)[ ](?:erst|frei|frühestens|nicht|ab|gesperrt)\b[^.]{{0,30}}(?={_THEN})
      | (?:
            (?:nicht|keinesfalls)[ ](?:zur[ ]veröffentlichung[ ])?vor\b
          | (?:publication|diffusion|reproduction|parution|utilisation|divulgation)[ ](?:interdite|non[ ]autorisée|autorisée|libre|possible|permise)
            [ ](?:avant|jusqu|à[ ](?:partir|compter)|dès)
        )[^.]{{0,20}}(?={_THEN})
    )"""
)
PHRASE_IN_SIGNS = re.compile(
    rf"""(?x){_START}(?:
        не[ ](?:для[ ]|подлежит[ ])?(?:публи|распростран|использ|разглаш|обнарод)\w*[ ](?:\w+[ ]){{0,3}}?(?:до|ранее|раньше)\b
      | (?:публикация|распространение|запрет[ ]на[ ]\w+|запрещен[оа][ ]\w+)[ ](?:\w+[ ]){{0,2}}?(?:до|после|с)\b[^.]{{0,12}}(?={_THEN})
      | (?:к[ ]публикации|публиковать)[ ](?:с|после|не[ ]ранее)\b | до\b.{{0,40}}[ ]не[ ](?:публи|распростран)
      | (?:報道|報導|情報|記事|掲載|公表|発表|公開|配信|报道|报導|新闻稿?|新聞稿?|发布|發布|媒体|媒體|稿件)?解禁\s?(?:日時?|時刻|時間|时间|日期|は|まで|前|[:：】）)\]]|\d|\Z)
      | (?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日.{{0,16}}?(?:から|以降(?:に)?|之后|起)?(?:報道|情報|报道|報導|掲載|公表)?解禁\W*\Z
      | .{{0,40}}以降(?:に|の)?(?:報道|掲載|公表|配信|放送|公開|使用)(?:可|して|願)
      | [请請]?[于於在].{{0,24}}[后後](?:再)?(?:发布|發布|发表|發表|刊发|报道|報導|公开|播出)\W*\Z
      | 限.{{0,24}}[后後](?:发布|發布|发表|刊发|报道|公开)
      | .{{0,40}}(?:まで|以前)(?:は|の)?(?:報道|掲載|公表|配信|放送|公開)[^。]{{0,12}}(?:禁|控え|しない|不可)
      | (?:報道|掲載|公表|配信|放送|公開)(?:は|を|の)?.{{0,30}}(?:以降|まで(?:禁|控え|しない|不可))
      | .{{0,40}}前.{{0,6}}(?:请勿|不得|禁止|严禁|請勿|嚴禁|切勿|勿).{{0,8}}(?:发布|发表|报道|刊发|刊登|公开|播出|發布|發表|報導|報道|公開)
      | (?:请勿|不得|禁止|严禁|請勿|嚴禁|切勿).{{0,30}}前.{{0,6}}(?:发布|发表|报道|刊发|刊登|公开|播出|發布|發表|報導|報道|公開)
      | (?:禁[发發]至|封锁至|保密至|限时发布|新闻禁[发發]期|禁止提前(?:发布|报道)|(?:发布|發布|新闻|新聞|媒体|媒體){{1,3}}禁令)
      | (?:يمنع|يُمنع|لا[ ]يجوز|لا[ ]يسمح)[ ](?:ب)?(?:ال)?نشر\w*[ ].{{0,20}}(?:قبل|حتى)
      | (?:ال)?(?:محظور|ممنوع)[ ](?:من[ ])?(?:ال)?نشر | حظر[ ](?:ال)?نشر[ ]?(?:حتى|قبل|إلى|:|\Z) | يحظر[ ](?:ال)?نشر\w*[ ](?:قبل|حتى)
      | (?:لا|غير|ليس)[ ](?:\w+[ ])?(?:ي|ت|لل|ب?ال)?نشر\w*[ ].{{0,20}}(?:قبل|حتى) | للنشر[ ](?:بعد|ابتداء)
      | (?:محظور|الحظر)[ ]حتى
      | (?:보도\s?유예|보도\s?제한|보도\s?시점)
    )"""
)
"""Of scripts that are not Latin; no line of plain ASCII has one."""
FOR_RELEASE = re.compile(
    rf"{_START}(?:for (?:release|use|publication|broadcast)|release[ ](?:date|time|at)|to be released|publish at|release)"
    rf"(?:[\s:,(–—-]{{1,4}}(?:on|at|after|from|date|the|not before|no earlier than|or)){{0,4}}[\s:,(–—-]{{1,4}}{WHEN}"
)
"""A press office's line, which often says no more than the day on which it was sent."""

EMBARGO = re.compile(
    r"\bEMBARGO(?:ED)?\b|\bEMBARGADO\b|\b[Ee]mbargoed (?:until|to|till|for)\b"
    r"|(?<!\b[TtSs]he )(?<!\b[Ee]l )(?<!\b[Oo] )(?<!\b[Hh]et )(?<!\b[Dd]as )"
    r"\b[Ee]mbargo (?:until|jusqu|hasta|bis|até|fino|tot|до)|\b(?i:(?:sous|bajo|sob|sotto|onder) embargo)\b|\bSPERRFRIST\b"
    r"|\bSperrfrist(?::|\s+\d{1,2}\.)|\b(?i:hold[- ]for[- ]release)\b"
    r"|\b(?i:(?:not for|do not) (?:publication|publish|release|use|broadcast) (?:before|until))\b"
    r"|\b(?i:in advance for (?:use|release))\b|\b(?i:sperrfrist bis)\b|ЭМБАРГО|под эмбарго"
    r"|\b(?i:for release (?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    rf"|{MONTH_NAME}|\d))"
)
"""In a note to editors, wherever it stands."""
_UNDER_EMBARGO = (
    r"(?:strictly )?(?:embargoed|under (?:an? )?(?:strict )?embargo) (?:until|till)\b"
)
BEHIND = re.compile(
    rf"(?i)(?:^\W{{0,4}}|[-–—:(\[|]\s?){_UNDER_EMBARGO}"
    r"|\b(?:this|it|release|report|story|information|material|article) (?:is|are) "
    rf"{_UNDER_EMBARGO}"
)
"""As press offices write it, behind a subject or in a sentence to editors."""
OF_ITSELF = re.compile(
    r"(?i)\b(?:this|the (?:following|above|attached))(?: \w+)? (?:is|are) (?:strictly )?(?:embargoed|under (?:an? )?(?:strict )?embargo)\b"
    rf"(?:{_BETWEEN}{{0,6}}[^\w\n]{{0,5}}{WHEN}|\W*$)"
)
LIFTED = re.compile(
    r"(?i)\b(?:no|without|ohne|keine|not)\s+(?:an?\s+)?(?:embargo|sperrfrist)"
    r"|\bembargo(?:ed)?\s+(?:is\s+|was\s+|has\s+been\s+)?(?:lifted|over|ended|expired|broken)"
    r"|\bembargo\s*:\s*(?:no|none|n/a|keine?)\b|\bembargo\s+on\b|\bsperrfrist\s+(?:aufgehoben|entfällt|abgelaufen)|\b(?:trade|arms|oil)\s+embargo"
)


OPENERS = frozenset(
    word[:3]
    for word in (  # noqa: SIM905  a list of them would fill a page
        "embargo sperrfrist эмбарго ambargo エンバーゴ klausul press news medien hold advance not never do"
        " may must should no publish release use broadcast print air post distribute transmission"
        " run free on only zur veröffentlichung verwendung sendung freigabe gesperrt nicht"
        " keinesfalls bis à ne diffusion reproduction parution utilisation divulgation pas aucune"
        " interdit pour levée fin prohibido vetado no para da non vietata não veiculação proibida"
        " liberado niet vrij voor не публикация распространение запрет к до $adv achtung attention"
        " att atención atenção editors eds desk redaktion rédaction redaccion journalists all note"
        " nb hinweis wichtig importante urgent please strictly total absolut full to au aux an die"
        " bitte mit con información merci prière veuillez материал информация текст новость сообщение immediate erst verwendung gesperrt diffuser publier paraître publicar difundir divulgar pubblicare diffondere under sous unter bajo sob sotto onder под in for med a un el l’ l' avis aviso avviso"
        " let op внимание редакторам information mitteilung meldung dépêche comunicado this story"
        " article copy material report item text content now advisory reminder warning caution"
        " notícia notizia testo bericht is are still remains time date timing pod respect observe"
        " honour heed keep beachten respecter respetar rispettare respeitar соблюдайте a paraître"
    ).split()
)
"""How lines begin in which an embargo may stand, by three letters: most lines do not."""
STEMS = (
    "mbarg", "perrf", "perrv", "lausul", "perret", "for release", "-release", "for use", "release", "before", "until",
    " till", "prior", "after ", "earlier", "frei", "gesperrt", "verwend", "diffus", "hold", "publicar", "pubblicar", "adv", "ffentlich", "nicht", "avant", "jusqu", "interdit", "partir", "publication",
    "hasta", "antes", "desde", "prohibid", "prima", "fino", "viet", "pubblicabil", "proibid", "voor", "vóór", "vanaf", " tot",
    "эмбарго", "до ", "публик", "адв", "adv",
)  # fmt: skip
SIGNS = (
    "解禁",
    "禁",
    "엠바고",
    "后发",
    "後發",
    "后报",
    "后公",
    "보도",
    "勿",
    "不得",
    "以降",
    "まで",
    "エンバーゴ",
    "نشر",
    "محظور",
    "حظر",
    "保密",
    "限",
    "مبارغو",
    "مبارجو",
)
