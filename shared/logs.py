"""Logs: one JSON object a line, the event's name constant, facts as keywords."""

from __future__ import annotations

import logging
import sys

import orjson
import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor

_SELDOM_S = 60.0


def _bytes(event: EventDict, **_: object) -> bytes:
    return orjson.dumps(event, default=str, option=orjson.OPT_NON_STR_KEYS)


def _text(event: EventDict, **_: object) -> str:
    return _bytes(event).decode()


def configure_logs(service: str, level: str) -> FilteringBoundLogger:
    """Send everything the process logs, libraries included, to stdout as JSON lines.

    A line of ours has the service, and what `structlog.contextvars` holds at that moment.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(serializer=_bytes)],
        wrapper_class=structlog.make_filtering_bound_logger(_number(level)),
        # A line is one write; unbuffered text would be two, and half of what a line costs.
        logger_factory=structlog.BytesLoggerFactory(sys.stdout.buffer),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=_text),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(_number(level), logging.WARNING))
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers = []
        logger.propagate = True
    logging.getLogger("uvicorn.error").filters = [_Seldom()]
    log: FilteringBoundLogger = structlog.get_logger().bind(service=service)
    return log


class _Seldom(logging.Filter):
    """Lets each warning through once a minute, with how often it was kept back since.

    For what any stranger can cause as often as it likes: bytes that are no HTTP, say.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[object, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a line is to be written."""
        if record.levelno != logging.WARNING:
            return True
        said_at, kept_back = self._said.get(record.msg, (float("-inf"), 0))
        if record.created - said_at < _SELDOM_S:
            self._said[record.msg] = (said_at, kept_back + 1)
            return False
        self._said[record.msg] = (record.created, 0)
        if kept_back:
            record.msg = f"{record.msg} ({kept_back} more since the last such line)"
        return True


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level.upper()]
