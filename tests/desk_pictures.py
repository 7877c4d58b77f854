"""Makes the pictures of docs/desk.md: `python -m tests.desk_pictures`. Invented copy only.

With a folder behind it, every view at each width and in each light goes there, to be looked at.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Literal

from tests.browsing import a_browser
from tests.e2e.desk import sit_down
from tests.e2e.desk_views import a_furnished_desk, views

_FOLDER = Path(__file__).parents[1] / "docs" / "desk"
_LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    (1440, "light"), (390, "dark"), (1440, "dark"), (390, "light"),
)  # fmt: skip
_IN_DOCS = {
    (1440, "light"): {"story": "wide", "difference": "difference", "kill": "kill"},
    (390, "dark"): {"story": "narrow"},
}


async def main(everything: Path | None) -> None:
    """Take the pictures."""
    _FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        async with a_furnished_desk(Path(data)) as furnished, a_browser() as browser:
            for width, scheme in _LOOKS if everything else _LOOKS[:2]:
                page = await sit_down(furnished.room, browser, width=width, scheme=scheme)
                wanted = _IN_DOCS.get((width, scheme), {})
                async for name in views(page, furnished):
                    if everything:
                        await page.screenshot(path=everything / f"{name}-{width}-{scheme}.png")
                    if name in wanted:
                        await page.screenshot(path=_FOLDER / f"{wanted[name]}.png")
                await page.context.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)))
