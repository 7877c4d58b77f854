"""Bytes that nobody declared are read as what they most likely are."""

from __future__ import annotations

import pytest

from services.ingest.formats.text.charsets import decode

TEXTS = {
    "Russian": ("Мост через болото открылся в понедельник.", ("windows-1251", "koi8-r")),
    "Russian, headed in ASCII": (
        "abc0123 4 pl 211\r\nМост через болото открылся в понедельник, сказал мэр города.",
        ("windows-1251", "koi8-r"),
    ),
    "Polish": (
        "Most został w poniedziałek otwarty, powiedziała są władze.",
        ("iso8859-2", "windows-1250"),
    ),
    "Czech": ("Most přes řeku otevřeli v pondělí po třech letech, město řeklo ještě víc.", (
        "iso8859-2", "windows-1250",
    )),
    "Hungarian": ("Hétfőn megnyílt a híd, hűvös őszi időben.", ("iso8859-2", "windows-1250")),
    "German": ("Die Brücke über das Moor wurde eröffnet – endlich.", ("windows-1252",)),
    "French": ("Le pont a rouvert lundi « après trois années », dit-il.", ("windows-1252",)),
    "Danish": ("Broen åbnede mandag, sagde borgmesteren på Fanø og Læsø.", ("windows-1252",)),
    "Portuguese": ("A ponte abriu; as opiniões e as questões são três.", ("windows-1252",)),
    "Italian": ("Il ponte è aperto da lunedì, perché sì, così è.", ("windows-1252",)),
    "Russian among ASCII": (
        "<item><title>Мост открылся</title><link>https://paper.example/news/most?x=1</link></item>",
        ("windows-1251", "koi8-r"),
    ),
    "Greek": ("Η γέφυρα άνοιξε τη Δευτέρα μετά από τρία χρόνια.", ("windows-1253",)),
    "Hebrew": ("הגשר נפתח ביום שני אחרי שלוש שנים, אמר ראש העיר.", ("windows-1255",)),
    "Arabic": ("فتح الجسر يوم الاثنين بعد ثلاث سنوات، قال رئيس البلدية.", ("windows-1256",)),
    "fractions": ("Add 1½ cups and 12m² of x¾y, 3m³.", ("windows-1252",)),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(text, encoding) for text, encodings in TEXTS.values() for encoding in encodings],
    ids=[f"{name} {one}" for name, (_, encodings) in TEXTS.items() for one in encodings],
)
def test_undeclared_bytes_are_read_by_their_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_a_guess_is_told() -> None:
    assert "windows-1251" in decode("Мост открыт".encode("cp1251")).problems[0].detail


def test_what_was_declared_is_not_guessed() -> None:
    assert decode("Мост".encode("cp1251"), "iso-8859-1").text == "Ìîñò"
