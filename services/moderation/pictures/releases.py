"""Edge: held pictures that go out with a chief's approval of their story's case."""

from __future__ import annotations

from collections.abc import Collection

from services.moderation.cases import Case
from services.moderation.desk.newsroom import Newsroom
from services.moderation.pictures.doubted import key_of
from services.moderation.pictures.looking import PICTURE_HELD, held_in, unsettled
from services.moderation.pictures.storage import CasePictures
from shared.media import pictures_of
from shared.problems import Problem


class Releases:
    """Knows what a case's approval releases, and has ingest keep that in mind."""

    def __init__(self, pictures: CasePictures, newsroom: Newsroom) -> None:
        self._pictures = pictures
        self._newsroom = newsroom

    async def asked_by(self, case: Case) -> tuple[str, ...]:
        """Give the held pictures of a case that says so, by their keys."""
        reasons = case.verdict.reasons if case.verdict else ()
        if case.article is None or all(each.rule != PICTURE_HELD for each in reasons):
            return ()
        names = {name for each in pictures_of(case.article.item) for name in each.names}
        held = await self._pictures.held(case.source, names)
        return unsettled(case, held_in(case.article, held))

    async def keep_in_mind(self, case: Case, keys: Collection[str], *, by: str) -> None:
        """Have the pictures released for the source's other stories and revisions, too.

        Where ingest cannot be asked, this story shows them all the same: its approval says so,
        and the next one asks again.
        """
        if case.article is None:
            return
        named = [each for each in pictures_of(case.article.item) if key_of(each) in keys]
        names = {name for each in named for name in each.names}
        for noted in await self._pictures.named(case.source, names):
            if noted.ended != "held":
                continue
            note = f"{by} released it with {case.key}."
            try:
                await self._newsroom.act_on_picture(
                    case.source, noted.media.sha256, "release", by=by, note=note
                )
            except Problem:
                return
