"""Lines that give themselves away: what pages and agencies put around a story, by kind.

Only short lines are looked at, each pattern from a line's beginning, and none can backtrack
over more than the line.
"""

from __future__ import annotations

import re

from services.enrichment.lines.agencies import agency_named
from services.enrichment.lines.credits import read_credit_line
from services.enrichment.lines.telltales import SHARE, TOLD_BY, told_in

LONGEST = 400
_LONGEST_PLAIN = 140
"""Longer lines are furniture only with a hint of it in them."""
_LONGEST_HEADER = 60


def fold(text: str) -> str:
    """Reduce to letters and digits, in lower case, to compare titles."""
    return " ".join(_NOT_WORD.sub(" ", text.casefold()).split())


_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")


def kind_of(text: str, title: str) -> str | None:
    """Name what a tidied line gives itself away as; None for everything else.

    `title` is the folded headline; `header` begins a tail (“You may also like”).
    """
    return kind_told(text, title, *told_in([text]))


def kind_told(text: str, title: str, told: frozenset[str]) -> str | None:
    """Name it, as `kind_of` does, by what is `told_in` the line."""
    if len(text) > LONGEST:
        return None
    is_long = len(text) > max(_LONGEST_PLAIN, len(title) + _LONGER_THAN_TITLE)
    if is_long and "hint" not in told:
        return None
    line = text.replace("’", "'").lower()  # in this order, as ASCII is lowered at once
    if len(title) >= SHORTEST_TITLE and _is_title(line, title):
        return "repeated_headline"
    if len(line) > _LONGEST_PLAIN and "hint" not in told:
        return None
    if len(line) <= _LONGEST_HEADER and _HEADER.fullmatch(line):
        return "header"
    if "credits" in told and " " in line and read_credit_line(text) is not None:
        return "credits"
    if "caption" in told and _CAPTION.match(line):
        return "caption"
    opens = _OPENS_A_KIND.match(line) is not None
    if opens or not told.isdisjoint(TOLD_BY):
        for kind, pattern in _KINDS:
            if not (kind in told if kind in TOLD_BY else opens) or not pattern.match(line):
                continue
            if kind != "byline" or _is_byline(_BESIDE_BYLINE.sub("", text)):
                return kind
    if "share" in told and _is_share_bar(line):
        return "share"
    if _is_date(line):
        return "meta"
    if agency_named(text) and text[0].isalpha():
        return "byline"
    return "breadcrumb" if "crumb" in told and _is_breadcrumb(text) else None


def _any(*phrases: str) -> str:
    return f"(?:{'|'.join(phrases)})"


# --- by kind -----------------------------------------------------------------------------

_MACHINE = _any(
    r"admin\w{0,20}", "webmaster", "root", "guest", r"user\s?\d{0,9}", "editor", "staff",
    "news ?desk", "web ?desk", "wp-?admin", "superuser", "bot", "author", "web ?team", "system",
    "test",
)  # fmt: skip
_UNIT = (
    r"(?:sec|second|min|minute|hr|hour|day|week|month|year)s?"
    r"|(?:sekunde|minute|stunde|tag|woche|monat|jahr)(?:e?n)?"
    r"|(?:seconde|minute|heure|jour|semaine|an)s?|mois"
    r"|(?:segundo|minuto|hora|día|dia|semana|año|ano)s?|mes(?:es)?|mês"
    r"|second[oi]|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]"
    r"|seconden?|minuten|uur|uren|dag(?:en)?|wek?en?|weken|maand(?:en)?|jaar"
    r"|секунд\w?|минут\w?|час\w{0,2}|д(?:ень|ня|ней)|недел[яюиь]|месяц\w{0,2}|лет|год\w?"
    r"|sekund\w{0,2}|timm\w{0,3}|dagar|veck\w{1,2}|månad\w{0,2}|saat|gün|hafta|ay|yıl"
    r"|jam|hari|minggu|bulan|godzin\w?|dni|tygodni\w?|miesi\w{2,4}"
)
_COUNT = (
    r"views?|comments?|shares?|reads?|likes?|min(?:ute)?s? read"
    r"|aufrufe?|kommentare?|klicks?|vues?|commentaires?|lectures?|vistas?|visitas?"
    r"|comentarios?|lecturas|visualizzazion[ei]|comment[oi]|letture|visualizações|visualização"
    r"|comentários?|leituras|weergaven|reacties?|keer (?:bekeken|gelezen)|просмотр\w{0,2}"
    r"|комментари\w{1,2}|visningar|kommentarer|görüntülenme|yorum|wyświetle\w{1,3}"
    r"|komentarz\w?|kali dibaca|dilihat"
)
_COUNTED = (
    rf"(?>(?:(?:vor |il y a |hace |há )?(?:an?|ein(?:e[mrn]?)?|une?|una|um|uma|\d++) ?"
    rf"(?:{_UNIT})(?: (?:ago|fa|geleden|atrás|назад|sedan|siden|önce|(?:yang )?lalu|temu))?\b"
    rf"|\d++k? ?(?:{_COUNT})\b"
    r"|(?:no|leave a|keine?|sin|sem|geen|aucun|nessun) comm?ent\w{0,7}"
    r"|(?:in|on|at|am|um|le|el|il|op|в) [^\W\d]++|\d++|[^\w]++|_++){1,16})"
)
"""“2 weeks ago 12 views 0 comments”, “vor 3 Tagen 48 Aufrufe”: what a content system says
beside a byline. Atomic: what was once read is not read again in another way."""
_BESIDE_BYLINE = re.compile(rf"(?<=[^\W\d_])\s{_COUNTED}$", re.IGNORECASE)
_SOURCE = _any(
    "sources?", "quelle", "fuente", "fonte", "bron", "via", "source link", "news source",
    "article source", "original source", "credit", "courtesy", "crédits?", "quellen", "fuentes",
    "fonti", "fontes", "bronnen", "källa", "källor", "kilde", "kilder", "lähde", "źródło",
    "zdroj", "forrás", "sursa", "izvor", "kaynak", "πηγή", "источник", "джерело", "المصدر",
    "מקור", "منبع", "स्रोत", "sumber", "nguồn", "来源", "來源", "出典", "出所", "출처", "ที่มา",
)  # fmt: skip
_ADVERTISEMENT = _any(
    "advertisements?", "advertising", "ad", "sponsored(?: content)?", "anzeige", "werbung",
    "publicité", "publicidad", "pubblicità", "publicidade", "advertentie",
    "story continues below.{0,40}", "article continues (?:after|below).{0,40}",
    "continue reading below.{0,30}", "scroll to continue.{0,30}",
)  # fmt: skip
_DATED = _any(
    "posted", "published", "updated", "last updated", "last modified", "modified",
    "first published", "veröffentlicht", "aktualisiert", "publié", "mis à jour", "publicado",
    "actualizado", "pubblicato", "aggiornato", "gepubliceerd",
)  # fmt: skip
_COOKIES = (
    r"(?:we|(?:this|our|the) (?:web)?site)(?: and our partners)? uses? cookies\b",
    r"(?:accept|reject|allow|manage)(?: all)? cookies\b",
    r"by (?:continuing|using) .{0,60}\bcookies\b",
    r"cookie (?:policy|settings|preferences)\W*$",
    (
        r"(?:wir verwenden|diese website verwendet|nous utilisons|utilizamos|usamos|utilizziamo"
        r"|deze website gebruikt|wij gebruiken) (?:des )?cookies\b"
    ),
)
_SUBSCRIBE = (
    (
        r"(?:sign up|subscribe|register|get our|join our|follow us|download our)\b.{0,60}\b"
        r"(?:newsletters?|inbox|app|channel|updates|alerts|whatsapp|telegram|facebook|twitter"
        r"|instagram|youtube|e-?mail)\b.{0,100}$"
    ),
    (
        r"(?:leave a (?:reply|comment)|cancel reply|post comment|your email address will not be"
        r" published|required fields are marked|save my name, email|notify me of)\b.{0,120}$"
    ),
)
_NETWORKS = (
    r"(?:facebook|twitter|instagram|youtube|tiktok|linkedin|telegram|whatsapp|threads|pinterest"
    r"|bluesky|mastodon|google news|social media|x|@\w+|redes sociales|redes sociais)"
)
_FOLLOW = (
    (
        rf"(?:please )?(?:follow|like|find|connect with|join)(?: (?:us|me|him|her|them))?"
        rf"(?: [@\w.']{{1,30}}){{0,5}} (?:on|at|via) {_NETWORKS}\b.{{0,80}}$"
    ),
    r"(?:follow|like|find) us\W*$",
    (
        r"(?:síguenos|seguinos|folgen sie uns|folge uns|suivez-nous|seguici|siga-nos"
        r"|siga a gente|volg ons|följ oss|подписывайтесь|подпишитесь|ikuti kami|bizi takip edin"
        r"|obserwuj nas)"
        r"\b.{0,100}$"
    ),
    r"join the (?:conversation|discussion)\b.{0,60}$",
    r"(?:click|tap) here (?:to|for)\b.{2,80}$",
    (
        r"(?:deixe seu comentário|compartilhe|comparte|partagez|jetzt abonnieren|suscríbete"
        r"|abonnez-vous|iscriviti|inscreva-se|assine|abonneer)\b.{0,80}$"
    ),
)
_DISCLAIMERS = (
    r"\W{0,3}disclaimer\s?[:.–-].{3,400}$",
    (
        r"(?:the |any |all )?(?:views?|opinions?)(?:,? (?:and|or) (?:views|opinions))?"
        r"(?: and statements)? expressed\b.{10,300}$"
    ),
    (
        r"(?:ftc ?: |we|this (?:post|article|page|site|story)|.{2,40})"
        r" (?:may|might|can|could|will)?\s?(?:receive|earn|contain|use|include|get)s?\b.{0,40}"
        r"\b(?:commission|affiliate links?)\b.{0,120}$"
    ),
    r"(?:this (?:article|story|content) )?(?:is )?for informational purposes only\b.{0,200}$",
)
_FIRST_ELSEWHERE = (
    (
        r"(?:this (?:article|story|post) )?(?:was )?(?:first|originally)"
        r" (?:published|appeared)\b"
        r".{0,120}$"
    ),
    (
        r"\(?(?:except for the headline,? )?this (?:story|article|report|news item)"
        r" (?:has not been|was not|is|has been|was)\b.{0,60}"
        r"\b(?:edited by|syndicated|auto-?generated|feed)\b.{0,200}$"
    ),
    r"the post .{3,200} (?:appeared first on|first appeared on) .{2,80}$",
    r"\(?(?:with (?:agency )?inputs?|with reporting) from\b.{0,80}$",
)
_META = (
    rf"{_DATED}\b\s?:?\s?(?:on |at |le |am |el |il |op )?[^.!?]{{0,60}}\d[^!?]{{0,40}}$",
    r"\d{1,3} ?(?:min|mins|minutes?)(?:[ -]read| de lecture| lesezeit)\W*$",
    r"(?:reading time|read time)\b.{0,30}$",
    r"listen to (?:this )?(?:article|story).{0,30}$",
    r"\d{1,3} (?:minutes?|hours?|days?|weeks?|months?|years?) ago\W*$",
    r"\d{1,6} (?:views?|comments?|shares?)\W*$",
    r"(?:no|0) comments?\W*$",
    r"(?:photo )?gallery\W*$",
)
_COPYRIGHT = (
    (
        r"(?:©|\(c\)|copyright\b(?! (?:law|act|claim|infring|holder|office|lawsuit|case|dispute"
        r"|protect|owner|trial|rule|bill|reform)))\W{0,3}.{0,300}$"
    ),
    (
        r".{0,120}\b(?:all rights reserved|riproduzione riservata|alle rechte vorbehalten"
        r"|tous droits (?:de reproduction )?réservés|todos los derechos reservados"
        r"|reservados todos los derechos|todos os direitos reservados"
        r"|alle rechten voorbehouden)"
        r"\b.{0,60}$"
    ),
    r".{0,80}this material may not be published, broadcast.{0,120}$",
    r"click for restrictions\b.{0,80}$",
)
_NOTES = (
    (
        r"\((?:adds|recasts|updates|updated|corrects|corrected|repeats|refiles|rewrites|changes"
        r"|removes|clarifies|removes|fixes|writes through|releads|combines|eds|editors|with|see"
        r"|neu|aktualisiert|ergänzt|korrigiert|añade|actualiza|agrega|corrige|ajoute|actualise"
        r"|précise|aggiorna|aggiunge|acrescenta|atualiza|recebe)\b.{3,300}\)$"
    ),
    r"(?:eds|editors)(?:' note)?\s?:.{3,300}$",
)
_SIGN_OFF = (
    r"(?:burs-?)?[a-z]{2,6}(?:-[a-z]{2,4})?/[a-z]{2,5}(?:/[a-z]{2,5}){0,4}$",  # AFP's initials
    r"dpa(?:-\w{1,9})? [a-z]{2,4}(?: [a-z0-9/]{1,6}){0,6}$",
    r"[_*#=~-]{3,}$",
    r"dpa(?:-\w{1,12})?, ?dpa:[\d-]{6,20}(?:/\d{1,3})?$",
    r"--? ?[a-z]{2,9}(?:[/ -][a-z]{2,6}){0,2}$",
    r"(?:enditem|\(?end\)?|\(fin\)|/tass/|\(ansa\)\.?|efe)$",
    r"nnnn$",
    r"-?\s?ends?\s?-?$",
)
_CAPTIONS = (
    (
        r".{0,360}[(\[]\s?(?:(?:file |ap |afp |reuters |representational |representative )?"
        r"(?:photos?|image|picture)|pic|photo credit|image credit|foto|bild|photographie)"
        r"\s?[:/ ][^()\[\]]{2,90}[)\]]\W*$"
    ),
    r"(?:(?:file |ap )?photos?|image|picture|photo credit|foto|bild)\s?[:/©][^.!?]{2,120}\W*$",
)
_RELATED = (
    (
        r"(?:read more|also read|read also|read|see also|related(?: stories| news)?|don't miss"
        r"|watch|à lire aussi|a lire aussi|lire aussi|lesen sie auch|mehr dazu|leggi anche"
        r"|lea también|lee también|leia também|leia mais|lees ook|читайте также)\s?[:|»]\s?"
        r".{3,160}$"
    ),
)
_TAGS = _any(
    "tags?", "topics", "filed under", "categories", "category", "labels", "schlagwörter",
    "mots-clés", "etiquetas",
)  # fmt: skip

_CAPTION = re.compile(_any(*_CAPTIONS))
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(_any(*patterns)))
    for kind, patterns in (
        ("related", _RELATED),
        ("exchange_rate", (r"\([$€£]\s?1 ?= ?.{2,80}\)$",)),
        (
            "machine_byline",
            (
                (
                    rf"(?:posted |published |written )?(?:by|par|von|por|di|door|oleh):?\s+"
                    rf"(?:the )?{_MACHINE}\b(?:[\W\d]*+(?:(?:on|in)\b.{{0,40}})?|{_COUNTED})$"
                ),
                rf"admin\w{{0,20}}\W{_COUNTED}$",
                "admin$",
            ),
        ),
        ("byline", (r"(?:by|par|von|por|di|door) [^\W\d_]",)),
        ("standards", (r"our standards\s?:", r"(?:the )?thomson reuters trust principles\W*$")),
        (
            "source",
            (
                rf"{_SOURCE}\s?[:：|=–-]\s?(?:https?://\S+|[\w.-]{{2,40}}|[^.!?;]{{2,60}}\.?)$",
                "source$",
                *_FIRST_ELSEWHERE,
            ),
        ),
        ("note", _NOTES),
        ("copyright", _COPYRIGHT),
        ("cookies", _COOKIES),
        ("advertisement", (rf"{_ADVERTISEMENT}[\W_]*$",)),
        ("meta", _META),
        ("subscribe", (*_SUBSCRIBE, *_FOLLOW)),
        ("disclaimer", _DISCLAIMERS),
        ("tags", (rf"{_TAGS}\s?[:|]\s?.{{1,200}}$",)),
        ("sign_off", _SIGN_OFF),
    )
)

_OPENS_A_KIND = re.compile(
    "|".join(
        pattern.pattern.removeprefix("(?:").removesuffix(")")
        for kind, pattern in _KINDS
        if kind not in TOLD_BY
    )
)
"""Every kind that is told by how its lines begin."""
_HEADER = re.compile(
    _any(
        r"you (?:may|might|may be|might be|will|would|'?ll)(?: also)?"
        r" (?:like|enjoy|be interested in|have missed)",
        r"related(?: posts?| articles?| stories| news| content| topics| links| reading"
        r"| coverage)?",
        r"(?:read|see|watch) (?:more|also|next|on)",
        "also read",
        r"more (?:from|on|in|stories|news|like this)\b.{0,30}",
        r"recommended(?: for you| stories| articles| reading)?",
        r"trending(?: now| stories)?",
        r"most (?:read|popular|viewed|shared)",
        r"popular (?:posts|stories|articles)",
        r"latest (?:news|posts|stories|articles)",
        r"recent (?:posts|articles|comments)",
        "don't miss",
        r"editor'?s'? picks?",
        "top stories",
        "what to read next",
        "keep reading",
        r"next (?:article|post|story|up)",
        r"previous (?:article|post|story)",
        r"similar (?:posts|articles|stories)",
        r"(?:from )?around the web|from the web",
        r"(?:sponsored|friend(?:ly)?|partner|useful) links|links|our partners",
        r"promoted (?:stories|content)",
        r"leave a (?:reply|comment)|comments?(?: ?\(?\d{1,6}\)?)?|\d{1,6} comments?",
        r"about the (?:author|writer)|more stories|más noticias|plus d'articles",
        r"über (?:den autor|die autorin)|à propos de l'auteure?|sobre (?:el autor|la autora)",
        r"(?:[àa] )?lire aussi|à lire (?:également|aussi)|sur le même (?:sujet|thème)",
        r"articles (?:similaires|liés)",
        r"das könnte sie auch interessieren|lesen sie auch|mehr zum thema|auch interessant",
        r"ähnliche (?:artikel|beiträge)",
        r"(?:también )?te puede interesar|lea también|lee también|noticias relacionadas",
        r"artículos relacionados",
        r"leggi anche|potrebbe interessarti(?: anche)?|articoli correlati",
        r"leia (?:também|mais)|veja também|notícias relacionadas",
        r"lees ook|meer over|gerelateerde artikelen",
        r"читайте также|похожие статьи",
    )
    + r"\s?[:.…»>→-]*"
)

# --- share bars, titles, by-lines, breadcrumbs -------------------------------------------

_BESIDE_SHARE = frozenset(
    "this on via to us it article story post with your friends click opens in new window auf"
    " sur en su por no na mit bei op met em del con via mail sms link loading shares like"
    " follow save copy x e and und et y en и в на cet article diesen artikel este artículo"
    " artigo questo articolo dit artikel".split()
)


_OF_A_SHARE_BAR = SHARE | _BESIDE_SHARE


def _is_share_bar(line: str) -> bool:
    """Tell “Share on Facebook Tweet Pin 12”: nothing but networks and what one does there."""
    named = False
    first = _WORD.search(line)
    if first is None or not (first.group() in _OF_A_SHARE_BAR or first.group().isdigit()):
        return False
    for word in _WORD.findall(line):
        if word in SHARE:
            named = True
        elif word not in _BESIDE_SHARE and not word.isdigit():
            return False
    return named


SHORTEST_TITLE = 12
_MOST_BESIDE_TITLE = 20
_LONGER_THAN_TITLE = _MOST_BESIDE_TITLE + 12
"""With the marks that are in it."""


def _is_title(line: str, title: str) -> bool:
    """Tell whether the line is the headline again, with a site's name beside it at most."""
    if abs(len(line) - len(title)) > _LONGER_THAN_TITLE:
        return False
    shown = line.casefold()
    if title.partition(" ")[0] not in shown or title.rpartition(" ")[2] not in shown:
        return False
    folded = fold(line)
    if folded == title:
        return True
    beside = len(folded) - len(title)
    if not 0 < beside <= _MOST_BESIDE_TITLE or line[-1] in ".!?":
        return False
    return folded.startswith(f"{title} ") or folded.endswith(f" {title}")


_BYLINE_WORDS = 14
_NAME_PARTICLES = frozenset(
    "and und et y e en de del della di da van von der den la le el al bin ibn the of in for"
    " with by special correspondent staff writer reporter editor".split()
)


def _is_byline(text: str) -> bool:
    """Tell “By Ann Doe and Joe Roe, Associated Press” from a sentence that begins with “By”."""
    text = _BESIDE_BYLINE.sub("", text)
    words = text.replace(",", " ").replace("|", " ").split()[1:]
    if not words or len(words) > _BYLINE_WORDS or text[-1] in ".!?:;":
        return False
    return all(
        word[0].isupper() or word.lower() in _NAME_PARTICLES or "@" in word for word in words
    )


_LONGEST_DATE = 60
_YEAR = re.compile(r"\d{4}")
_OF_A_DATE = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday"
    " friday saturday sunday mon tue wed thu fri sat sun am pm a m p at on ist gmt utc est"
    " edt bst cet cest et uhr um januar februar märz mai juni juli oktober dezember montag"
    " dienstag mittwoch donnerstag freitag samstag sonntag janvier février mars avril juin"
    " juillet août septembre octobre novembre décembre le à h enero febrero marzo abril mayo"
    " junio julio agosto septiembre octubre noviembre diciembre de del gennaio febbraio"
    " aprile maggio giugno luglio settembre ottobre dicembre alle ore janeiro fevereiro"
    " março maio junho julho setembro outubro novembro dezembro th st nd rd hrs".split()
)


def _is_date(line: str) -> bool:
    """Tell “1 December 2024 | 9:14 pm”: nothing but a day and a time."""
    if len(line) > _LONGEST_DATE or not _YEAR.search(line):
        return False
    words = _WORD.findall(line)
    digits = sum(word[0].isdigit() for word in words)
    return (
        digits > 1
        and len(words) > 2
        and all(word.isdigit() or word in _OF_A_DATE or word[0].isdigit() for word in words)
        and any(len(word) == 4 and word.isdigit() for word in words)
    )


_CRUMB_MARK = re.compile(r"\s[»›>→/|·•]\s|[»›→]")
_LONGEST_CRUMB = 4
_FRONT_PAGES = frozenset(
    (
        "home", "homepage", "home page", "front page", "start", "startseite", "accueil",
        "inicio", "início", "página inicial", "portada", "hem", "forsiden", "hjem", "etusivu",
        "strona główna", "domů", "ana sayfa", "anasayfa", "beranda", "trang chủ", "αρχική",
        "главная", "головна", "начало", "الرئيسية", "ראשי", "होम", "首页", "首頁", "ホーム",
        "홈", "หน้าแรก",
    )
)  # fmt: skip


def _is_breadcrumb(text: str) -> bool:
    """Tell “Home » World » Asia”: short names between marks, the first of them a front page."""
    crumbs = _CRUMB_MARK.split(text)
    return (
        len(crumbs) > 1
        and crumbs[0].strip().lower() in _FRONT_PAGES
        and all(len(crumb.split()) <= _LONGEST_CRUMB for crumb in crumbs[:-1])
    )
