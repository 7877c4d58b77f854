"""Pure: which pictures an item that was taken in names, and what it says of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from services.ingest.formats.text.newscodes import item_uri
from services.ingest.pictures.standing import Statement
from shared.articles import Article, Noun
from shared.media import Caption, Picture, pictures_of
from shared.ninjs import Moment

_MOST_PICTURES = 60
"""Of one item; a gallery of more is cut off."""
_MOST_TRIES = 12
"""Of an address; with the waits between them they take about a day and a half."""
_FIRST_WAIT_S = 20.0
_LONGEST_WAIT_S = 6 * 3600.0
_WEB = ("http://", "https://")


class Errand(Noun):
    """A picture to be had: its names at its source, and what items say of it.

    `receipt` is the delivery with its bytes in it, where they came along; `sha256` then is
    theirs.
    """

    source: str
    hrefs: tuple[str, ...]
    guids: tuple[str, ...] = ()
    sha256: str | None = None
    receipt: str | None = None
    statements: tuple[Statement, ...] = ()
    asked_at: Moment

    @property
    def key(self) -> str:
        """Give the errand's key: one picture of a source is fetched once."""
        name = f"{self.source}\n{self.hrefs[0]}".encode()
        return hashlib.sha256(name).hexdigest()[:40]


def errands_of(article: Article, receipt: str) -> tuple[Errand, ...]:
    """Give an errand for each picture that an item names by an address or by its bytes."""
    found = []
    for picture in pictures_of(article.item)[:_MOST_PICTURES]:
        hrefs = tuple(each for each in picture.hrefs if _can_be_had(each))
        if not hrefs:
            continue
        found.append(
            Errand(
                source=article.source.id,
                hrefs=hrefs,
                guids=_guids(picture, article),
                sha256=picture.sha256,
                receipt=receipt if picture.sha256 else None,
                statements=(_statement_of(picture, article),),
                asked_at=article.received_at,
            )
        )
    return tuple(found)


def _guids(picture: Picture, article: Article) -> tuple[str, ...]:
    """Give the uris by which items may mean a picture; its own item also by its file's name."""
    found = [picture.uri] if picture.uri and picture.uri not in picture.hrefs else []
    if picture.name == "" and article.item.type in ("picture", "graphic"):
        found += [item_uri(each.value) for each in article.item.alt_ids if each.value.strip()]
    return tuple(dict.fromkeys(found))


def _statement_of(picture: Picture, article: Article) -> Statement:
    """Give what a revision says of one of its pictures."""
    is_own = picture.name == "" and article.item.type in ("picture", "graphic")
    return Statement(
        article_id=article.article_id,
        revision=article.revision,
        is_own=is_own,
        says=_own_words(picture, article) if is_own else Caption(),
        focal_point=picture.focal_point,
        pub_status=picture.pub_status,
        embargoed_until=picture.embargoed_until,
        expires=picture.expires,
        at=article.received_at,
    )


def _own_words(picture: Picture, article: Article) -> Caption:
    """Give what a picture's own item says of it, also where ninjs has no place for it."""
    authors = ", ".join(author.name for author in article.extras.authors)
    return picture.says.or_else(Caption(credit=article.extras.creditline, by=authors or None))


def withdrawn_by(article: Article) -> tuple[tuple[Statement, tuple[str, ...]], ...]:
    """Give the pictures that an item withdraws, by all their names, with or without address."""
    return tuple(
        (_statement_of(each, article), each.names)
        for each in pictures_of(article.item)
        if each.pub_status != "usable"
    )


def wait_s(failures: int, retry_after_s: float | None, chance: float) -> timedelta | None:
    """Tell how long to wait after so many failures; None: it is given up."""
    if failures >= _MOST_TRIES:
        return None
    wait = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2.0 ** (failures - 1))
    return timedelta(seconds=max(wait * (0.9 + 0.2 * chance), retry_after_s or 0.0))


def _can_be_had(href: str) -> bool:
    return href.lower().startswith(_WEB) or href.startswith("urn:sha256:")


def merged(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Keep of each item what its newest revision says."""
    newest: dict[str, Statement] = {}
    for each in statements:
        known = newest.get(each.article_id)
        if known is None or each.revision >= known.revision:
            newest[each.article_id] = each
    return tuple(newest.values())
