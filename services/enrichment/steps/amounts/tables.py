"""The words of amounts: scales, currencies, units and numbers, as they are written."""

from __future__ import annotations

SCALES = {
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
SIGNS = {
    "US$": "USD", "U.S.$": "USD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN",
    "$": "USD",
    "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "₺": "TRY",
    "₴": "UAH", "₪": "ILS", "₦": "NGN", "₱": "PHP", "₫": "VND", "฿": "THB", "₵": "GHS",
    "₸": "KZT",
    "Rs": "INR", "Rs.": "INR", "RM": "MYR", "R": "ZAR", "Rp": "IDR", "kr": "SEK", "Fr": "CHF",
    "Fr.": "CHF", "CN¥": "CNY", "元": "CNY", "円": "JPY",
}  # fmt: skip
CODES = frozenset(
    "USD EUR GBP JPY CNY CHF CAD AUD NZD HKD SGD SEK NOK DKK INR RUB BRL ZAR KRW MXN TRY"
    " PLN CZK"
    " HUF ILS AED SAR QAR KWD EGP NGN KES GHS PKR BDT LKR THB IDR MYR PHP VND TWD UAH KZT ARS"
    " CLP COP PEN RMB".split()
)
CURRENCIES = {
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
HUNDREDTHS = frozenset(("cents", "cent", "pence"))
NATIONAL = {
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
NATIONALITIES = frozenset(nation for nation, _ in NATIONAL)
_KRONER = {
    "sweden": "SEK", "swedish": "SEK", "stockholm": "SEK", "norway": "NOK", "norwegian": "NOK",
    "oslo": "NOK", "denmark": "DKK", "danish": "DKK", "copenhagen": "DKK", "danmark": "DKK",
    "norge": "NOK", "sverige": "SEK", "iceland": "ISK",
}  # fmt: skip
SHARED = {
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
UNITS = {
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
SUFFIX_UNITS = {"km": "km", "kg": "kg", "m": "m", "cm": "cm", "mm": "mm", "ft": "ft",
    "mph": "mph",
                 "kph": "km/h", "mw": "MW", "gw": "GW", "kwh": "kWh", "ha": "ha",
                 "c": "°C"}  # fmt: skip
NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
    "hundred": 100, "eine": 1, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "un": 1, "une": 1, "deux": 2, "trois": 3,
    "quatre": 4, "cinq": 5, "dix": 10, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4,
    "cinco": 5, "diez": 10, "due": 2, "tre": 3, "dieci": 10, "dois": 2, "três": 3,
}  # fmt: skip
ARTICLES = frozenset("a an un une ein eine uno una".split())
