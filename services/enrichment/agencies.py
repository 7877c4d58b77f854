"""News agencies by the names that datelines, credits and source lines give them.

Bylines and rights name an agency by the short form readers know: “Reuters”, “AP”, “dpa”.
"""

from __future__ import annotations

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


def agency_in(text: str) -> str | None:
    """Give the first agency that a short line names anywhere (a source line, a byline)."""
    parts = text.replace("/", " ").replace("(", " ").replace(")", " ").split()[:40]
    for first in range(len(parts)):
        for last in range(min(len(parts), first + 4), first, -1):
            words = [part.strip(".,;:|©") for part in parts[first:last]]
            name = " ".join(words)
            found = _BY_NAME.get(name.casefold())
            if found and (name[:1].isupper() or name == found):
                if len(name) <= 3 and not name.isupper() and name != found:
                    continue
                return found
    return None
