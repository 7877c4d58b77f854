from __future__ import annotations

from datetime import timedelta

import pytest

from shared.answers import Answer, Breaker, Verdict, retry_after
from tests.factories import MONDAY

NOW = MONDAY + timedelta(hours=1)


class TestAnswers:
    @pytest.mark.parametrize(
        ("status", "verdict"),
        [
            (200, Verdict.TAKEN),
            (204, Verdict.TAKEN),
            (301, Verdict.REFUSED),
            (400, Verdict.REFUSED),
            (404, Verdict.REFUSED),
            (408, Verdict.LATER),
            (410, Verdict.GONE),
            (425, Verdict.LATER),
            (429, Verdict.LATER),
            (500, Verdict.LATER),
            (503, Verdict.LATER),
            (None, Verdict.LATER),
        ],
    )
    def test_only_2xx_is_success(self, status: int | None, verdict: Verdict) -> None:
        assert Answer(status).verdict is verdict

    @pytest.mark.parametrize(
        ("header", "seconds"),
        [
            ("120", 120),
            ("Mon, 23 Nov 2026 09:02:00 GMT", 120),
            ("soon", None),
            (None, None),
            ("", None),
            ("²", None),
            ("٣", None),
            ("9" * 5000, 10**6),
            ("Mon, 23 Nov 2026 09:02:00", None),
        ],
        ids=lambda said: str(said)[:30],
    )
    def test_retry_after_is_seconds_or_a_date(
        self, header: str | None, seconds: int | None
    ) -> None:
        expected = None if seconds is None else timedelta(seconds=seconds)

        assert retry_after(header, NOW) == expected


class TestBreaker:
    def test_opens_after_failures_in_a_row_and_lets_one_through_later(self) -> None:
        breaker = Breaker()
        for _ in range(5):
            assert breaker.allows(0)
            breaker.saw(Verdict.LATER, 0)

        assert not breaker.allows(1)
        assert breaker.allows(31)
        breaker.saw(Verdict.LATER, 31)
        assert not breaker.allows(60)
        breaker.saw(Verdict.TAKEN, 95)
        assert breaker.allows(95)

    def test_a_refusal_shows_that_the_site_is_there(self) -> None:
        breaker = Breaker()
        for _ in range(9):
            breaker.saw(Verdict.REFUSED, 0)

        assert breaker.allows(0)
