"""The collections each service may use, in deploy/mongo-rights.json.

Written by `python -m tests.contracts.rights` from what the code names; a test compares them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.contracts.routes import SERVICES

ROOT = Path(__file__).parents[2]
FILE = ROOT / "deploy" / "mongo-rights.json"
_NAMED = re.compile(r"""database\[["'](\w+)["']\]|Index\(\s*["'](\w+)["']""")
EVERYBODYS = "timeline"


def rights() -> dict[str, list[str]]:
    """Give the collections that each service's code names."""
    found = {}
    for service in SERVICES:
        named = {EVERYBODYS}
        for path in (ROOT / "services" / service).rglob("*.py"):
            named |= {first or second for first, second in _NAMED.findall(path.read_text())}
        found[service] = sorted(named)
    return found


def written() -> str:
    """Write the file."""
    return json.dumps(rights(), indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
