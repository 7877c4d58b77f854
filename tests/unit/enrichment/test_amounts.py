import pytest

from services.enrichment.steps.amounts import read_amounts
from services.enrichment.steps.amounts.tables import CODES, CURRENCIES, SCALES, UNITS
from services.enrichment.words import read


@pytest.mark.parametrize(
    ("text", "amount", "value", "currency"),
    [
        ("worth $200 billion of trade", "$200 billion", 200_000_000_000, "USD"),
        ("1.5 million euros", "1.5 million euros", 1_500_000, "EUR"),
        ("1,5 Millionen Euro", "1,5 Millionen Euro", 1_500_000, "EUR"),
        ("für 3,4 Mrd. Euro gekauft", "3,4 Mrd. Euro", 3_400_000_000, "EUR"),
        ("3 milliards d’euros", "3 milliards d’euros", 3_000_000_000, "EUR"),
        ("30 mil millones de euros", "30 mil millones de euros", 30_000_000_000, "EUR"),
        ("€1.5bn", "€1.5bn", 1_500_000_000, "EUR"),
        ("£3m", "£3m", 3_000_000, "GBP"),
        ("Rs 20 crore", "Rs 20 crore", 200_000_000, "INR"),
        ("in Pakistan, Rs 20 lakh", "Rs 20 lakh", 2_000_000, "PKR"),
        ("C$300", "C$300", 300, "CAD"),
        ("US$1.2 trillion", "US$1.2 trillion", 1_200_000_000_000, "USD"),
        ("200 bn dollars", "200 bn dollars", 200_000_000_000, "USD"),
        ("three million Canadian dollars", "three million Canadian dollars", 3_000_000, "CAD"),
        ("half a million dollars", "half a million dollars", 500_000, "USD"),
        ("¥500 billion in Tokyo", "¥500 billion", 500_000_000_000, "JPY"),
        ("¥500 million in Beijing", "¥500 million", 500_000_000, "CNY"),
        ("1 500 рублей", "1 500 рублей", 1_500, "RUB"),
        ("2000亿美元", "2000亿美元", 200_000_000_000, "USD"),
        ("a $5-billion deal", "$5-billion", 5_000_000_000, "USD"),
        ("costs $1,234.50 now", "$1,234.50", 1_234.5, "USD"),
        ("1.234,50 Euro für 1,5 Liter", "1.234,50 Euro", 1_234.5, "EUR"),
        ("400 million kronor in Sweden", "400 million kronor", 400_000_000, "SEK"),
        ("4 billones de pesos, en Bogotá", "4 billones de pesos", 4_000_000_000_000, "COP"),
        ("EUR20m", "EUR20m", 20_000_000, "EUR"),
        ("R100 million", "R100 million", 100_000_000, "ZAR"),
        ("50 cents", "50 cents", 0.5, "USD"),
        ("価格は500円です", "500円", 500, "JPY"),
        ("China paid 500円 a piece", "500円", 500, "JPY"),
    ],
)
def test_money_has_a_currency_and_a_value(
    text: str, amount: str, value: float, currency: str
) -> None:
    found = read_amounts(read(text))[0]

    assert (found.text, found.value, found.currency) == (amount, value, currency)
    assert text[found.span.start : found.span.end] == found.text
    assert found.span.of == "body"


@pytest.mark.parametrize(
    ("text", "amount", "value", "unit"),
    [
        ("rose 3.5 percent", "3.5 percent", 3.5, "%"),
        ("um 12,5 Prozent", "12,5 Prozent", 12.5, "%"),
        ("a 10-15% rise", "10-15%", 10, "%"),
        ("ten percent", "ten percent", 10, "%"),
        ("50 basis points", "50 basis points", 50, "basis points"),
        ("a 100-metre race", "100-metre", 100, "m"),
        ("95mph", "95mph", 95, "mph"),
        ("-7 degrees Celsius", "7 degrees Celsius", 7, "°C"),
        ("fell to -7 degrees Celsius", "-7 degrees Celsius", -7, "°C"),
        ("1.2 million barrels per day", "1.2 million barrels per day", 1_200_000, "bbl/d"),
        ("40 square kilometres", "40 square kilometres", 40, "km²"),
        ("weighs 500 pounds", "500 pounds", 500, "lb"),
    ],
)
def test_numbers_have_their_unit(text: str, amount: str, value: float, unit: str) -> None:
    found = read_amounts(read(text))[0]

    assert (found.text, found.value, found.unit, found.currency) == (amount, value, unit, None)


@pytest.mark.parametrize(
    "text",
    [
        "in 2023, at 5.30 pm, on page 12, 4-2, No. 1, a 737 MAX",
        "won 3 games",
        "call 0800 1234",
        "a dollar store",
        "version 1.2.3.4",
    ],
)
def test_a_number_without_money_or_unit_is_left_alone(text: str) -> None:
    assert read_amounts(read(text)) == ()


IN_CONTEXT = frozenset(("pound", "pounds", "won"))
"""Weights and words, unless the text speaks of money."""


@pytest.mark.parametrize("unit", sorted(unit for unit in UNITS if unit < "\u3000"))
def test_every_unit_behind_a_bare_figure_makes_an_amount(unit: str) -> None:
    assert [each.unit for each in read_amounts(read(f"They had 12 {unit} left."))] == [
        UNITS[unit]
    ]


@pytest.mark.parametrize("word", sorted(CURRENCIES.keys() - IN_CONTEXT | CODES))
def test_every_currency_behind_a_bare_figure_makes_an_amount(word: str) -> None:
    found = read_amounts(read(f"They had 12 {word} left."))
    code = CURRENCIES.get(word, "CNY" if word == "RMB" else word)
    assert [each.currency for each in found] == [code]


@pytest.mark.parametrize("scale", sorted(SCALES.keys() - {"m", "b", "k"}))
def test_every_scale_raises_a_bare_figure(scale: str) -> None:
    found = read_amounts(read(f"They had 12 {scale} dollars left."))
    assert [(each.value, each.currency) for each in found] == [(12 * SCALES[scale], "USD")]


@pytest.mark.parametrize("beside", ["74 100", "1 a", "2019 Ann", "8 of", "3 of 4", "12 1234"])
def test_bare_figures_are_no_amounts(beside: str) -> None:
    assert read_amounts(read(f"Elm {beside} (1 sack). No 5 or 6")) == ()
