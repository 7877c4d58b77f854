"""What a stranger can cause as often as it likes fills no disk."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from shared.logs import configure_logs

NO_HTTP = "Invalid HTTP request received."
SERVER = "uvicorn.error"


@pytest.fixture(autouse=True)
def logs_of_other_tests() -> Iterator[None]:
    """Puts back how the process logs: what is written to here is closed after the test.

    A test that ran a server in this process may have left its logger at another level.
    """
    known, root, server = structlog.get_config(), logging.getLogger(), logging.getLogger(SERVER)
    handlers, level = root.handlers, root.level
    filters, server_level, is_off = server.filters, server.level, server.disabled
    server.setLevel(logging.NOTSET)
    server.disabled = False
    yield
    structlog.configure(**known)
    root.handlers = handlers
    root.setLevel(level)
    server.filters, server.disabled = filters, is_off
    server.setLevel(server_level)


def test_a_warning_that_comes_again_and_again_is_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("ingest", "INFO")
    logger = logging.getLogger(SERVER)

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
    logger = logging.getLogger(SERVER)

    for _ in range(3):
        logger.warning(NO_HTTP)
    monkeypatch.setattr("shared.logs._SELDOM_S", 0.0)
    logger.warning(NO_HTTP)

    said = [json.loads(line)["event"] for line in capsys.readouterr().out.splitlines()]
    assert said == [NO_HTTP, f"{NO_HTTP} (2 more since the last such line)"]
