"""The clock of publish: lets embargoed copy out when it is due, takes expired copy down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from services.publish.bell import Bell
from services.publish.release import due
from services.publish.storage import PublishStore

_AT_ONCE = 100


async def release_due(
    store: PublishStore, saved: Bell, now: Callable[[], datetime], *, site_url: str
) -> int:
    """Do all that the time asks for; give how many steps that were.

    Whoever loses a step to another process finds it done at the next look.
    """
    count = 0
    while publications := await store.due(now(), _AT_ONCE):
        decided = [due(each, now(), site_url=site_url) for each in publications]
        releases = [each for each in decided if each is not None]
        won = [each for each in await store.save_releases(releases) if each is not None]
        count += len(won)
        if not won:
            break
        saved.ring()
    return count
