"""News agencies by the names that datelines, credits and source lines give them.

Bylines and rights name an agency by the short form readers know: “Reuters”, “AP”, “dpa”.
"""

from __future__ import annotations

import re

from services.enrichment.data.vocabulary import first_names

_AGENCIES = """
Reuters: رويترز, Thomson Reuters, Reuters Life!, Reuters Health, Reuters Breakingviews, Thomson Reuters Foundation
AP: Associated Press, The Associated Press, AP Business, AP Sports, APNews
AFP: أ ف ب, فرانس برس, Agence France-Presse, Agence France Presse, AFP-JIJI, AFP Relaxnews
dpa: Deutsche Presse-Agentur, dpa-AFX, dpa/lby, dpa/lno, dpa/tmn, dpa/lnw, dpa/sn, dpa/bb, dpa/th
PA: PA Media, Press Association, The Press Association, PA Sport, PA News Agency, PA Wire
UPI: United Press International
Bloomberg: Bloomberg News, BLOOMBERG
Xinhua: Xinhua News Agency, 新华社, 新華社
TASS: ITAR-TASS, ТАСС
RIA Novosti: RIA, РИА Новости, Sputnik
Interfax: Интерфакс, Interfax-Ukraine
Ukrinform: Укрінформ
Kyodo: Kyodo News, 共同, 共同通信
Jiji: Jiji Press, 時事
Yonhap: Yonhap News Agency, 연합뉴스
KCNA: Korean Central News Agency
CNA: Central News Agency, 中央社
ANSA: Agenzia ANSA
Adnkronos:
AGI: Agenzia Italia
EFE: Agencia EFE, EFEUSA
Europa Press: EUROPA PRESS, EP
Lusa: LUSA, Agência Lusa
ANP: Algemeen Nederlands Persbureau
Belga: BELGA
APA: Austria Presse Agentur
Keystone-SDA: sda, SDA, ATS, Keystone-ATS, awp
AAP: Australian Associated Press
NZN: NZ Newswire
CP: The Canadian Press, Canadian Press, La Presse Canadienne
PTI: Press Trust of India
ANI: Asian News International
IANS: Indo-Asian News Service
UNI: United News of India
Anadolu: Anadolu Agency, AA, Anadolu Ajansı, ANADOLU
DHA: Demirören Haber Ajansı
PAP: Polska Agencja Prasowa
ČTK: CTK, Czech News Agency
TASR: TASR
MTI: Magyar Távirati Iroda
NTB: Norsk Telegrambyrå
TT: Tidningarnas Telegrambyrå
Ritzau: RITZAU
STT: Suomen Tietotoimisto, STT-Lehtikuva
BNS: Baltic News Service
LETA:
Télam: TELAM, Telam
Agência Brasil: Agencia Brasil, ABr
Estadão Conteúdo:
Notimex: NOTIMEX
Prensa Latina: PL
MENA: Middle East News Agency
SPA: Saudi Press Agency
WAM: Emirates News Agency
QNA: Qatar News Agency
KUNA: Kuwait News Agency
Petra: Jordan News Agency
SANA:
IRNA: Islamic Republic News Agency
ISNA:
PNA: Philippine News Agency
Antara: ANTARA
Bernama: BERNAMA
VNA: Vietnam News Agency, VNS
TNA: Thai News Agency
NAN: News Agency of Nigeria
GNA: Ghana News Agency
APP: Associated Press of Pakistan
BSS: Bangladesh Sangbad Sangstha
epd: Evangelischer Pressedienst
KNA: Katholische Nachrichten-Agentur
SID: Sport-Informations-Dienst
AFX: AFX News
CNS: Catholic News Service, China News Service, 中新社, 中新网
PR Newswire: PRNewswire, PRNewswire-FirstCall, PR NEWSWIRE
Business Wire: BUSINESS WIRE, BusinessWire
GlobeNewswire: GLOBE NEWSWIRE, Globe Newswire
Accesswire: ACCESSWIRE
"""  # noqa: E501 - a name a line, however long


def _read(table: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for line in table.strip().splitlines():
        agency, _, others = line.partition(":")
        for name in (agency, *others.split(",")):
            if name.strip():
                names[name.strip().casefold()] = agency
    return names


_BY_NAME = _read(_AGENCIES)
_LONGEST_NAME = 40


def agency_named(name: str) -> str | None:
    """Give the agency of this name, in any case and with any dots, or None."""
    if len(name) > _LONGEST_NAME:
        return None
    key = " ".join(name.casefold().replace(".", "").split()).strip(" /-–—:,")
    return _BY_NAME.get(key) or _BY_NAME.get(key.partition("/")[0])


_SEPARATORS = str.maketrans(dict.fromkeys("/()：:（）[]【】", " "))


def agency_in(text: str) -> str | None:
    """Give the first agency that a short line names anywhere (a source line, a byline)."""
    parts = text.translate(_SEPARATORS).split()[:40]
    for first in range(len(parts)):
        for last in range(min(len(parts), first + 4), first, -1):
            words = [part.strip(".,;:|©") for part in parts[first:last]]
            name = " ".join(words)
            found = _BY_NAME.get(name.casefold())
            if found and (not name[:1].islower() or name == found):
                if len(name) <= 3 and name != name.upper() and name != found:
                    continue
                return found
    return None


def agency_in_byline(text: str) -> str | None:
    """Give the agency that a byline names; “Petra Roe” and “Ana Sana” are people."""
    found = agency_in(text)
    if found is None or agency_named(text.strip()) or (found.isupper() and found in text):
        return found
    words = _WORD.findall(text.removeprefix("By "))
    at = next((at for at, word in enumerate(words) if agency_named(word) == found), None)
    if at is None or len(words) == 1:
        return found
    opens = at == 0 and words[0].istitle() and words[1].istitle() and len(words[0]) <= _SHORT
    return None if opens or words[at] in first_names() else found


_SHORT = 5
_WORD = re.compile(r"[^\W_]+")
_TOP = 200
_BRACKETED = re.compile(r"[(\[/（【]\s?([^()\[\]/（）【】]{2,40})\s?[)\]/）】]")
_BEFORE_DASH = re.compile(r"([^\W\d_][\w .’'&-]{1,38}?)\s*(?:[–—―]|\s--?\s|:)")
_AFTER_BRACKET = re.compile(r"\s*(?:[–—―.:-]|$)")
_AT_THE_END = re.compile(
    r"(?:[(\[（【]\s?([^()\[\]（）【】]{2,40}?)\s?[)\]）】]|[–—―/]\s?([^\W\d_][\w .]{1,30})/?"
    r"|(?<=\s)-\s?([^\W\d_][\w .]{1,30}))\.?\s*$"
)
_END = 60


def agency_of_lead(lead: str) -> str | None:
    """Give the agency that a lead opens with, with a city or without: “(Reuters) — The …”.

    In brackets it may stand at the very beginning, or behind a few words and before a dash.
    """
    top = lead[:_TOP].lstrip()
    for match in _BRACKETED.finditer(top):
        named = _written(match.group(1))
        if named and (match.start() == 0 or _AFTER_BRACKET.match(top, match.end())):
            return named
    before = _BEFORE_DASH.match(top)
    return _written(before.group(1)) if before else None


def agency_of_end(last: str) -> str | None:
    """Give the agency that signs a story's last words: “… he said. (Reuters)”, “… — AFP”."""
    match = _AT_THE_END.search(last[-_END:])
    inside = next((group for group in match.groups() if group), None) if match else None
    return _written(inside) if inside else None


def _written(name: str) -> str | None:
    """Give the agency of a name that is written like one: “dpa”, “AP”, not “pa” or “ana”."""
    name = name.strip()
    agency = agency_named(name) if name not in first_names() else None
    return agency if agency and (not name.islower() or name == agency) else None
