"""A thing to take in, made of a server's answer."""

from __future__ import annotations

from services.ingest.formats.recognise import guess_media_type
from services.ingest.pulling.plan import shown_url
from services.ingest.pulling.pulled import Cursor, Pulled
from services.ingest.pulling.web import Answer, without_user

_OFTEN_WRONG = frozenset({"", "text/html", "text/plain", "application/octet-stream"})
"""What servers say of feeds without meaning it."""

_KEPT_HEADERS = ("content-type", "etag", "last-modified", "date", "server")


def page_of(
    answer: Answer,
    media_type: str | None,
    cursor: Cursor,
    *,
    recurs: bool,
    matters: bool = True,
) -> Pulled:
    """Make a thing to take in of an answer."""
    said, charset = answer.content_type
    if said in _OFTEN_WRONG:
        said = guess_media_type("", answer.content[:65_536])
    return Pulled(
        name=answer.url,
        content=answer.content,
        media_type=media_type or said,
        charset=charset,
        # It may become an article's own address, which readers see.
        url=shown_url(without_user(answer.url)),
        headers={
            name: value[:500] for name in _KEPT_HEADERS if (value := answer.headers.get(name))
        },
        cursor=cursor,
        recurs=recurs,
        matters=matters,
    )
