"""The reader's headline: without breadcrumb, repetition, site's name or an agency's marker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.enrichment.copy import tidy
from services.enrichment.lines.agencies import agency_named
from shared.articles import SetAside, Span


@dataclass(frozen=True, slots=True)
class CleanHeadline:
    """What readers see, the wire's marker in its own words, and what was glued to the title."""

    text: str
    marker: str | None = None
    set_aside: tuple[SetAside, ...] = ()


def clean_headline(headline: str, first_lines: Sequence[str] = ()) -> CleanHeadline:
    """Read a headline as it came.

    `first_lines` of the body may give the title once more, alone, which proves what was glued
    to it.
    """
    start, end = _bounds(headline)
    aside: list[SetAside] = []

    def cut(kind: str, begin: int, stop: int) -> None:
        while begin < stop and headline[begin].isspace():
            begin += 1
        while stop > begin and headline[stop - 1].isspace():
            stop -= 1
        if begin < stop:
            span = Span(start=begin, end=stop, of="copy")
            aside.append(SetAside(kind=kind, text=headline[begin:stop], span=span))

    proven = _proven(headline, first_lines)
    if proven:
        cut("breadcrumb", start, proven[0])
        cut("site_name", proven[1], end)
        start, end = proven
    crumbs = _crumbs(headline[start:end])
    if crumbs:
        cut("breadcrumb", start, start + crumbs)
        start += crumbs
    again = _repeated_from(headline[start:end])
    if again:
        cut("repeated_headline", start + again, end)
        end = start + again
    name = _site_name_from(headline[start:end])
    if name:
        cut("site_name", start + name, end)
        end = start + name
    marker, text = _without_marker(tidy(headline[start:end]).strip("*|»› \t"))
    return CleanHeadline(text=text, marker=marker, set_aside=tuple(aside))


def _bounds(headline: str) -> tuple[int, int]:
    bare = headline.strip()
    if not bare:
        return 0, 0
    start = headline.index(bare[0])
    return start, start + len(bare)


# --- what is glued to it -----------------------------------------------------------------

_SHORTEST_TITLE = 12
_MOST_LINES = 6
_MOST_BESIDE = 40


def _proven(headline: str, first_lines: Sequence[str]) -> tuple[int, int] | None:
    """Give where a line of the body stands in the headline, if little stands around it."""
    for line in first_lines[:_MOST_LINES]:
        title = line.strip()
        if not _SHORTEST_TITLE <= len(title) < len(headline):
            continue
        at = headline.find(title)
        if at < 0:
            at = " ".join(headline.split()).find(title) if "\n" not in headline else -1
            at = at if len(" ".join(headline.split())) == len(headline) else -1
        if at < 0:
            continue
        beside = headline[:at] + headline[at + len(title) :]
        if len(beside) <= _MOST_BESIDE or title in beside:
            return at, at + len(title)
    return None


_SECTIONS = (
    "Home|News|World|Politics|Business|Sports?|Opinion|Tech|Technology|Science|Health|Europe|Asia"
    "|Africa|Americas|US|UK|International|National|Local|Latest|Economy|Markets|Culture|Breaking"
    "|Entertainment|Lifestyle|Featured|Uncategorized|Startseite|Nachrichten|Politik|Wirtschaft"
    "|Accueil|Actualités|Monde|Inicio|Noticias|Mundo|Ausland|Inland|Kultur|Panorama|Wissen"
    "|Politique|International|Économie|Société|Deportes?|Economía|Política|Internacional|Sociedad"
    "|Cultura|España|Notizie|Cronaca|Esteri|Economia|Attualità|Notícias|Brasil|Esportes|Nieuws"
    "|Binnenland|Buitenland|Nyheter|Berita|Nasional|Gündem|Haberler|Dünya|Wiadomości|Świat"
    "|Новости|Политика|Мир|Общество|Экономика|新闻|国际|ニュース|뉴스"
)
_FRONTS = (
    "Home|Startseite|Accueil|Inicio|Início|Portada|Hem|Hjem|Beranda|Ana Sayfa|Anasayfa"
    "|Strona główna|Главная|首页|ホーム|홈"
)
# "HomeNews Russia seeks …": a front page with sections glued to it, never "Home prices rise".
_GLUED = re.compile(
    rf"(?:{_FRONTS})(?>(?:{_SECTIONS})+)(?=[\s»›>/|:-])[\s»›>/|:-]*"
    rf"|(?:{_FRONTS})(?=(?:{_SECTIONS})(?:[^\W\d_a-z]))(?:{_SECTIONS})"
)
_CRUMB = re.compile(r"\s*(?:»|›|→|>|::|/|\|)\s*")
_FRONT_PAGES = frozenset(
    "home homepage start startseite accueil inicio início portada hem hjem beranda anasayfa"
    " главная 首页 ホーム 홈".split()
)
_MOST_CRUMBS = 5
_MOST_WORDS_OF_A_CRUMB = 3


def _crumbs(headline: str) -> int:
    """Give how much of the beginning is a breadcrumb: “HomeNews ”, “Home » World » ”."""
    glued = _GLUED.match(headline)
    if glued:
        return glued.end()
    end = 0
    for nth, mark in enumerate(_CRUMB.finditer(headline)):
        crumb = headline[end : mark.start()].strip()
        if nth == 0 and crumb.lower() not in _FRONT_PAGES:
            return 0
        if nth >= _MOST_CRUMBS or len(crumb.split()) > _MOST_WORDS_OF_A_CRUMB:
            break
        end = mark.end()
    return end if end < len(headline) and not headline[end].islower() else 0


def _repeated_from(headline: str) -> int:
    """Give where the same title begins once more (“Title*Title”); 0 if nowhere."""
    half = len(headline) // 2
    for begin in range(max(_SHORTEST_TITLE, half - 3), half + 4):
        head = headline[:begin].rstrip(" *|-–—:·\t\u00a0")
        rest = headline[begin:].lstrip(" *|-–—:·\t\u00a0")
        if len(head) >= _SHORTEST_TITLE and head == rest.rstrip():
            return len(head)
    return 0


_SITE_MARK = re.compile(r"\s[|–—-]\s")


def _site_name_from(headline: str) -> int:
    """Give where “ | Reuters” begins; of names only an agency's is sure to be none of it."""
    marks = [*_SITE_MARK.finditer(headline)]
    if marks and agency_named(headline[marks[-1].end() :]):
        return marks[-1].start()
    return 0


# --- markers -----------------------------------------------------------------------------

# Wires' own words, in capitals or with a number; each is followed by a dash or colon.
_CAPITALS = (
    "UPDATE|CORRECTED|CORRECTION|CLARIFICATION|CORRECTS|REFILE|WRAPUP|RPT|REPEAT|ADVISORY|URGENT"
    "|BREAKING|BREAKING NEWS|EXCLUSIVE|ALERT|FLASH|SNAP|BRIEF|BULLETIN|NEWSALERT|NEWS ALERT"
    "|KILL|WITHDRAWN|STORY WITHDRAWN|LEAD|LEADALL|LD|WRITETHRU|ANALYSIS|FACTBOX|TIMELINE"
    "|PREVIEW|INSIGHT|FEATURE|EXPLAINER|INTERVIEW|POLL|DIARY|PRESS DIGEST|BUZZ|FOCUS"
    "|SPECIAL REPORT|NEWSMAKER|OBITUARY|PIX|PICTURES|GRAPHIC|TABLE|TEXT|HIGHLIGHTS|INSTANT VIEW"
    "|LIVE"
    "|(?:GLOBAL |EMERGING |EUROPEAN |ASIA |US |UK |CEE |LATAM )?(?:MARKETS|STOCKS|FOREX)"
    "|WALL ST|TREASURIES|PRECIOUS|METALS|GRAINS|SOFTS|MONEY MARKETS"
    "|(?:SOCCER|TENNIS|GOLF|RUGBY|CRICKET|ATHLETICS|CYCLING|BASKETBALL|SWIMMING|SKIING|BOXING"
    "|OLYMPICS|MOTOR RACING|FORMULA ONE)"
    "|EIL|EILMELDUNG|BERICHTIGUNG|KORREKTUR|KORRIGIERT|ROUNDUP|ZUSAMMENFASSUNG|WDH|WDHLG"
    "|NEUFASSUNG|AKTUALISIERT|VORSCHAU|ÜBERBLICK|ANALYSE"
    "|ALERTE|CORRECTIF|CORRIGÉ|CORRIGE|ACTUALISATION|ACTUALISÉ|DÉPÊCHE|RÉPÉTITION|LEAD"
    "|URGENTE|ACTUALIZA|ACTUALIZACIÓN|CORREGIDO|CORRECCIÓN|ALERTA|ANÁLISIS|RESUMEN|EXCLUSIVA|REPITE"
    "|AGGIORNA|AGGIORNAMENTO|CORRETTO|CORREZIONE|ESCLUSIVA|RIPETE|PUNTO"
    "|ATUALIZA|ATUALIZAÇÃO|CORRIGIDO|CORREÇÃO|EXCLUSIVO|RESUMO"
    "|DRINGEND|SPOED|CORRECTIE|EXCLUSIEF"
)
_NUMBERED = r"(?:\s?\d{1,2})?"
_BEFORE = re.compile(
    rf"(?:{_CAPITALS}){_NUMBERED}(?:\s?\(.{{1,20}}\))?\s*(?:[-–—:]\s*|\s(?=\+\+\+)|/)"
    rf"|\((?:{_CAPITALS}|\d{{1,2}}(?:st|nd|rd|th) LD|LD|LEAD){_NUMBERED}\)\s*"
    r"|(?:Update|Corrected|Correction|Refile|Wrapup|Exclusive|Breaking|Breaking News|Urgent|Eil"
    r"|Eilmeldung|Berichtigung|Korrektur|Roundup|Urgente|Alerte|Exclusiva|Esclusiva|Exclusivo)"
    rf"{_NUMBERED}\s?:\s+"
    r"|(?:Update|UPDATE)\s?\d{1,2}\s*[-–—:]\s*"
    r"|(?:Eil|EIL|URGENT|Urgent|BREAKING|FLASH)\s*(?:\+\+\+|\*\*\*|!)\s*"
    r"|\d{1,2}(?:st|nd|rd|th) (?:Ld|LD|Lead)(?:-Writethru|-WRITETHRU)?\s*[-–—:,]?\s+"
)
_BEHIND = re.compile(
    r",?\s*[-–—(]?\s*\b(?:\d{1,2}(?:st|nd|rd|th) (?:Ld|LD|Lead)(?:-Writethru|-WRITETHRU)?"
    r"|(?:Ld|LD)-(?:Writethru|WRITETHRU))\)?\s*$"
)
_ENDS_OF_MARKER = " -–—:/+*!()\t,"
_MOST_MARKERS = 3
_LONGEST_SEARCHED = 400


def _without_marker(headline: str) -> tuple[str | None, str]:
    """Split “CORRECTED-UPDATE 2-Oil rises” into “CORRECTED-UPDATE 2” and “Oil rises”."""
    found: list[str] = []
    rest = headline
    for _ in range(_MOST_MARKERS):
        before = _BEFORE.match(rest.lstrip("+* "))
        if not before:
            break
        bare = rest.lstrip("+* ")
        found.append(bare[: before.end()].strip(_ENDS_OF_MARKER))
        rest = bare[before.end() :]
    behind = _BEHIND.search(rest[-_LONGEST_SEARCHED:]) if len(rest) > _SHORTEST_TITLE else None
    if behind:
        found.append(behind.group().strip(_ENDS_OF_MARKER))
        rest = rest[: -len(behind.group())]
    if not found or not rest.strip(_ENDS_OF_MARKER):
        return None, headline
    return "-".join(found), rest.strip(" -–—:+*\t")
