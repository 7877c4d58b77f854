from __future__ import annotations

import pytest

from services.enrichment.steps.language import detect_language, script_of

TEXTS = {
    "en": "The harbour board said the ferries would sail again on Wednesday morning.",
    "de": "Die Hafenbehörde teilte mit, die Fähren würden am Mittwoch wieder fahren.",
    "fr": "La direction du port a indiqué que les ferries reprendraient mercredi matin.",
    "es": "La autoridad del puerto dijo que los barcos volverían a salir el miércoles.",
    "it": "L'autorità del porto ha detto che i traghetti ripartiranno mercoledì mattina.",
    "ru": "Администрация порта сообщила, что паромы снова выйдут в море в среду утром.",
    "zh": "港务局表示，渡轮将于星期三早上恢复航行。",
    "ar": "قالت هيئة الميناء إن العبارات ستبحر مرة أخرى صباح الأربعاء.",
}


@pytest.mark.parametrize("code", [*TEXTS])
def test_languages_are_told_apart(code: str) -> None:
    assert detect_language("", TEXTS[code]).code == code


@pytest.mark.parametrize("code", ["en", "de", "fr", "es", "it"])
def test_a_text_in_capitals_is_in_the_language_that_it_is_in(code: str) -> None:
    assert detect_language("", TEXTS[code].upper()).code == code


@pytest.mark.parametrize(
    "text", ["", "Hi", "12345 678", "https://x.example/abc/def", "!!! ???"]
)
def test_too_little_to_tell_is_undetermined(text: str) -> None:
    assert detect_language(text, "").code == "und"


def test_what_the_wire_says_decides_where_there_is_little() -> None:
    assert detect_language("Hi", "", stated="de").code == "de"


def test_what_the_wire_says_lends_its_region() -> None:
    assert detect_language("", TEXTS["en"], stated="en_gb").code == "en-GB"


def test_a_long_text_outweighs_what_the_wire_says() -> None:
    assert detect_language("", TEXTS["de"] * 3, stated="en").code == "de"


def test_nonsense_for_a_tag_is_left_out() -> None:
    assert detect_language("Hi", "", stated="<b>english</b>").code == "und"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (TEXTS["en"], "Latn"), (TEXTS["ru"], "Cyrl"), (TEXTS["zh"], "Hani"),
        (TEXTS["ar"], "Arab"), ("フェリーが再開", "Jpan"), ("12 !", None),
    ],
)  # fmt: skip
def test_the_script_is_named(text: str, script: str | None) -> None:
    assert script_of(text) == script
