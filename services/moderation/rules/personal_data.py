"""Data of private people: addresses of mail, telephones, accounts and cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from services.moderation.findings import doubt, note
from services.moderation.policy import Policy
from shared.articles import Article, Enrichment, Finding, Span

MOST_SPANS = 20
MOST_FINDS = 200
"""Finds after which a text need not be read on: it is a list."""
NEAR = 90
"""Characters before a find in which a word may tell whose it is."""

_EMAIL = re.compile(
    r"(?<![\w.+-])([A-Za-z0-9][\w.+-]{0,63})@((?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24})\b"
)
_MANY_DIGITS = re.compile(r"\d(?:[ ().-]{0,3}\d){5}")
"""What every number has that we look for: stories without one are done quickly."""
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\d.,-])\d(?:[ -]?\d){12,18}(?![\d.,-]?\d)")
_PHONE = re.compile(
    r"(?<![\w.,/$€£+-])(?:\+|00)\d{1,3}(?:[ .-]{0,2}\(?\d{1,5}\)?){2,7}(?![\w/%])"
    r"|(?<![\w.,/$€£+-])\(?\d{2,5}\)?(?:[ .-]\d{2,5}){1,4}(?![\w/%])"
)
_SAYS_PHONE = re.compile(
    r"\b(?:tel|telephone|phone|mobile|cell|call|text|whatsapp|fax|telefon|handy|mobil|"
    r"téléphone|portable|teléfono|móvil|numbers?|hotline)\b\.?[^.\n]{0,25}$",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:press|media|spokes\w{2,8}|newsroom|editors?|editorial|editing|reporting|reporter|"
    r"contacts?|presse\w{0,12}|pressestelle|notes to editors|enquiries|inquiries|hotline|"
    r"helpline|bureau|desk|writing|redaktion|rédaction|redacción)\b"
    r"|기자|記者|记者",
    re.IGNORECASE,
)
_OFFICES = """
admin ask bureau communications comms contact desk editor editorial editors enquiries feedback
hello help hotline info inquiries mail media news newsdesk newsroom office online post pr press
presse pressoffice publicaffairs redaktion service support team tips webmaster
"""
_ROLES = frozenset(_OFFICES.split())


class _Found(NamedTuple):
    what: str
    score: float
    official: bool
    span: Span


def personal_data(
    article: Article, enrichment: Enrichment, policy: Policy
) -> Iterator[Finding]:
    """Doubt what would lead strangers to a private person or their money.

    Numbers count as accounts and cards when their check digits are right. A spokesperson's
    press contact and the addresses of offices are only noted: they are given to be printed.
    """
    del article, policy
    found = [
        each
        for text, of in ((enrichment.headline, "headline"), (enrichment.body, "body"))
        for each in islice(_look(text, of), MOST_FINDS)
    ]
    private = [each for each in found if not each.official]
    if private:
        score = max(each.score for each in private) + 0.05 * (len(private) - 1)
        why = f"The text gives {_list(private)} of what may be a private person."
        yield doubt("personal_data", score, why, [each.span for each in private[:MOST_SPANS]])
    official = [each for each in found if each.official]
    if official:
        why = f"The text gives {_list(official)}, as press contacts do."
        yield note("personal_data", 0.2, why, [each.span for each in official[:MOST_SPANS]])


def _look(text: str, of: str) -> Iterator[_Found]:
    taken: list[tuple[int, int]] = []
    if "@" in text:
        for match in _EMAIL.finditer(text):
            taken.append(match.span())
            yield _Found("an e-mail address", 0.7, _is_office(match, text), _at(match, of))
    if not _MANY_DIGITS.search(text):
        return
    for pattern, what, right in (
        (_IBAN, "a bank account", _is_iban),
        (_CARD, "a payment card", _is_card),
    ):
        for match in pattern.finditer(text):
            if right(match.group()) and _free(match, taken):
                taken.append(match.span())
                yield _Found(what, 0.9, official=False, span=_at(match, of))
    for match in _PHONE.finditer(text):
        if _is_phone(match, text) and _free(match, taken):
            official = bool(_OFFICIAL.search(text, max(match.start() - NEAR, 0), match.start()))
            yield _Found("a telephone number", 0.7, official, _at(match, of))


def _free(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return all(match.end() <= start or end <= match.start() for start, end in taken)


def _at(match: re.Match[str], of: str) -> Span:
    return Span.model_validate({"start": match.start(), "end": match.end(), "of": of})


def _is_office(match: re.Match[str], text: str) -> bool:
    """Tell an office by the name before the @, or by what is said of the address."""
    parts = re.split(r"[._+-]", match.group(1).lower())
    if not _ROLES.isdisjoint(parts):
        return True
    return bool(_OFFICIAL.search(text, max(match.start() - NEAR, 0), match.start()))


def _is_phone(match: re.Match[str], text: str) -> bool:
    """Take an international number for one; any other only where a word says so."""
    digits = re.sub(r"\D", "", match.group())
    if match.group().startswith(("+", "00")):
        return 8 <= len(digits) <= 15  # noqa: PLR2004 - ITU E.164
    said = _SAYS_PHONE.search(text[max(match.start() - 60, 0) : match.start()])
    return 6 <= len(digits) <= 15 and said is not None  # noqa: PLR2004


def _is_iban(text: str) -> bool:
    """Check by ISO 7064 MOD 97-10, letters counted from A = 10."""
    plain = text.replace(" ", "")
    if not 15 <= len(plain) <= 34:  # noqa: PLR2004 - ISO 13616
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def _is_card(text: str) -> bool:
    """Check by Luhn, for numbers that begin as cards do."""
    digits = [int(c) for c in text if c.isdigit()]
    if digits[0] not in (3, 4, 5, 6) or len(set(digits)) == 1:
        return False
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _list(found: list[_Found]) -> str:
    kinds = dict.fromkeys(each.what for each in found)
    return " and ".join(kinds)
