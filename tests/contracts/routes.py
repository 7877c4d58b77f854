"""The table of all calls and who may make them, in docs/security.md.

Written by `python -m tests.contracts.routes`; a test compares it with the services.
"""

from __future__ import annotations

import importlib
import os
from pathlib import Path

from shared.doors.callers import Call, calls_of
from shared.doors.layer import LARGEST_BODY
from shared.doors.operations import is_for_operations

SERVICES = ("ingest", "enrichment", "moderation", "publish")
PAGE = Path(__file__).parents[2] / "docs" / "security.md"
BEGIN, END = "<!-- routes: begin -->", "<!-- routes: end -->"
PORTS = {None: "both", True: "operations", False: "public"}
NOWHERE = {
    "COPYDESK_REDIS_URL": "redis://127.0.0.1:1/0",
    "COPYDESK_MONGO_URL": "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100",
    "COPYDESK_EVENTS_TOKEN_REQUIRED": "true",
    "COPYDESK_LOG_LEVEL": "CRITICAL",
}


def calls_of_service(service: str) -> list[Call]:
    """Give a service's calls; what FastAPI answers beside them (HEAD) is left out."""
    app = importlib.import_module(f"services.{service}.main").build()
    calls = [call for call in calls_of(app) if call.method not in {"HEAD", "OPTIONS"}]
    return [*{(call.path, call.method): call for call in reversed(calls)}.values()][::-1]


def table() -> str:
    """Write the table."""
    lines = [
        "| service | call | who may | port | body up to |",
        "|---|---|---|---|---|",
    ]
    for service in SERVICES:
        lines += [
            f"| {service} | `{call.method} {call.path}` | {', '.join(call.callers)} "
            f"| {PORTS[is_for_operations(call)]} | {_body(call)} |"
            for call in sorted(calls_of_service(service), key=lambda c: (c.path, c.method))
        ]
    return "\n".join(lines)


def _body(call: Call) -> str:
    if call.method in {"GET", "DELETE"}:
        return ""
    most = LARGEST_BODY if call.largest_body is None else call.largest_body
    return f"{most:,} bytes"


def table_in(page: str) -> str:
    """Cut the table out of the page."""
    return page.partition(BEGIN)[2].partition(END)[0].strip()


def main() -> None:
    """Write the table into the page."""
    os.environ.update(NOWHERE)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
