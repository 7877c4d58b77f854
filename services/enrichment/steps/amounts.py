"""Amounts: sums of money, percentages, and numbers with a unit.

“$200 billion”, “1,5 Millionen Euro”, “Rs 20 crore”, “12.5%”, “30 km”. A number that nothing
follows or leads is left alone. The scan starts at digits and looks a few tokens around, so its
time grows with the text only.
"""

from __future__ import annotations

import re
from collections import Counter

from services.enrichment.words import Words
from shared.articles import Amount, Span


def read_amounts(words: Words) -> tuple[Amount, ...]:
    """Find all amounts in the order of the text; spans are of the body."""
    reader = _Reader(words)
    lowers = words.lowers
    figures = [at for at, alpha in enumerate(map(str.isalpha, lowers)) if not alpha]
    counted = [*words.those_in(_COUNTED)]
    # “a million dollars”; nothing else that begins with “a” is an amount.
    scaled = [at - 1 for at in words.those_in(_SCALES) if at and lowers[at - 1] in _ARTICLES]
    found = (reader.at(index) for index in sorted({*figures, *counted, *scaled}))
    return tuple(amount for amount in found if amount is not None)


_SCALES = {
    "thousand": 1e3, "k": 1e3, "tausend": 1e3, "mille": 1e3, "mil": 1e3, "mila": 1e3,
    "тысяч": 1e3, "тыс": 1e3,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
    "million": 1e6, "millions": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "mio": 1e6,
    "millionen": 1e6,
    "millones": 1e6, "millón": 1e6, "milioni": 1e6, "milione": 1e6, "milhões": 1e6,
    "milhão": 1e6,
    "miljoen": 1e6, "miljoner": 1e6, "millioner": 1e6, "milionów": 1e6, "milyon": 1e6,
    "juta": 1e6,
    "млн": 1e6, "миллионов": 1e6, "миллиона": 1e6, "万": 1e4, "萬": 1e4,
    "billion": 1e9, "billions": 1e9, "bn": 1e9, "bln": 1e9, "b": 1e9, "mrd": 1e9,
    "milliarden": 1e9,
    "milliarde": 1e9, "milliard": 1e9, "milliards": 1e9, "miliardi": 1e9, "miliardo": 1e9,
    "bilhões": 1e9, "bilhão": 1e9, "miljard": 1e9, "miljarder": 1e9, "milliarder": 1e9,
    "miliardów": 1e9, "milyar": 1e9, "miliar": 1e9, "млрд": 1e9, "миллиардов": 1e9,
    "миллиарда": 1e9, "亿": 1e8, "億": 1e8,
    "trillion": 1e12, "trillions": 1e12, "tn": 1e12, "trn": 1e12, "billionen": 1e12,
    "billones": 1e12,
    "trillón": 1e12, "трлн": 1e12, "trilhões": 1e12, "兆": 1e12,
}  # fmt: skip

_SIGNS = {
    "US$": "USD", "U.S.$": "USD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN",
    "$": "USD",
    "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "₺": "TRY",
    "₴": "UAH", "₪": "ILS", "₦": "NGN", "₱": "PHP", "₫": "VND", "฿": "THB", "₵": "GHS",
    "₸": "KZT",
    "Rs": "INR", "Rs.": "INR", "RM": "MYR", "R": "ZAR", "Rp": "IDR", "kr": "SEK", "Fr": "CHF",
    "Fr.": "CHF", "CN¥": "CNY", "元": "CNY",
}  # fmt: skip
_CODES = frozenset(
    "USD EUR GBP JPY CNY CHF CAD AUD NZD HKD SGD SEK NOK DKK INR RUB BRL ZAR KRW MXN TRY"
    " PLN CZK"
    " HUF ILS AED SAR QAR KWD EGP NGN KES GHS PKR BDT LKR THB IDR MYR PHP VND TWD UAH KZT ARS"
    " CLP COP PEN RMB".split()
)

_CURRENCIES = {
    "dollar": "USD", "dollars": "USD", "bucks": "USD", "euro": "EUR", "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP", "sterling": "GBP", "pence": "GBP", "yen": "JPY", "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY", "rupee": "INR", "rupees": "INR", "rouble": "RUB", "roubles": "RUB",
    "ruble": "RUB",
    "rubles": "RUB", "rubel": "RUB", "won": "KRW", "franc": "CHF", "francs": "CHF",
    "franken": "CHF",
    "krona": "SEK", "kronor": "SEK", "krone": "NOK", "kroner": "NOK", "lira": "TRY",
    "liras": "TRY",
    "peso": "MXN", "pesos": "MXN", "real": "BRL", "reais": "BRL", "rand": "ZAR", "naira": "NGN",
    "shekel": "ILS", "shekels": "ILS", "zloty": "PLN", "zlotys": "PLN", "złotych": "PLN",
    "forint": "HUF", "forints": "HUF", "hryvnia": "UAH", "hryvnias": "UAH", "dirham": "AED",
    "dirhams": "AED", "riyal": "SAR", "riyals": "SAR", "baht": "THB", "rupiah": "IDR",
    "ringgit": "MYR", "dong": "VND", "shillings": "KES", "dólares": "USD", "dólar": "USD",
    "dollari": "USD", "dollaro": "USD", "sterline": "GBP", "libras": "GBP", "livres": "GBP",
    "pfund": "GBP", "долларов": "USD", "доллара": "USD", "евро": "EUR", "рублей": "RUB",
    "рубля": "RUB", "гривен": "UAH", "gulden": "EUR", "cents": "USD", "cent": "EUR",
    "美元": "USD", "欧元": "EUR", "歐元": "EUR", "人民币": "CNY", "元": "CNY", "日元": "JPY",
    "円": "JPY", "英镑": "GBP", "卢布": "RUB", "港元": "HKD", "ドル": "USD", "ユーロ": "EUR",
}  # fmt: skip
_HUNDREDTHS = frozenset(("cents", "cent", "pence"))
_NATIONAL = {
    ("canadian", "USD"): "CAD", ("australian", "USD"): "AUD", ("zealand", "USD"): "NZD",
    ("kong", "USD"): "HKD", ("singapore", "USD"): "SGD", ("taiwan", "USD"): "TWD",
    ("us", "USD"): "USD", ("u.s.", "USD"): "USD", ("american", "USD"): "USD",
    ("swiss", "CHF"): "CHF", ("cfa", "CHF"): "XOF", ("egyptian", "GBP"): "EGP",
    ("syrian", "GBP"): "SYP", ("lebanese", "GBP"): "LBP", ("sudanese", "GBP"): "SDG",
    ("british", "GBP"): "GBP", ("pakistani", "INR"): "PKR", ("indian", "INR"): "INR",
    ("nepali", "INR"): "NPR", ("mexican", "MXN"): "MXN", ("argentine", "MXN"): "ARS",
    ("chilean", "MXN"): "CLP", ("colombian", "MXN"): "COP", ("philippine", "MXN"): "PHP",
    ("cuban", "MXN"): "CUP", ("danish", "NOK"): "DKK", ("norwegian", "NOK"): "NOK",
    ("swedish", "SEK"): "SEK", ("icelandic", "SEK"): "ISK", ("turkish", "TRY"): "TRY",
    ("ugandan", "KES"): "UGX", ("tanzanian", "KES"): "TZS", ("kenyan", "KES"): "KES",
    ("brazilian", "BRL"): "BRL", ("russian", "RUB"): "RUB", ("belarusian", "RUB"): "BYN",
    ("iranian", "SAR"): "IRR", ("saudi", "SAR"): "SAR", ("emirati", "AED"): "AED",
    ("moroccan", "AED"): "MAD", ("chinese", "CNY"): "CNY", ("japanese", "JPY"): "JPY",
    ("czech", "SEK"): "CZK", ("czech", "NOK"): "CZK",
}  # fmt: skip

_UNITS = {
    "percent": "%", "percentage points": "percentage points",
    "percentage point": "percentage points",
    "basis points": "basis points", "prozent": "%", "prozentpunkte": "percentage points",
    "procent": "%", "pct": "%", "процентов": "%", "процента": "%", "por ciento": "%",
    "per cent": "%",
    "pour cent": "%", "per cento": "%", "por cento": "%",
    "km": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km",
    "kilometern": "km", "kilómetros": "km", "kilomètres": "km", "chilometri": "km",
    "quilômetros": "km",
    "километров": "km", "公里": "km", "mile": "mi", "miles": "mi", "meilen": "mi",
    "metre": "m", "metres": "m",
    "meter": "m", "meters": "m", "metern": "m", "mètres": "m", "metros": "m", "metri": "m",
    "метров": "m",
    "cm": "cm", "centimetres": "cm", "centimeters": "cm", "zentimeter": "cm", "mm": "mm",
    "millimetres": "mm", "millimeters": "mm", "feet": "ft", "foot": "ft", "ft": "ft",
    "inch": "in",
    "inches": "in", "yards": "yd", "yard": "yd", "nautical miles": "nmi", "light years": "ly",
    "square kilometres": "km²", "square kilometers": "km²", "square km": "km²",
    "square miles": "mi²",
    "square mile": "mi²", "square metres": "m²", "square meters": "m²", "square feet": "ft²",
    "sq km": "km²", "quadratkilometer": "km²", "quadratmeter": "m²", "hectares": "ha",
    "hectare": "ha",
    "hektar": "ha", "hectáreas": "ha", "ettari": "ha", "acres": "acre", "acre": "acre",
    "kg": "kg", "kilos": "kg", "kilo": "kg", "kilograms": "kg", "kilogrammes": "kg",
    "kilogramm": "kg",
    "grams": "g", "grammes": "g", "gramm": "g", "tonnes": "t", "tonne": "t", "tons": "t",
    "ton": "t",
    "metric tons": "t", "metric tonnes": "t", "tonnen": "t", "toneladas": "t",
    "tonnellate": "t",
    "тонн": "t", "ounces": "oz", "ounce": "oz", "litres": "l", "liters": "l", "liter": "l",
    "litros": "l",
    "gallons": "gal", "barrels": "bbl", "barrel": "bbl", "barrels per day": "bbl/d",
    "barrels a day": "bbl/d", "bpd": "bbl/d", "cubic metres": "m³", "cubic meters": "m³",
    "cubic feet": "ft³", "kubikmeter": "m³", "bushels": "bu", "degrees celsius": "°C",
    "degrees fahrenheit": "°F", "degrees": "°", "grad": "°C", "celsius": "°C",
    "fahrenheit": "°F",
    "mph": "mph", "kph": "km/h", "kmh": "km/h", "knots": "kn", "miles per hour": "mph",
    "miles an hour": "mph", "kilometres per hour": "km/h", "kilometers per hour": "km/h",
    "kilometres an hour": "km/h", "stundenkilometer": "km/h", "kw": "kW", "mw": "MW",
    "gw": "GW",
    "tw": "TW", "kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "twh": "TWh", "megawatts": "MW",
    "megawatt": "MW",
    "gigawatts": "GW", "gigawatt": "GW", "kilowatts": "kW", "gigabytes": "GB",
    "terabytes": "TB",
    "gb": "GB", "tb": "TB", "megabytes": "MB", "horsepower": "hp", "hp": "hp",
}  # fmt: skip
_SUFFIX_UNITS = {"km": "km", "kg": "kg", "m": "m", "cm": "cm", "mm": "mm", "ft": "ft",
    "mph": "mph",
                 "kph": "km/h", "mw": "MW", "gw": "GW", "kwh": "kWh", "ha": "ha",
                 "c": "°C"}  # fmt: skip
_NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
    "hundred": 100, "eine": 1, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "un": 1, "une": 1, "deux": 2, "trois": 3,
    "quatre": 4, "cinq": 5, "dix": 10, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4,
    "cinco": 5, "diez": 10, "due": 2, "tre": 3, "dieci": 10, "dois": 2, "três": 3,
}  # fmt: skip

_ARTICLES = frozenset("a an un une ein eine uno una".split())
_COUNTED = _NUMBER_WORDS.keys() - _ARTICLES
_FIGURE = re.compile(r"(\d[\d.,]*+)([^\W\d_]*+)")
_LONGEST_FIGURE = 24
_SIGN_BEFORE = re.compile(
    r"(U\.S\.\$|US\$|C\$|CA\$|CAD\$|A\$|AU\$|NZ\$|HK\$|S\$|NT\$|R\$|MX\$|CN¥|[$€£¥￥₹₽₩₺₴₪₦₱₫฿₵₸]"
    r"|\bRs\.?|\bRM|\bRp|\bFr\.?|\bkr|\b[A-Z]{3}) ?$"
)
_SIGN_AFTER = re.compile(r"\s?([€£$₽₴₪₹元円])")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})++(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})++(?:,\d+)?")
_PERCENT = re.compile(r"\s?[%％]")
_LONGEST_SIGN = 6
_MINUS = frozenset((" -", " −", "(-", " –"))
_DIGITS_OF_A_GROUP = 3
_MOST_TOKENS_OF_A_UNIT = 3


class _Reader:
    """Reads amounts out of one text."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.text = words.text
        self.yuan: bool | None = None
        self.until = 0
        """Where the last amount ended; nothing before it is read again."""
        self.commas_are_decimal = _commas_are_decimal(words)

    def at(self, index: int) -> Amount | None:
        """Read the amount that begins with this token, if one does."""
        words = self.words
        token = words.texts[index]
        if words.starts[index] < self.until:
            return None
        figure = token if token[0].isdigit() else ""
        if figure:
            return self._figure(index, token)
        first = token[0]
        if first == "R" and len(token) > 1 and token[1].isdigit():
            return self._rand(index, token)
        if len(token) > 3 and token[:3] in _CODES and token[3].isdigit():
            return self._glued_code(index, token)
        return self._words(index) if words.lowers[index] in _NUMBER_WORDS else None

    def _figure(self, index: int, token: str) -> Amount | None:
        words = self.words
        match = _FIGURE.match(token)
        if match is None or len(match.group(1)) > _LONGEST_FIGURE:
            return None
        digits, suffix = match.groups()
        rest = token[match.end() :]
        value = self._value(digits)
        if value is None:
            return None
        start = words.starts[index]
        end = start + match.end()
        sign_at, currency = self._sign_before(start)
        scale = 1.0
        unit: str | None = None
        lower = suffix.lower()
        if lower:
            if lower in _SCALES and lower not in ("mil", "mille", "mila"):
                scale = _SCALES[lower]
                if (
                    lower in ("m", "b", "k")
                    and currency is None
                    and not self._money_follows(index)
                ):
                    if lower != "m" or rest:
                        return None
                    unit, scale = "m", 1.0
            elif lower in _SUFFIX_UNITS:
                unit = _SUFFIX_UNITS[lower]
            elif lower in ("rs", "kr"):
                currency = currency or _SIGNS[lower.capitalize() if lower == "rs" else lower]
            else:
                return None
        if not rest and not suffix and len(digits) <= _DIGITS_OF_A_GROUP:
            digits, index, end = self._spaced(digits, index, end)
            value = self._value(digits) or 0.0
        if rest:
            # “10-15%”, “$5-billion”, “100-metre”
            return self._joined(index, match.end(), value, (sign_at, currency))
        following = index
        if scale == 1.0 and unit is None:
            scale, following, end = self._scale(index, end)
        if currency is None and unit is None:
            currency, factor, money_end = self._currency_behind(following, end)
            if currency:
                return self._amount(start, money_end, value * scale * factor, currency, None)
            if scale > 1 or not lower:
                unit, unit_end = self._unit_behind(following, end)
                end = unit_end
        elif currency is not None:
            sharper, _, money_end = self._currency_behind(following, end)
            if sharper and currency in (sharper, "USD"):
                end, currency = money_end, sharper
            start = sign_at
        if currency is None and unit is None:
            return None
        if unit in ("°C", "°F", "°", "%") and self.text[max(0, start - 2) : start] in _MINUS:
            start, value = start - 1, -value
        return self._amount(start, end, value * scale, currency, unit)

    def _spaced(self, digits: str, index: int, end: int) -> tuple[str, int, int]:
        """Read on in “1 500 000”, where groups stand apart by a space."""
        words = self.words
        while (
            index + 1 < len(words.texts) and len(words.texts[index + 1]) == _DIGITS_OF_A_GROUP
        ):
            gap = self._gap(index, index + 1)
            hard = gap in ("\u00a0", "\u202f", "\u2009")
            if not words.texts[index + 1].isdigit() or not (
                hard or (gap == " " and self.commas_are_decimal)
            ):
                break
            index += 1
            digits += words.texts[index]
            end = words.ends[index]
        return digits, index, end

    def _amount(
        self, start: int, end: int, value: float, currency: str | None, unit: str | None
    ) -> Amount:
        self.until = end
        value = round(value, 6)
        return Amount(
            text=self.text[start:end],
            currency=self._yuan(currency),
            value=value,
            unit=unit,
            span=Span(start=start, end=end, of="body"),
        )

    def _yuan(self, currency: str | None) -> str | None:
        """`¥` is the yuan in a text that speaks of it, or of China and not of Japan."""
        if currency != "JPY":
            return currency
        if self.yuan is None:
            lowers = self.words.lowers
            yuan = "yuan" in lowers or "renminbi" in lowers or "rmb" in lowers
            china = "china" in lowers or "beijing" in lowers or "chinese" in lowers
            japan = (
                "japan" in lowers
                or "yen" in lowers
                or "tokyo" in lowers
                or "japanese" in lowers
            )
            self.yuan = not japan and (yuan or china)
        return "CNY" if self.yuan else currency

    def _value(self, digits: str) -> float | None:
        digits = digits.rstrip(".,")
        if _GROUPED.fullmatch(digits) and not (
            self.commas_are_decimal and digits.count(",") == 1 and "." not in digits
        ):
            return float(digits.replace(",", ""))
        if _DOTTED.fullmatch(digits) and (
            self.commas_are_decimal or digits.count(".") > 1 or "," in digits
        ):
            return float(digits.replace(".", "").replace(",", "."))
        if digits.count(",") == 1 and "." not in digits:
            return float(digits.replace(",", "."))
        try:
            return float(digits)
        except ValueError:
            return None

    def _sign_before(self, start: int) -> tuple[int, str | None]:
        before = self.text[max(0, start - _LONGEST_SIGN) : start]
        if not before or (before[-1].isalnum() and not before[-1].isalpha()):
            return start, None
        match = _SIGN_BEFORE.search(before)
        if match is None:
            return start, None
        sign = match.group(1)
        at = start - (len(before) - match.start())
        if sign in _SIGNS:
            if (
                sign[0].isalpha()
                and sign[-1] not in "$¥"
                and at
                and self.text[at - 1].isalnum()
            ):
                return start, None
            return at, self._of_nation(_SIGNS[sign]) if sign[0] in "Rk" else _SIGNS[sign]
        if sign in _CODES and (at == 0 or not self.text[at - 1].isalnum()):
            return at, "CNY" if sign == "RMB" else sign
        return start, None

    def _gap(self, left: int, right: int) -> str:
        return self.text[self.words.ends[left] : self.words.starts[right]]

    def _scale(self, index: int, end: int) -> tuple[float, int, int]:
        words = self.words
        scale = 1.0
        at = index
        while at + 1 < len(words.texts) and at - index < 3:
            gap = self._gap(at, at + 1)
            if gap not in ("", " ", "\u00a0", "-"):
                break
            whole = words.lowers[at + 1]
            lower = whole.partition("-")[0]
            if lower in ("m", "b", "k") or lower not in _SCALES:
                break
            if lower == "mil" and self.words.lowers[at + 1 : at + 3] == ("mil",):
                break
            scale *= _SCALES[lower]
            at += 1
            end = words.ends[at]
            if lower != whole:
                end = words.starts[at] + len(lower)
                break
            if self.text[end : end + 1] == "." and lower in (
                "mio",
                "mrd",
                "млн",
                "млрд",
                "тыс",
            ):
                end += 1
                if self.text[end : end + 1] == " " and at + 1 < len(words.texts):
                    break
        return scale, at, end

    def _currency_behind(self, index: int, end: int) -> tuple[str | None, float, int]:
        """Give the currency named behind a figure: “Canadian dollars”, “€”, “EUR”."""
        words = self.words
        match = _SIGN_AFTER.match(self.text, end)
        if match and match.group(1) != "$":
            return _SIGNS[match.group(1)], 1.0, match.end()
        if match and match.group(1) == "$" and self.commas_are_decimal:
            return "USD", 1.0, match.end()
        national = ""
        at = index + 1
        for _ in range(3):
            if at >= len(words.texts) or self.text[
                words.ends[at - 1] : words.starts[at]
            ] not in ("", " ", "\u00a0", "-", ". "):
                break
            lower = words.lowers[at]
            if words.texts[at] in _CODES:
                return ("CNY" if lower == "rmb" else words.texts[at]), 1.0, words.ends[at]
            solo = words.texts[at] >= "\u3000" and self._solo_currency(at)
            if solo:
                return solo[0], 1.0, solo[1]
            if lower[:2] in ("d'", "d’"):
                lower = lower[2:]
            code = _CURRENCIES.get(lower)
            if code:
                if (
                    lower in ("pounds", "pound")
                    and not national
                    and not self._sterling(index, at)
                ):
                    return None, 1.0, end
                if lower in ("won", "real") and words.texts[at] != lower:
                    return None, 1.0, end
                if lower == "won" and not self._korea():
                    return None, 1.0, end
                if lower in ("real", "rand", "dong") and at == index + 1 and not end:
                    return None, 1.0, end
                factor = 0.01 if lower in _HUNDREDTHS else 1.0
                if not national and code in _SHARED:
                    return self._of_nation(code), factor, words.ends[at]
                return _NATIONAL.get((national, code), code), factor, words.ends[at]
            if (
                lower in _NATIONALITIES
                or lower in ("de", "d", "di", "new", "hong", "of", "euro")
                or (lower == "us" and words.texts[at] == "US")
            ):
                national = lower if lower not in ("de", "d", "di", "of") else national
                at += 1
                continue
            break
        return None, 1.0, end

    def _of_nation(self, code: str) -> str:
        """Give the peso, rupee or krone of the only such nation that the text speaks of."""
        nations = _SHARED.get(code)
        if nations is None:
            return code
        lowers = self.words.lowers
        found = {own for word, own in nations.items() if word in lowers}
        return found.pop() if len(found) == 1 else code

    def _solo_currency(self, at: int) -> tuple[str, int] | None:
        start = self.words.starts[at]
        for length in (3, 2, 1):
            code = _CURRENCIES.get(self.text[start : start + length])
            if code:
                return code, start + length
        return None

    def _sterling(self, index: int, at: int) -> bool:
        """Tell money from weight: pounds of millions, or in a text that has a `£`."""
        if at - index > 1 or self.words.lowers[index] in _SCALES:
            return True
        return self.words.lowers[at + 1 : at + 2] == ("sterling",) or "£" in self.text

    def _korea(self) -> bool:
        lowers = self.words.lowers
        return "korea" in lowers or "korean" in lowers or "seoul" in lowers

    def _money_follows(self, index: int) -> bool:
        return self._currency_behind(index, self.words.ends[index])[0] is not None

    def _unit_behind(self, index: int, end: int) -> tuple[str | None, int]:
        words = self.words
        match = _PERCENT.match(self.text, end)
        if match:
            return "%", match.end()
        if self.text.startswith((" km/h", "km/h", "\u00a0km/h"), end):
            return "km/h", self.text.index("h", end) + 1
        if self.text.startswith(("°C", " °C", "° C"), end):
            return "°C", self.text.index("C", end) + 1
        if self.text.startswith(("°F", " °F"), end):
            return "°F", self.text.index("F", end) + 1
        for length in range(_MOST_TOKENS_OF_A_UNIT, 0, -1):
            last = index + length
            if last >= len(words.texts):
                continue
            if self.text[end : words.starts[index + 1]] not in ("", " ", "\u00a0", "-"):
                return None, end
            phrase = " ".join(words.lowers[index + 1 : last + 1])
            unit = _UNITS.get(phrase)
            if unit and words.ends[last] - words.starts[index + 1] == len(phrase):
                return unit, words.ends[last]
        if index + 1 < len(words.texts) and words.lowers[index + 1] in (
            "pounds",
            "pound",
            "lbs",
            "lb",
        ):
            return "lb", words.ends[index + 1]
        return None, end

    def _joined(
        self, index: int, at: int, value: float, sign: tuple[int, str | None]
    ) -> Amount | None:
        """Read what a hyphen joins: “10-15%” (its lower end) and “100-metre”."""
        sign_at, currency = sign
        token = self.words.texts[index]
        words = self.words
        tail = token[at:].lstrip("-‐‑")
        start, end = words.starts[index], words.ends[index]
        lower = tail.lower()
        if lower in _SCALES and lower not in ("m", "b", "k"):
            scale = _SCALES[lower]
            if currency:
                return self._amount(sign_at, end, value * scale, currency, None)
            found, factor, money_end = self._currency_behind(index, end)
            if found:
                return self._amount(start, money_end, value * scale * factor, found, None)
            return None
        parts = lower.split("-")
        if parts[0] in _CURRENCIES and parts[0] not in ("pound", "real", "won"):
            return self._amount(start, end, value, _CURRENCIES[parts[0]], None)
        if len(parts) > 1 and parts[0] in _SCALES and parts[1] in _CURRENCIES:
            return self._amount(
                start, end, value * _SCALES[parts[0]], _CURRENCIES[parts[1]], None
            )
        if lower in _UNITS or parts[0] in _UNITS:
            return self._amount(start, end, value, None, _UNITS.get(lower) or _UNITS[parts[0]])
        if lower and lower[0].isdigit():
            match = _FIGURE.fullmatch(tail)
            upper = self._value(match.group(1)) if match else None
            if match is None or upper is None:
                return None
            scale = _SCALES.get(match.group(2).lower(), 1.0)
            following = index
            if scale == 1.0:
                scale, following, end = self._scale(index, end)
            if currency:
                return self._amount(sign_at, end, value * scale, currency, None)
            found, factor, money_end = self._currency_behind(following, end)
            if found:
                return self._amount(start, money_end, value * scale * factor, found, None)
            unit, unit_end = self._unit_behind(following, end)
            if unit:
                return self._amount(start, unit_end, value * scale, None, unit)
        return None

    def _rand(self, index: int, token: str) -> Amount | None:
        match = _FIGURE.match(token, 1)
        value = self._value(match.group(1)) if match else None
        if match is None or value is None:
            return None
        suffix = match.group(2).lower()
        end = self.words.starts[index] + match.end()
        if match.end() != len(token) or (suffix and suffix not in _SCALES):
            return None
        scale = _SCALES.get(suffix, 1.0)
        if scale == 1.0:
            scale, _, end = self._scale(index, end)
        if scale == 1.0:
            return None
        return self._amount(self.words.starts[index], end, value * scale, "ZAR", None)

    def _glued_code(self, index: int, token: str) -> Amount | None:
        match = _FIGURE.match(token, 3)
        value = self._value(match.group(1)) if match else None
        if match is None or value is None or match.end() != len(token):
            return None
        suffix = match.group(2).lower()
        if suffix and suffix not in _SCALES:
            return None
        end = self.words.ends[index]
        scale = _SCALES.get(suffix, 1.0)
        if not suffix:
            scale, _, end = self._scale(index, end)
        code = "CNY" if token[:3] == "RMB" else token[:3]
        return self._amount(self.words.starts[index], end, value * scale, code, None)

    def _words(self, index: int) -> Amount | None:
        """Read “three million euros” and “ten percent”."""
        words = self.words
        start, end = words.starts[index], words.ends[index]
        value = float(_NUMBER_WORDS[words.lowers[index]])
        if value == 1 and index and words.lowers[index - 1] == "half":
            value, start = 0.5, words.starts[index - 1]
        scale, following, end = self._scale(index, end)
        currency, factor, money_end = self._currency_behind(following, end)
        if currency and (
            scale > 1
            or words.lowers[index] not in ("a", "an", "un", "une", "ein", "eine", "uno", "una")
        ):
            return self._amount(start, money_end, value * scale * factor, currency, None)
        if scale == 1.0 and words.lowers[index] in (
            "a",
            "an",
            "un",
            "une",
            "ein",
            "eine",
            "uno",
            "una",
        ):
            return None
        unit, unit_end = self._unit_behind(following, end)
        if unit is None:
            return None
        return self._amount(start, unit_end, value * scale, None, unit)


_KRONER = {
    "sweden": "SEK", "swedish": "SEK", "stockholm": "SEK", "norway": "NOK", "norwegian": "NOK",
    "oslo": "NOK", "denmark": "DKK", "danish": "DKK", "copenhagen": "DKK", "danmark": "DKK",
    "norge": "NOK", "sverige": "SEK", "iceland": "ISK",
}  # fmt: skip
_SHARED = {
    "NOK": _KRONER,
    "SEK": _KRONER,
    "MXN": {
        "mexico": "MXN", "mexican": "MXN", "méxico": "MXN", "colombia": "COP",
        "colombian": "COP",
        "bogotá": "COP", "chile": "CLP", "chilean": "CLP", "argentina": "ARS",
        "argentine": "ARS",
        "philippines": "PHP", "philippine": "PHP", "manila": "PHP", "cuba": "CUP",
        "uruguay": "UYU",
    },
    "INR": {
        "india": "INR", "indian": "INR", "pakistan": "PKR", "pakistani": "PKR", "lanka": "LKR",
        "lankan": "LKR", "nepal": "NPR", "nepali": "NPR", "mauritius": "MUR",
    },
    "KES": {
        "kenya": "KES", "kenyan": "KES", "uganda": "UGX", "ugandan": "UGX", "tanzania": "TZS",
        "tanzanian": "TZS", "somalia": "SOS",
    },
    "SAR": {"saudi": "SAR", "iran": "IRR", "iranian": "IRR", "qatar": "QAR", "yemen": "YER",
        "oman": "OMR"},
}  # fmt: skip
"""Currencies that nations share by name; which is meant, their names in the text tell."""
_NATIONALITIES = frozenset(nation for nation, _ in _NATIONAL)
_COMMA_DECIMAL = re.compile(r"\d,\d{1,2}(?!\d)")
_POINT_DECIMAL = re.compile(r"\d\.\d{1,2}(?![\d.])")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LOOKED_AT = 20_000


def _commas_are_decimal(words: Words) -> bool:
    """Tell whether the text writes 1,5 for one and a half, as most of Europe does."""
    text = words.text[:_LOOKED_AT]
    commas = len(_COMMA_DECIMAL.findall(text))
    points = len(_POINT_DECIMAL.findall(text))
    if commas != points:
        return commas > points
    if _CYRILLIC.search(text[:200]):
        return True
    counts = Counter(words.lowers[:400])
    foreign = sum(
        counts[word]
        for word in ("der", "und", "les", "des", "los", "del", "che", "para", "het", "och")
    )
    return foreign > counts["the"] + counts["of"]
