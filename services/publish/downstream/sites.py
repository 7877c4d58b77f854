"""The nouns of this room: downstream sites, products, and what of the log one may see; pure."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, model_validator

from services.publish.about import About
from services.publish.downstream.filters import Filter
from services.publish.rows import Row
from shared.articles import Noun
from shared.ninjs import Moment

SHARES = 32
"""Into so many shares all sites are hashed; a share is served by one process."""

Channel: TypeAlias = Literal["webhook", "poll", "sse", "stream"]
_Read = Annotated[Channel, BeforeValidator(lambda said: "poll" if said == "polling" else said)]


class Product(Noun):
    """A named filter that sites can be given."""

    id: str
    filter: str
    created_at: Moment


class Downstream(Noun):
    """A downstream site. It sees what any of its filters or products lets through.

    Without either it sees everything. `begins_after`: the row of the log behind which its
    deliveries begin.
    """

    id: str
    channel: _Read = "webhook"
    url: str | None = None
    filters: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    token_hash: str = ""
    is_enabled: bool = True
    disabled_because: str | None = None
    begins_after: int = 0
    created_at: Moment

    @property
    def share(self) -> int:
        """Tell which share of the sites it belongs to."""
        return share_of(self.id)

    @model_validator(mode="before")
    @classmethod
    def _read_wants(cls, written: dict[str, Any]) -> dict[str, Any]:
        """Read what sites wanted before there were filters."""
        wants = written.get("wants")
        if not isinstance(wants, dict):
            return written
        keys = {"sections": "section", "languages": "language", "topics": "topic"}
        said = [
            f"{key}={','.join(wants[name])}" for name, key in keys.items() if wants.get(name)
        ]
        others = {name: value for name, value in written.items() if name != "wants"}
        return {"filters": (" ".join(said),) if said else (), **others}


@dataclass(frozen=True, slots=True)
class View:
    """What a reader of the log may see; `filters` None: everything. `site` None: no site."""

    site: Downstream | None = None
    filters: tuple[Filter, ...] | None = None

    def wants(self, about: About) -> bool:
        """Tell whether a revision passes."""
        return self.filters is None or any(each.wants(about) for each in self.filters)

    def may_see(self, abouts: Iterable[About] | None) -> bool:
        """Tell whether a story that was ever about this may be told of.

        Who was once shown a story sees all that becomes of it. Where nobody kept what it was
        about (None), it was told before sites had filters for this way.
        """
        return self.filters is None or abouts is None or any(map(self.wants, abouts))

    def is_owed(self, row: Row) -> bool:
        """Tell whether a row begins a story for a site that never had it."""
        if self.filters is None or row.abouts is None:
            return True
        return bool(row.abouts) and self.wants(row.abouts[-1])


EVERYTHING = View()


def share_of(site: str) -> int:
    """Give the share that a site's name is hashed to."""
    return zlib.crc32(site.encode()) % SHARES


def hash_token(token: str) -> str:
    """Give what is kept of a token: it is random and long, so one round is enough."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
