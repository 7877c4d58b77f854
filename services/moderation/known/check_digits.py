"""Pure: whether the check digits of accounts, cards and papers are right."""

from __future__ import annotations

import re

_SHORTEST_IBAN, _LONGEST_IBAN = 15, 34


def is_iban(match: re.Match[str]) -> bool:
    """Check by ISO 7064 MOD 97-10, letters counted from A = 10."""
    plain = re.sub(r"[ -]", "", match[0])
    if not _SHORTEST_IBAN <= len(plain) <= _LONGEST_IBAN:
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def is_card(match: re.Match[str]) -> bool:
    """Check by Luhn, for numbers that begin as cards do."""
    digits = [int(c) for c in match[0] if c.isdigit()]
    if digits[0] not in (3, 4, 5, 6) or len(set(digits)) == 1:
        return False
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_dni(match: re.Match[str]) -> bool:
    """Check the letter behind a Spanish number."""
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(match[1]) % 23] == match[2]


def is_french_number(match: re.Match[str]) -> bool:
    """Check the key of a French social security number."""
    digits = re.sub(r"\D", "", match[0])
    return 97 - int(digits[:13]) % 97 == int(digits[13:])


def is_cpf(match: re.Match[str]) -> bool:
    """Check both digits of a Brazilian tax number."""
    digits = [int(c) for c in match[0] if c.isdigit()]
    for length in (9, 10):
        weighed = sum(d * w for d, w in zip(digits, range(length + 1, 1, -1), strict=False))
        if weighed * 10 % 11 % 10 != digits[length]:
            return False
    return len(set(digits)) > 1
