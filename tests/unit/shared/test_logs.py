"""What a stranger can cause as often as it likes fills no disk."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from shared.logs import configure_logs

NO_HTTP = "Invalid HTTP request received."


@pytest.fixture(autouse=True)
def logs_of_other_tests() -> Iterator[None]:
    """Puts back how the process logs: what is written to here is closed after the test."""
    known, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers, root.level
    filters = logging.getLogger("uvicorn.error").filters
    yield
    structlog.configure(**known)
    root.handlers, root.level = handlers, level
    logging.getLogger("uvicorn.error").filters = filters


def test_a_warning_that_comes_again_and_again_is_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("ingest", "INFO")
    logger = logging.getLogger("uvicorn.error")

    for _ in range(1000):
        logger.warning(NO_HTTP)
    logger.error("Exception in ASGI application")
    logger.error("Exception in ASGI application")

    said = [json.loads(line)["event"] for line in capsys.readouterr().out.splitlines()]
    assert said == [NO_HTTP, *["Exception in ASGI application"] * 2]


def test_the_next_line_says_how_many_were_kept_back(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure_logs("ingest", "INFO")
    logger = logging.getLogger("uvicorn.error")

    for _ in range(3):
        logger.warning(NO_HTTP)
    monkeypatch.setattr("shared.logs._SELDOM_S", 0.0)
    logger.warning(NO_HTTP)

    said = [json.loads(line)["event"] for line in capsys.readouterr().out.splitlines()]
    assert said == [NO_HTTP, f"{NO_HTTP} (2 more since the last such line)"]
