"""Orders to editors not to publish yet, wherever in a line or a sentence they stand; pure.

Set forms at the head of a line are `phrases`' business. Here a sentence is one when it
tells editors, or says of the copy itself, that it is not to be used before a time or an event:
`The findings, which may not be reported before 00.01hrs on Thursday, …`. A sentence that only
speaks of an embargo, of oil or of a broken one, orders nothing.
"""

# ruff: noqa: E501  a language a line reads better than a pattern cut to length

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

from ahocorasick_rs import BytesAhoCorasick, Implementation

from services.ingest.formats.text.signs import signs_of
from services.ingest.formats.wording.embargo.ends import WHEN
from services.ingest.formats.wording.embargo.folding import folded, untagged
from services.ingest.formats.wording.embargo.phrases import LIFTED

_LONGEST = 400
"""Signs of a sentence that are looked at."""
_MOST_HITS = 40
_CLOCK = (
    r"(?:\d{1,2}[:.h]\d{2}|\b\d{4}\s\w+\stime\b|\d{1,4}\s?(?:hours|hrs|uhr|h\b|[ap]\.?m\b|gmt|utc|uur)|\bnoon\b|\bmidnight\b|mittags?\b|mitternacht|\bmidi\b|minuit"
    r"|mediod[ií]a|medianoche|mezzogiorno|mezzanotte|meio-dia|meia-noite|middernacht|północy"
    r"|\b(?:kl\.?|às|las|alle|ore|om|um|godz\.?|saat|at|до|с|после)\s?\d{1,2}\b)"
)
_TODAY = r"(?:aujourd['’]hui|hoy|oggi|hoje|vandaag|i\s?dag|i\s?morgon|i\s?morgen|jutra|jutro|dziś|bugün|yarın|сегодня|today)"
_AT = f"(?:{_CLOCK}|{WHEN}|{_TODAY})"
_ANY = r"(?:[^.;!?]|(?<=\d)\.)"
"""Signs of one sentence; `23. September` does not end it."""
_TERM = (
    r"(?:embargo(?:e?d|e|té|tée|s)?|embarog?|embrago|enbargo|emabrgo|embargad[oa]s?|embargat[oaie]"
    r"|(?:sende|press?e)?sperr?e?fris?t|spärrfrist|sperrfirst|klausul(?:eret|erad|ert)?|эмбарго|ambargo\w{0,6})"
)
_ASK = (
    r"(?:achtung|attention|att|atención|atenção|attenzione|uwaga|внимание|nb|note|nota|notes|hinweis|eds?|editors|please|kindly|bitte"
    r"|merci\sde|prière\sde|veuillez|se\sruega|si\sprega\sdi|por\sfavor|we\sask\syou|wir\sbitten|bitten\swir|gelieve|prosimy|proszę|просим|lütfen"
    r"|vorabmeldung|anticipazione|adelanto|embargoed|strictly|under|strict|strikt|strengste)"
)
_FRONT = rf"^[\W_]{{0,12}}(?:{_ASK}\b[\W_]{{1,6}}){{0,4}}"
_COPY = (
    r"(?:text|copy|story|material|report|findings?|information|content|figures|data|release|document|speech|remarks|study|results?|statement|announcement|interview|advance|paper"
    r"|meldung|bericht|rede|manuskript|studie|mitteilung|beitrag|zahlen|inhalte?|dokument|unterlagen|ergebnisse|daten|nachricht"
    r"|texte|dépêche|communiqué|rapport|étude|discours|données|chiffres|informations?|contenu|résultats"
    r"|texto|noticia|informe|estudio|discurso|material|contenido|datos|comunicado|nota"
    r"|testo|notizia|bollettino|rapporto|studio|discorso|dati|materiale|comunicato"
    r"|conteúdo|matéria|relatório|estudo|dados|auditoria|notícia"
    r"|tekst|bericht|onderzoek|cijfers?|toespraak|gegevens|texten|talet|rapporten|teksten|talen|raport|materiał|wyniki|данные|материал|доклад|текст)"
)
_USED = r"(?:publish|report|quot|releas|broadcast|print|air|post|shar|distribut|disclos|circulat|us|referr|cit|reproduc|transmit|ma[dk]e?\w*\spublic)\w*"
_WAS = r"(?:was|were|had|war|waren|hatte|était|étaient|avait|estaba|estuvo|fue|era|estava|foi|fu|stava|byla?|był[ao]?|был[ао]?|werd|var)"
_NO_EARLIER = r"\b(?:before|until|till|prior\sto|ahead\sof|earlier)\b"

_VERBS = "publish report releas broadcast quot used shared distrib disclos print cited posted aired circul reprod referred".split()  # noqa: SIM905
_NOT_BE = "; ".join(f"not {to}be {verb}" for to in ("", "to ") for verb in _VERBS)
_THE_WORD = "embarg; embrago; enbargo; embaro; emabrgo; sperrfrist; sperfrist; sperrefrist; spärrfrist; klausul; ambargo; эмбарго"

_BY_LANGUAGE: tuple[tuple[str, str], ...] = (
    # English
    (
        "not to be ; not for ; never to be; never for",
        rf"{_FRONT}(?:not|never)\s(?:to\sbe|for)\s(?:\w+,?\s){{0,2}}?{_USED}{_ANY}{{0,60}}?{_NO_EARLIER}",
    ),
    (
        _NOT_BE,
        rf"\b{_COPY}\b{_ANY}{{0,80}}?\b(?:may|must|can|should|shall|is|are)\s?not\s(?:to\s)?be\s(?:\w+\s)?{_USED}{_ANY}{{0,40}}?{_NO_EARLIER}",
    ),
    (
        "only be publish; only be us; only be report; only be releas; only be broadcast; only be quot; only be shar",
        rf"\b{_COPY}\b{_ANY}{{0,80}}?\b(?:may|must|can|should|shall)\sonly\sbe\s{_USED}\s(?:from|after|on|at|once)\b",
    ),
    (
        _NOT_BE,
        rf"\b(?:may|must|should)\snot\sbe\s(?:\w+\sor\s)?(?:published|reported|released|broadcast|quoted|disclosed|printed)\b{_ANY}{{0,30}}?{_NO_EARLIER}{_ANY}{{0,30}}{_CLOCK}",
    ),
    (
        "do not publish; do not run; do not release; do not broadcast; do not post; do not share; do not print; do not quote; do not report; do not circulate; don't publish; don't run; don't release; don't broadcast; don't post; don't share; don't print; don't quote; don't report; don't circulate; don’t publish; don’t run; don’t release; don’t broadcast; don’t post; don’t share; don’t print; don’t quote; don’t report; don’t circulate; never publish; never run; never release; never broadcast; never post; never share; never print; never quote; never report; never circulate",
        rf"\b(?:do\snot|don['’]t|never)\s(?:publish|run|release|broadcast|post|share|print|quote|report|circulate)\b{_ANY}{{0,40}}?(?:{_NO_EARLIER}{_ANY}{{0,30}}?{_AT}|\bearlier\W*$|{_NO_EARLIER}(?=\s(?:the|our|he|she|it|after|delivery)))",
    ),
    (
        "please refrain; please hold; please keep; please wait; please sit; kindly refrain; kindly hold; kindly keep; kindly wait; we ask",
        rf"\b(?:please|kindly|we\sask\s\w+\sto)\b{_ANY}{{0,20}}?\b(?:refrain|hold|sit\son|keep|wait)\b{_ANY}{{0,70}}?{_NO_EARLIER}",
    ),
    (
        "refrain from",
        rf"\brefrain\sfrom\s(?:publish|report|shar|post|us|releas|broadcast|quot|circulat)\w*{_ANY}{{0,60}}?{_NO_EARLIER}",
    ),
    (
        "sit on this; keep this; keep it ; under nda",
        r"\bsit\son\sthis\suntil\b|\bkeep\s(?:this|it)\s(?:to\syoursel(?:f|ves)|confidential|under\swraps)\suntil\b|\bunder\snda\suntil\b",
    ),
    (
        "no publication; no release",
        rf"\bno\s(?:publication|release)\s(?:before|until|till|prior)\b{_ANY}{{0,40}}?{_AT}",
    ),
    ("release date and", rf"{_FRONT}release\sdate\sand\stime\s?:"),
    (
        "not before",
        rf"\b(?:broadcast\w*|online|web(?:sites?)?|print|radio|tv|television|digital|social\smedia|papers)\b{_ANY}{{0,30}}?\bnot\sbefore\s{_AT}",
    ),
    (
        "may use; may run; may publish; may report",
        rf"\b(?:broadcasters|websites|agencies|newspapers|media)\smay\s(?:use|run|publish|report)\s(?:it\s)?(?:from|after)\s{_AT}",
    ),
    # the word itself, as in all languages: at the head of a sentence, or with a clock's time
    (
        _THE_WORD,
        rf"{_FRONT}{_TERM}\b(?!\s(?:on|of|against|sur|sobre|contra|contre|auf|gegen|beim|por|di|su|на)\b){_ANY}{{0,60}}?\b(?:lifts?|ends?|expires?|stands|remains|vervalt|eindigt|entfällt|endet|снимается|until|till?|indtil|inntil|fram\still|tills|bis|jusqu['’]\S+|hasta|fino|sino|até|tot|t/m|до|do|om|kl\.?)\b{_ANY}{{0,25}}?{_AT}",
    ),
    (
        _THE_WORD,
        rf"{_FRONT}{_TERM}\b\s(?:stands\s|gilt\s|geldt\s|vaut\s)?(?:until|till|bis|jusqu['’]\S+|hasta|fino|sino|até|tot|indtil|inntil|til|tills|do|до)\s(?!\d{{1,2}}\.?\s\w+\s(?:19|20)\d\d$)(?:the|der|die|das|zum?r?|la|le|l['’]|el|que|il|al\w*|à|o|a|het|de|den|\w+en|momentu|конца|окончания|czasu|statsminister\w*|delivery|after|nach)\b",
    ),
    (
        _THE_WORD,
        rf"{_FRONT}{_TERM}\b\s?[(:–—-]?\s?(?:für\s[\w\s]{{3,30}}:\s?|para\s(?:los|las)\s(?:periódicos|medios|ediciones)|for\s(?:the\s)?(?:sunday|daily|morning|evening)?\s?papers|pour\sles\s(?:journaux|éditions)|per\si\sgiornali)",
    ),
    (_THE_WORD, rf"{_FRONT}{_TERM}\s(?:[01]\d|2[0-4])[0-5]\d\b"),
    (
        _THE_WORD,
        rf"{_FRONT}{_TERM}\b\s?[–—:,-]{{1,2}}\s?(?:[^\W\d_]{{2,14}}\.?,?\s){{0,2}}?{_AT}",
    ),
    (
        _THE_WORD,
        rf"{_FRONT}{_TERM}\b\s(?:[^\W\d_]{{3,14}}\s){{0,2}}(?:\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|{_CLOCK})",
    ),
    (
        _THE_WORD,
        rf"(?<![\"“”„«»'‘’])\b(?:under|sous|unter|bajo|sob|sotto|onder|com|pod|под|med)\s(?:an?\s|the\s|strict\w*\s|streng\w*\s|strikt\w*\s|press\s|news\s)*{_TERM}\b{_ANY}{{0,60}}?\b(?:until|till?|bis|jusqu['’]\S+|hasta|fino|sino|até|tot|до|do|tills)\b{_ANY}{{0,30}}?{_CLOCK}",
    ),
    (
        _THE_WORD,
        rf"\b{_COPY}\b(?!{_ANY}{{0,30}}\b{_WAS}\b)[^.;!?\"“”„«»]{{0,40}}?\b(?:under\s|sous\s|unter\s|bajo\s|sob\s|sotto\s|onder\s|com\s|pod\s|под\s)?{_TERM}\b{_ANY}{{0,20}}?\b(?:until|till|bis|jusqu['’]\S+|hasta|fino|sino|até|tot|до|do|tills)\b\s(?!\d{{4}}\b)",
    ),
    (
        "embargoed",
        rf"^(?![^\"“”„«»]*[\"“”„«»]).*?\bembargoed\s(?:until|till|to|for)\b{_ANY}{{0,25}}?{_CLOCK}",
    ),
    (
        "respetar; respecter; respeitar; rispettare; respect the; respect our; observe the; beachten sie; respecteer; overhold",
        rf"\b(?:respetar|respecter|respeitar|rispettare|respect|observe|beachten\ssie|respecteer|overhold)\b{_ANY}{{0,25}}?\b{_TERM}\b",
    ),
    (
        _THE_WORD,
        rf"\b{_TERM}\b{_ANY}{{0,70}}?\b(?:zu\sbeachten|einzuhalten|beachten|einhalten|respektieren|respecteren|in\sacht\snehmen)\b",
    ),
    # German
    (
        "frei:; frei :; frei ab",
        rf"{_FRONT}frei\s?:\s?{_AT}|(?:^|[,:–—-]\s)frei\sab\s(?:beginn|ende|anfang|verlesung|bekanntgabe|{_AT})",
    ),
    (
        "darf erst; dürfen erst; darf nicht vor; dürfen nicht vor; darf frühestens; dürfen frühestens; kann erst; können erst; sollte erst; sollten erst; keinesfalls vor",
        r"\b(?:darf|dürfen|sollte?n?|kann|können)\s(?:erst|nicht\svor|frühestens|keinesfalls\svor)\b(?:[^.;]|(?<=\d)\.){0,90}?(?:veröffentlich|verbreit|gesendet|publizier|verwende|gemeldet|zitier|berichtet)",
    ),
    (
        "erst nach; erst ab; erst mit; erst bei; nicht nach; nicht vor; keinesfalls vor; keinesfalls nach",
        r"\b(?:erst|nicht|keinesfalls)\s(?:nach|ab|mit|bei|vor)\b(?:[^.;:]|(?<=\d)\.){0,40}?\b(?:senden|veröffentlichen|verwenden|verbreiten|freigeben|publizieren|online\sstellen)\b",
    ),
    (
        "gesperrt",
        rf"\b{_COPY}\b(?:[^.;]|(?<=\d)\.){{0,25}}?\b(?:ist|sind|bleibt|bleiben)\sbis\b(?:[^.;]|(?<=\d)\.){{0,60}}?\bgesperrt\b",
    ),
    (
        "sperrfrist",
        rf"{_AT}(?:[^.;]|(?<=\d)\.){{0,60}}?\b(?:sende)?sperrfrist\sunterlieg|\b(?:sende)?sperrfrist\b(?:[^.;]|(?<=\d)\.){{0,20}}?\bunterlieg\w*(?:[^.;]|(?<=\d)\.){{0,40}}?{_AT}",
    ),
    (
        "frei für; frei ab",
        r"\b(?:print|online|zeitungen)\sfrei\s(?:für|ab)\b|\bfrei\sfür\s(?:die\s)?\w*ausgabe",
    ),
    (
        "freigegeben",
        rf"\bfreigegeben\s(?:zur\s\w+\s)?(?:ab|am|erst|frühestens)\b(?:[^.;]|(?<=\d)\.){{0,30}}?{_AT}",
    ),
    # French
    (
        "interdite avant; interdite jusqu",
        rf"\b(?:publication|diffusion|reproduction|utilisation|parution)\s(?:en\s)?(?:est\s)?(?:strictement\s)?interdite\s(?:avant|jusqu)(?:[^.;]|(?<=\d)\.){{0,40}}?{_AT}",
    ),
    (
        "pas avant",
        rf"\b(?:radios?|télés?|tv|presse|web|internet|sites?|audiovisuel)\b(?:[^.;]|(?<=\d)\.){{0,30}}?\bpas\savant\s{_AT}",
    ),
    (
        "merci de; prière de; veuillez",
        r"\b(?:merci|prière|veuillez)\b(?:[^.;]|(?<=\d)\.){0,30}?\b(?:publier|diffuser|garder|partager|utiliser|relayer|communiquer|divulguer)\b(?:[^.;]|(?<=\d)\.){0,60}?\b(?:avant|tant\sque|jusqu)",
    ),
    (
        "ne peut être; ne peuvent être; ne pourra être; ne pourront être; ne doit pas être; ne doivent pas être; ne peut pas être; ne peuvent pas être; ne doit être",
        rf"\b{_COPY}\b(?:[^.;]|(?<=\d)\.){{0,60}}?\bne\s(?:peut|peuvent|pourra|pourront|doit|doivent)\s(?:pas\s)?être\s(?:publi|diffus|utilis|repris|cit|divulgu|communiqu)\w*(?:[^.;]|(?<=\d)\.){{0,40}}?(?:avant|qu['’]après|qu['’]à\s(?:partir|compter)|jusqu)",
    ),
    # Spanish
    (
        "podrá utiliz; podrán utiliz; podrá us; podrán us; podrá publi; podrán publi; podrá difund; podrán difund; podrá emit; podrán emit",
        rf"\b(?:radio|televisi[oó]n|prensa|web|internet|digitales|medios)\b(?:[^.;]|(?<=\d)\.){{0,30}}?\bpodrán?\s(?:utiliz|us|publi|difund|emit)\w*\s(?:desde|a\spartir|después)(?:[^.;]|(?<=\d)\.){{0,20}}?{_AT}",
    ),
    (
        "se ruega; rogamos; por favor; favor de",
        r"\b(?:se\sruega|rogamos|por\sfavor|favor\sde)\s?,?\s(?:no\s)?(?:publi|difund|divulg|utiliz|emit|compart)\w*(?:[^.;]|(?<=\d)\.){0,50}?\b(?:antes|hasta)\b",
    ),
    (
        "solo se puede; sólo se puede; solo puede; sólo puede; solo podrá; sólo podrá; sólo se podrá; solo se podrá",
        r"\bs[oó]lo\s(?:se\s)?(?:puede|podrá|podrán)\s(?:ser\s)?(?:publi|difund|utiliz|us|divulg|emit)\w*\s(?:a\spartir|después|desde|tras)",
    ),
    (
        "para publicar; para difundir; para emitir; no publicar; no difundir; no divulgar; no emitir; no utilizar",
        rf"{_FRONT}(?:para\s(?:publicar|difundir|emitir)\s(?:a\spartir|desde|después|el|tras)\b|no\s(?:publicar|difundir|divulgar|emitir|utilizar)\b(?:[^.;]|(?<=\d)\.){{0,30}}?\b(?:antes|hasta)\b)",
    ),
    # Italian
    (
        "si prega di non",
        r"\bsi\sprega\sdi\snon\s(?:diffond|pubblic|divulg|utilizz)\w+(?:[^.;]|(?<=\d)\.){0,50}?\b(?:fino|sino|prima)\b",
    ),
    (
        "libera per; libero per",
        rf"\bliber[ao]\sper\s(?:i\s|la\s|le\s|gli\s)?(?:siti|giornali|stampa|pubblicazione|radio|tv|web|agenzie)\b(?:[^.;]|(?<=\d)\.){{0,20}}?\b(?:dalle?|dal|da|a\spartire|dopo)\b(?:[^.;]|(?<=\d)\.){{0,20}}?{_AT}",
    ),
    (
        "utilizzabile; pubblicabile; diffondibile",
        r"\b(?:utilizzabile|pubblicabile|diffondibile)\s(?:solo|soltanto|unicamente|dal|dalle|dopo|a\spartire)",
    ),
    (
        "essere pubblic; essere diffus; essere utilizz; essere divulg",
        rf"\b{_COPY}\b(?:[^.;]|(?<=\d)\.){{0,60}}?\b(?:può|possono|potrà)\sessere\s(?:pubblic|diffus|utilizz|divulg)\w+\s(?:solo\s)?(?:dopo|dalle?|dal|a\spartire|non\sprima)",
    ),
    # Portuguese
    (
        "liberad",
        r"\bliberad[ao]\s(?:para\s\w+\s)?(?:somente|apenas|só)\s(?:a\spartir|após|depois|em)\b",
    ),
    (
        "só pode; só podem; só poder",
        rf"\b{_COPY}\b(?:[^.;]|(?<=\d)\.){{0,60}}?\bsó\s(?:pode|podem|poderá|poderão)\sser\s(?:us|publi|divulg|difund|veicul|cit)\w+\s(?:depois|após|a\spartir|em|quando)\b",
    ),
    (
        "jornais; para as edições; para os jornais; para as rádios",
        rf"{_FRONT}(?:texto|matéria|para)\s(?:para\s)?(?:os\s|as\s)?(?:jornais|edições|rádios)\b(?:[^.]|(?<=\d)\.){{0,50}}?\ba\spartir\sd[aeo]\b(?:[^.;]|(?<=\d)\.){{0,15}}?{_AT}",
    ),
    # Dutch
    (
        "mag pas; mag niet",
        r"\bmag\s(?:pas|niet\seerder\sdan|niet\svóór|niet\svoor)\b(?:[^.;]|(?<=\d)\.){0,70}?\b(?:naar\sbuiten|gepubliceerd|openbaar|gemeld|verspreid|uitgezonden|geciteerd)\b",
    ),
    ("vrijgave", rf"{_FRONT}vrijgave\s(?:na|op|om|vanaf)\b"),
    # Swedish, Danish, Norwegian
    (
        "offentliggør; publiceras; publiseres; offentliggjør; offentliggöras; får användas; får inte användas; kan brukes; må bruges",
        r"\b(?:får|må|kan|skal|ska)\s(?:ikke\s|inte\s|ej\s|icke\s|først\s|tidigast\s)?(?:publiceras|offentliggøres|publiseres|offentliggjøres|offentliggöras|användas|brukes|bruges|gengives|gjengis|återges)\s(?:tidigast|før|före|först|innan|fra)\b",
    ),
    (
        "ej för; ikke for; ikke til; inte för",
        r"\b(?:ej|ikke|inte)\s(?:för|for|til)\s(?:publicering|publisering|offentliggørelse|bruk|brug)\s(?:före|før|innan|tills)",
    ),
    (
        "klausul",
        rf"{_FRONT}(?:klausul|klausuleret|klausulert|klausulerad)\b\s?(?::|til\b|till\b|tills\b|indtil|inntil)",
    ),
    (
        "spärrad; sperret",
        r"\bspärrad\s(?:till|tills)\b|\bsperret\s(?:til|inntil|indtil)\s(?:talen|kongen|statsminister)",
    ),
    # Polish
    (
        "nie publikować; nie wolno; nie rozpowszechniać; nie cytować; nie ujawniać; nie wykorzystywać",
        r"\bnie\s(?:wolno\s)?(?:publikować|rozpowszechniać|cytować|ujawniać|wykorzystywać)\s(?:\w+\s)?(?:przed|do|wcześniej)\b",
    ),
    (
        "objęt; do publikacji; do wykorzystania",
        rf"\bobjęt\w+\sembargiem\s(?:\w+\s)?do\b|{_FRONT}do\s(?:publikacji|wykorzystania)\s(?:dopiero|od|po)\b",
    ),
    # Russian
    (
        "публикаци; разрешен",
        r"\bпубликаци\w+\s(?:\w+\s)?не\sранее\b|\bразрешен[оа]\s(?:к|для)\s(?:публикации|печати|использовани\w+)\s(?:с|после|не\sранее)\b",
    ),
    (
        "можно публик; можно использ; можно распростран; можно цитир; разрешается; допускается",
        r"\b(?:можно|разрешается|допускается)\s(?:публиковать|использовать|распространять|цитировать)\s(?:только\s)?(?:с|после|не\sранее)\b",
    ),
    # Turkish
    (
        "yayınla; yayımla; kullanma; kullanıla; paylaşma; ambargolu",
        r"\bönce\s(?:yayımlanamaz|yayınlanamaz|kullanılamaz)|\bkadar\s(?:yayınlama|yayımlama|kullanma|paylaşma)y?ınız|\b(?:dek|kadar)\sambargolu|\bambargoludur\b",
    ),
    # confidential until then, in all of them
    (
        "confidenti; vertraulich; riservat; reservad; vertrouwelijk; confidencia; poufn; конфиденциальн",
        rf"\b(?:strict\w*\s|streng\s)?(?:confidential|confidentiel\w*|vertraulich|riservat\w+|reservad[oa]s?|vertrouwelijk|confidencia\w+|poufn\w+|конфиденциальн\w+)\b{_ANY}{{0,20}}?\b(?:until|till|bis|jusqu['’]\S+|hasta|fino|sino|até|tot|do|до|solo)\b{_ANY}{{0,40}}?{_CLOCK}",
    ),
)
_IN_SIGNS = (
    r"(?:请|請).{0,20}(?:后|後)(?:再)?(?:刊发|刊發|发布|發布|报道|報導|刊登|播出)|此前不得(?:转载|发布|报道|刊登)"
    r"|(?:后|後)(?:始|方|才)(?:可|得|能)(?:报道|報導|发布|發布|刊登|刊发)"
    r"|[<＜〈《【(（]しばり|しばり[・:：]|朝刊用"
    r"|(?:조간|석간)\s?부터\s?(?:사용|보도)|까지.{0,12}(?:보도|사용|게재).{0,6}(?:자제|금지|하지)"
    r"|عدم (?:ال)?نشر(?:ها|ه)? قبل|تحت الحظر|لا ينشر قبل|لا تنشر قبل"
)
_SIGNS = "请; 請; 此前不得; 方可; 方得; 方能; 始可; しばり; 朝刊用; 조간; 석간; 까지; عدم; الحظر; ينشر; تنشر"
_VOWELS = re.compile("[\u064b-\u0652\u0640]")
_SENTENCE = re.compile(
    r"(?<=[^\d\s][.!?。])[)\]]?\s+(?=[^\W_a-zß-ÿ])|\s[–—-]{1,3}\s|(?<=[.!?])\s*$|[|;]\s"
)
_EDGE = re.compile(
    r"\n|</?(?:p|div|h\d|li|td|tr|ul|ol|br|body|blockquote|section|article)\b[^<>]*>"
)


def _by_trigger() -> dict[str, tuple[int, ...]]:
    """Give for each word that calls for a look the patterns that may have it."""
    found: dict[str, list[int]] = {}
    for number, words in enumerate((*(words for words, _ in _BY_LANGUAGE), _SIGNS)):
        for word in words.split(";"):
            found.setdefault(word.lstrip(), []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


@cache
def _pattern(number: int) -> re.Pattern[str]:
    """Give the orders of a language, made when the first copy has a word of one: 20 to 80 ms."""
    if number == len(_BY_LANGUAGE):
        return re.compile(_IN_SIGNS)
    _, pattern = _BY_LANGUAGE[number]
    return re.compile("(?i)" + pattern)


TRIGGERS = _by_trigger()
"""Words without one of which, in small letters, a text has no order in it."""
_WORDS = tuple(TRIGGERS)
_FINDER = BytesAhoCorasick(
    [word.encode() for word in _WORDS], implementation=Implementation.DFA
)


def may_order(low: bytes) -> bool:
    """Tell whether a text, in small letters, has a word that an order has."""
    return bool(_FINDER.find_matches_as_indexes(low))


def is_order(line: str) -> bool:
    """Tell whether a line of a note, a headline or a letter has such a sentence."""
    return next(orders(line[: 4 * _LONGEST]), None) is not None


def orders(text: str, *, is_markup: bool = False) -> Iterator[str]:
    """Give the sentences of a text by which it must not be published yet; most have none."""
    low, strange = signs_of(text)
    if strange and (strange.lower() != strange or _VOWELS.search(strange)):
        text = _VOWELS.sub("", text)
        lowered = text.replace("İ", "I").lower()
        text = lowered if len(lowered) != len(text) else text
        low = lowered.encode("utf-8", "surrogatepass")
    else:
        low = low.lower()
    looks: dict[tuple[int, int], dict[int, None]] = {}
    for word, at, _ in _FINDER.find_matches_as_indexes(low, overlapping=True)[:_MOST_HITS]:
        begun = len(low[:at].decode("utf-8", "surrogatepass"))
        where = _around(text, begun, is_markup=is_markup)
        looks.setdefault(where, {}).update(dict.fromkeys(TRIGGERS[_WORDS[word]]))
    for (start, end), numbers in looks.items():
        piece = text[start:end]
        if is_markup:
            piece = unescape(untagged(piece, " "))
        for sentence in _sentences(folded(piece.strip())):
            if any(_pattern(n).search(sentence) for n in numbers) and not LIFTED.search(
                sentence
            ):
                yield sentence
                break


def _around(text: str, at: int, *, is_markup: bool) -> tuple[int, int]:
    """Give where the line or block begins and ends in which something stands."""
    low, high = max(0, at - _LONGEST), at + _LONGEST
    if not is_markup:
        end = text.find("\n", at, high)
        return text.rfind("\n", low, at) + 1 or low, min(high, len(text)) if end < 0 else end
    start = low
    for edge in _EDGE.finditer(text, low, at):
        start = edge.end()
    found = _EDGE.search(text, at, high)
    return start, found.start() if found else min(high, len(text))


def _sentences(line: str) -> Iterator[str]:
    """Give each sentence, and behind them the line as a whole: `embargo – Tuesday 00:01`."""
    begun = 0
    for cut in _SENTENCE.finditer(line):
        yield line[begun : cut.start()].strip()
        begun = cut.end()
    yield line[begun:].strip()
    if begun and len(line) <= _LONGEST:
        yield line
