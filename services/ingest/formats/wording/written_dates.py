"""Dates as people and their programs write them, where no standard reads them; pure.

Names of months in the languages that wires come in, East Asian forms, slashes, seconds since
1970, and what Go and PHP print. A day that can be two (3/4/2026) is read by the habit of where
it comes from, and is None where that is not known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Near(NamedTuple):
    """Where a date was written: an IANA zone, a language tag, a host; each may be None.

    `day_first` is how dates with slashes are written there, as far as others of them say it.
    """

    zone: str | None = None
    language: str | None = None
    host: str | None = None
    day_first: bool | None = None

    @property
    def country(self) -> str | None:
        """Give the country in two capitals, as far as it is said."""
        if self.zone in _COUNTRY_OF:
            return _COUNTRY_OF[self.zone]
        parts = re.split(r"[-_]", self.language or "")
        if len(parts) > 1 and len(parts[-1]) == 2:
            return parts[-1].upper()
        ending = (self.host or "").rpartition(".")[2].upper()
        return ending if len(ending) == 2 else None

    @property
    def tz(self) -> tzinfo | None:
        """Give the zone of its clocks, where it is known."""
        try:
            return ZoneInfo(self.zone) if self.zone else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None


NOWHERE = Near()
_COUNTRY_OF = {
    "Asia/Kolkata": "IN", "Asia/Calcutta": "IN", "Asia/Jerusalem": "IL", "Europe/Dublin": "IE",
    "Asia/Shanghai": "CN", "Asia/Taipei": "TW", "Asia/Dhaka": "BD", "Australia/Sydney": "AU",
    "Australia/Melbourne": "AU", "Australia/Brisbane": "AU", "America/Havana": "CU",
    "America/New_York": "US", "America/Chicago": "US", "America/Denver": "US",
    "America/Los_Angeles": "US", "Asia/Manila": "PH", "Europe/London": "GB",
}  # fmt: skip
_SHARED_NAMES: dict[str, dict[str, float]] = {
    "IST": {"IN": 5.5, "LK": 5.5, "IL": 2, "IE": 1},
    "CST": {"CN": 8, "TW": 8, "CU": -5},
    "BST": {"BD": 6},
    "EST": {"AU": 10},
    "EDT": {"AU": 11},
    "AST": {"SA": 3, "IQ": 3, "KW": 3},
    "PST": {"PH": 8},
    "GST": {"AE": 4, "OM": 4},
    "SST": {"SG": 8},
    "MST": {"MY": 8, "MM": 6.5},
}
"""Abbreviations that several zones bear, in hours from UTC, by country."""
_NAMES: dict[str, float] = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2,
    "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "МСК": 3, "EST": -5, "EDT": -4,
    "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8,
    "HST": -10, "AEST": 10, "AEDT": 11, "AWST": 8, "ACST": 9.5, "JST": 9, "KST": 9, "HKT": 8,
    "SGT": 8, "PKT": 5, "NPT": 5.75, "WIB": 7, "ICT": 7, "NZST": 12, "NZDT": 13, "SAST": 2,
    "EAT": 3, "CAT": 2, "WAT": 1, "BRT": -3, "ART": -3, "TRT": 3, "IRST": 3.5,
}  # fmt: skip

_MONTHS = """
1 jan january januar jän jänner januari enero ene janvier janv gennaio gen janeiro
1 styczeń stycznia sty leden ledna ocak oca ianuarie ian січня янв января январь január
1 siječnja ιαν ιανουαρίου tammikuuta يناير ינואר जनवरी มกราคม
2 feb february februar februari febrero février févr fév febbraio fevereiro fev luty
2 lutego lut únor února şubat şub februarie фев февр февраля февраль лютого február
2 veljače φεβ φεβρουαρίου helmikuuta فبراير פברואר फ़रवरी फरवरी กุมภาพันธ์
3 mar march märz maerz mrz mär maart mrt marzo mars março marzec marca březen března
3 mart martie мар марта март березня március márc ožujka μαρ μαρτίου maaliskuuta مارس
3 מרץ मार्च maret มีนาคม
4 apr april abril abr avril avr aprile kwiecień kwietnia kwi duben dubna nisan nis
4 aprilie апр апреля апрель квітня április ápr travnja απρ απριλίου huhtikuuta أبريل
4 אפריל अप्रैल เมษายน
5 may mai maj mei mayo maggio mag maio květen května mayıs мая май травня május máj
5 svibnja μαΐ μαΐου μαι toukokuuta مايو מאי मई พฤษภาคม
6 jun june juni junio juin giugno giu junho czerwiec czerwca cze červen června haziran
6 haz iunie июн июня июнь червня június jún lipnja ιουν ιουνίου kesäkuuta يونيو יוני
6 जून มิถุนายน
7 jul july juli julio juillet juil luglio lug julho lipiec lipca lip červenec července
7 temmuz tem iulie июл июля июль липня július júl srpnja ιουλ ιουλίου heinäkuuta يوليو
7 יולי जुलाई julai กรกฎาคม
8 aug august augustus augusti agosto ago août sierpień sierpnia sie srpen srpna ağustos
8 ağu авг августа август серпня augusztus kolovoza αυγ αυγούστου elokuuta أغسطس אוגוסט
8 अगस्त agustus ogos สิงหาคม
9 sep sept september septiembre septembre settembre set setembro wrzesień września wrz
9 září eylül eyl septembrie сен сент сентября сентябрь вересня szeptember szept rujna
9 σεπ σεπτεμβρίου syyskuuta سبتمبر ספטמבר सितंबर सितम्बर กันยายน
10 oct october okt oktober octubre octobre ottobre ott outubro out październik
10 października paź říjen října ekim eki octombrie окт октября октябрь жовтня október
10 οκτ οκτωβρίου lokakuuta أكتوبر אוקטובר अक्टूबर ตุลาคม
11 nov november noviembre novembre novembro listopad listopada lis kasım kas noiembrie
11 ноя нояб ноября ноябрь листопада studenoga νοε νοέ νοεμ νοεμβρίου marraskuuta نوفمبر נובמבר
11 नवंबर नवम्बर พฤศจิกายน
12 dec december dez dezember des desember diciembre dic décembre déc dicembre dezembro
12 grudzień grudnia gru prosinec prosince aralık ara decembrie дек декабря декабрь
12 disember दिसंबर दिसम्बर ธันวาคม
12 грудня dekabr prosinca δεκ δεκεμβρίου joulukuuta ديسمبر דצמבר
1 gener ιανουάριος jaanuar jaan urtarrila tammi tammikuu xaneiro siječanj sausio saus sausis
1 janvāris јануари januára janar јануар січ січень януари januarie eanáir ionawr yanvar
2 febrer febr φεβρουάριος veebruar veebr otsaila helmi helmikuu febreiro velj veljača vasario
2 vasaris februāris февруари februára shkurt фебруар лют лютий feabhra feabh chwefror chwef
2 pebrero fevral hel
3 marts μάρτιος martxoa maalis maaliskuu ožujak kovo kovas marec бер березень márta marso
4 απρίλιος aprill apirila huhti huhtikuu travanj balandžio balandis април apríla prill квіт
4 квітень aibreán ebrill aprel huh
5 maig μάιος maiatza touko toukokuu svibanj gegužės gegužė maijs maja трав травень bealtaine
5 beal
6 juny ιούνιος juuni ekaina kesä kesäkuu xuño lipanj birželio birž birželis jūnijs јуни júna
6 junij qershor черв червень junie meitheamh meith mehefin hunyo iyun
7 juliol ιούλιος juuli uztaila heinä heinäkuu xullo srpanj liepos liep liepa jūlijs јули júla
7 julij korrik korr лип липень julie iúil gorffennaf gorff hulyo iyul
8 agost αύγουστος abuztua elokuu kolovoz ágúst rugpjūčio rugp rugpjūtis augusts augusta avgust
8 gusht gush серп серпень lúnasa awst avqust
9 setembre σεπτέμβριος iraila syys syyskuu rujan rugsėjo rugs rugsėjis septembris септември
9 сеп septembra shtator септембар septembar вер вересень mfómh medi setyembre sentyabr syy
10 οκτώβριος oktoober urria loka lokakuu spalio spal spalis oktobris октомври októbra tetor
10 октобар oktobar жовт жовтень dfómh hydref oktubre oktyabr lok
11 listopadu νοέμβριος azaroa marras marraskuu studeni lapkričio lapkr lapkritis novembris
11 ноември novembra nëntor новембар нов novembar лист листопад samhain samh tachwedd tach
11 nobyembre noyabr
12 desembre δεκέμβριος detsember dets abendua joulu joulukuu decembro prosinac gruodžio gruod
12 gruodis decembris декември decembra dhjetor децембар дец decembar груд грудень nollaig noll
12 rhagfyr rhag disyembre
1 јан яну
2 феб úno
3 bře
5 мај kvě
6 юни јун čvn
7 юли јул čvc
8 avg srp
9 zář
10 říj
11 ное
12 дек dhj
"""
"""Names and abbreviations of the months, in the languages that wires come in, by number.

The last lines are what Unicode's CLDR has of Europe's other languages and some of the world's.
"""


def _bare(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


_MONTH_OF = {
    _bare(name): int(line.split()[0])
    for line in reversed(_MONTHS.strip().splitlines())
    for name in line.split()[1:]
}
_LONGEST = 100
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일号]"
)
_VIETNAMESE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})(?: năm|,)? (?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_AFTERNOON = re.compile(r"下午|午後|오후|晚上|\bp\.?\s?m\b\.?|μμ|μ\.μ\.", re.IGNORECASE)
_MORNING = re.compile(r"上午|午前|오전|早上|\ba\.?\s?m\b\.?|πμ|π\.μ\.", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})\s?(?:[:.h]|時|时|點|点|시)\s?(?P<minute>[0-5]\d|\d(?=分|분))"
    r"(?:分|분)?(?:\s?[:.]?\s?(?P<second>[0-5]\d|60)(?:秒|초)?)?(?:[.,]\d{1,9})?(?!\d)"
)
_HOUR_ALONE = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})\s?(?:時|时|點|点|시|(?=[ap]\.?\s?m\b))", re.IGNORECASE
)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+−-])(\d{1,2}):?([0-5]\d)?(?![\d/-])")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{2,4})(?!\d)")
_DAY_BEFORE = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|o|a|e|η|°|\.)?,?(?:\s(?:de|of|d'))?\s?\W{0,2}$"
)
_DAY_BEHIND = re.compile(r"\W{0,3}(\d{1,2})(?:st|nd|rd|th|\.)?(?!\d|:)")
_YEAR_BEHIND = re.compile(r"\W{0,3}(?:de\s)?(\d{4})(?!\d)")
_A_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_WORD = re.compile(r"[^\W\d_][^\s\d.,;:/()\[\]_'’-]*")
"""Letters, with the marks that Indian and Thai scripts write on them."""
_THAI = re.compile("[\u0e01-\u0e2e]")
_BUDDHIST = 2400
"""Thailand counts the years from the Buddha's death, 543 before our first."""
_ZONE_WORD = re.compile(r"\(?\b([A-ZМСК]{1,5})\b\)?")


def read_written(text: str, near: Near = NOWHERE) -> datetime | None:
    """Read a date-time, or a date alone as its midnight; None where no reading is sure."""
    written = unicodedata.normalize("NFKC", " ".join(text.split()))
    if not written or len(written) > _LONGEST:
        return None
    if _EPOCH.fullmatch(written):
        return _since_1970(written)
    day, rest = _day(written, near)
    if day is None:
        return None
    if _THAI.search(written) and day[0] > _BUDDHIST:
        day = (day[0] - 543, day[1], day[2])
    clock, rest = _clock(rest)
    if clock is None:
        return None
    tz = _zone(rest, near, written)
    hour, minute, second = clock
    extra = timedelta(days=1) if hour == 24 and minute == 0 else timedelta()
    try:
        read = datetime(
            *day, hour % 24 if hour == 24 else hour, minute, min(second, 59), tzinfo=tz
        )
        return (read + extra).astimezone(tz)
    except (ValueError, OverflowError):
        return None


def _since_1970(digits: str) -> datetime | None:
    number = float(digits)
    try:
        return datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _day(text: str, near: Near) -> tuple[tuple[int, int, int] | None, str]:
    """Find the day; give it with what stands around it."""
    found = _EAST_ASIAN.search(text) or _VIETNAMESE.search(text)
    if found:
        day = (int(found["year"]), int(found["month"]), int(found["day"]))
        return day, _around(text, found)
    found = _NUMERIC.search(text)
    if found:
        first, sign, second, third = found[1], found[2], int(found[3]), found[4]
        if len(first) == 4:
            return (int(first), second, int(third)), _around(text, found)
        year = int(third) + (2000 if len(third) == 2 else 0)
        return _two_ways(
            int(first), second, year=year, sign=sign, text=text, near=near
        ), _around(text, found)
    return _day_by_name(text)


def _two_ways(
    first: int, second: int, *, year: int, sign: str, text: str, near: Near
) -> tuple[int, int, int] | None:
    """Tell 11/23 from 23/11; where both could be, by the habit of the place."""
    if (first > 12 and second <= 12) or sign == ".":
        return year, second, first
    if (second > 12 and first <= 12) or first == second:
        return year, first, second
    if near.day_first is not None:
        return (year, second, first) if near.day_first else (year, first, second)
    country = near.country
    if country in {"US", "PH"} or (country is None and _has_half(text)):
        return year, first, second
    return (year, second, first) if country else None


def day_first(dates: Iterable[str]) -> bool | None:
    """Tell from dates of one writer which of 3/4 is the day; None where none says it."""
    said = {
        int(found[1]) > 12
        for text in dates
        if (found := _SLASHES.search(text)) and (int(found[1]) > 12) != (int(found[2]) > 12)
    }
    return said.pop() if len(said) == 1 else None


_SLASHES = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?!\d)")


def _has_half(text: str) -> bool:
    return _AFTERNOON.search(text) is not None or _MORNING.search(text) is not None


def _day_by_name(text: str) -> tuple[tuple[int, int, int] | None, str]:
    for word in _WORD.finditer(text):
        month = _MONTH_OF.get(_bare(word.group()))
        if month is None:
            continue
        before, behind = text[: word.start()], text[word.end() :]
        day_before, year_behind = _DAY_BEFORE.search(before), _YEAR_BEHIND.match(behind)
        if day_before and year_behind:
            rest = f"{before[: day_before.start()]} {behind[year_behind.end() :]}"
            return (int(year_behind[1]), month, int(day_before[1])), rest
        day_behind = _DAY_BEHIND.match(behind)
        if day_behind is None:
            continue
        tail = behind[day_behind.end() :]
        if year := _A_YEAR.search(tail):
            rest = f"{before} {tail[: year.start()]} {tail[year.end() :]}"
            return (int(year[1]), month, int(day_behind[1])), rest
        if year := _A_YEAR.search(before):
            rest = f"{before[: year.start()]} {tail}"
            return (int(year[1]), month, int(day_behind[1])), rest
    return None, text


def _clock(text: str) -> tuple[tuple[int, int, int] | None, str]:
    """Find the time; a day alone is its midnight, an impossible time is none."""
    found = _CLOCK.search(text) or _HOUR_ALONE.search(text)
    if found is None:
        return (0, 0, 0), text
    said = found.groupdict()
    hour, minute, second = (int(said.get(n) or 0) for n in ("hour", "minute", "second"))
    if _AFTERNOON.search(text) and hour < 12:
        hour += 12
    elif _MORNING.search(text) and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or (hour == 24 and (minute or second)):
        return None, text
    rest = _AFTERNOON.sub(" ", _MORNING.sub(" ", _around(text, found)))
    return (hour, minute, second), rest


def _zone(rest: str, near: Near, written: str) -> tzinfo:
    """Give the zone that is written, else that of the place or the language, else UTC."""
    offset = _OFFSET.search(rest)
    if offset and int(offset[2]) <= 14:
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(span if offset[1] == "+" else -span)
    named = zone_by_name(rest, near)
    if named is not None:
        return named
    if near.tz is not None:
        return near.tz
    if re.search(r"[년월일]", written):
        return timezone(timedelta(hours=9))
    return UTC


def zone_by_name(text: str, near: Near) -> timezone | None:
    """Give the zone that an abbreviation names there; of those shared, by country."""
    for found in _ZONE_WORD.finditer(text):
        name = found[1]
        hours = _SHARED_NAMES.get(name, {}).get(near.country or "", _NAMES.get(name))
        if hours is not None:
            return timezone(timedelta(hours=hours))
    return None


def _around(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
