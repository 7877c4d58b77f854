"""What a site holds against what it should hold; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel, Field, model_validator

from services.publish.downstream.sites import View
from services.publish.rows import Told
from shared.lifecycle import State

_MOST_HELD = 50_000
_LIVE = frozenset({State.PUBLISHED, State.CORRECTED})


class Holding(BaseModel):
    """A story as a site holds it: which step of it, or which item by its hash."""

    article_id: str = Field(min_length=1, max_length=200)
    step: int | None = Field(default=None, ge=0, le=10**15)
    hash: str | None = Field(default=None, max_length=200)

    @model_validator(mode="after")
    def _says_which(self) -> Holding:
        if self.step is None and self.hash is None:
            raise ValueError("say the step or the hash of what you hold")
        return self


class Holdings(BaseModel):
    """All that a site holds."""

    articles: list[Holding] = Field(max_length=_MOST_HELD)


class Difference:
    """What a site is to delete, to update and to fetch; fed with all that was ever told."""

    def __init__(self, held: Iterable[Holding], view: View) -> None:
        self._held = {each.article_id: each for each in held}
        self._view = view
        self._right: set[str] = set()
        self._update: set[str] = set()
        self._fetch: dict[str, None] = {}

    def see(self, told: Iterable[Told]) -> None:
        """Take in what the world was told of some stories last."""
        for each in told:
            # A story may come twice while it changes: the later word counts.
            self._right.discard(each.article_id)
            self._update.discard(each.article_id)
            self._fetch.pop(each.article_id, None)
            if each.state not in _LIVE or not self._view.may_see(each.abouts):
                continue
            held = self._held.get(each.article_id)
            if held is None:
                self._fetch[each.article_id] = None
            elif _is_same(held, each):
                self._right.add(each.article_id)
            else:
                self._update.add(each.article_id)

    def shown(self) -> dict[str, list[str]]:
        """Write it (SHAPES, `POST /v1/diff`); what was asked stays in the order asked."""
        return {
            "delete": list(self._gone()),
            "update": [id_ for id_ in self._held if id_ in self._update],
            "fetch": list(self._fetch),
        }

    def _gone(self) -> Iterator[str]:
        return (id_ for id_ in self._held if id_ not in self._right | self._update)


def _is_same(held: Holding, told: Told) -> bool:
    if held.hash is not None and held.hash != told.hash:
        return False
    return held.step is None or held.step == told.step
