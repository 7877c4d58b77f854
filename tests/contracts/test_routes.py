"""Every call of every service stands in docs/security.md, with who may make it."""

from __future__ import annotations

import pytest

from tests.contracts.routes import NOWHERE, PAGE, table, table_in


def test_the_table_of_calls_is_the_services_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NOWHERE.items():
        monkeypatch.setenv(name, value)

    assert table_in(PAGE.read_text(encoding="utf-8")) == table(), (
        "run `python -m tests.contracts.routes`, and look at what it changes"
    )
