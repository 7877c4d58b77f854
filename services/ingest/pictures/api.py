"""Pictures over HTTP: wires send bytes before the story; people of the desk end or release."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.security import APIKeyHeader, HTTPBearer
from pydantic import BaseModel, StringConstraints

from services.ingest.pictures.facts import RefusedError
from services.ingest.pictures.files.readers import PictureReaders
from services.ingest.pictures.keeper import Keeper
from services.ingest.pictures.standing import Ended, KeptPicture
from services.ingest.pictures.storage import MediaStore
from services.ingest.requests.posted import read_request
from services.ingest.sources.api import SourceId
from services.ingest.sources.gate import Gate
from shared.objects import ObjectsAwayError
from shared.openapi import problems
from shared.problems import Problem
from shared.written import Note

_Sha = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


class Taken(BaseModel):
    """A picture that is ours now: an item names it as `urn:sha256:` and `media`."""

    media: str
    width: int
    height: int
    media_type: str


class Signed(BaseModel):
    """Why a person ends or releases a picture. Who says so, is who the token is."""

    note: Annotated[Note, StringConstraints(min_length=1, max_length=4000)]


class Standing(BaseModel):
    """How a picture stands now."""

    picture: str
    number: int
    state: str


def picture_calls(
    gate: Gate, keeper: Keeper, media: MediaStore, readers: PictureReaders, *, most_bytes: int
) -> APIRouter:
    """Give the calls."""
    router = APIRouter(prefix="/v1")
    said = (
        HTTPBearer(scheme_name="source", description="A source's key.", auto_error=False),
        APIKeyHeader(name="X-API-Key", scheme_name="source_header", auto_error=False),
    )

    @router.post(
        "/media",
        tags=["intake"],
        dependencies=[*(Depends(scheme) for scheme in said), Depends(gate.wires)],
        max_body_size=most_bytes,
        responses=problems(401, 413, 415, 422, 429, 503),
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    "image/*": {"schema": {"type": "string", "format": "binary"}},
                },
            }
        },
    )
    async def post_media(request: Request) -> Taken:
        """Take a picture in, which items then name by its hash; the same for known bytes."""
        posted = await read_request(request, gate, most_bytes=most_bytes)
        if posted.source.paused:
            raise Problem(403, "This source is paused", "Ask the operator.")
        if refusal := await gate.spend(posted.source):
            raise refusal
        try:
            facts = await readers.read(posted.body)
            kept = await keeper.keep(
                posted.body,
                facts,
                source=posted.source.id,
                rights=posted.source.facts.rights,
            )
        except RefusedError as error:
            detail = f"{str(error)[:1].upper()}{str(error)[1:]}."
            raise Problem(422, "This picture is not taken", detail) from error
        except ObjectsAwayError as error:
            raise Problem(
                503, "The object store is away", headers={"Retry-After": "5"}
            ) from error
        found = kept.media
        return Taken(
            media=found.sha256,
            width=found.width,
            height=found.height,
            media_type=found.media_type,
        )

    _add_acts(router, gate, keeper, media)
    return router


def _add_acts(router: APIRouter, gate: Gate, keeper: Keeper, media: MediaStore) -> None:
    said = HTTPBearer(scheme_name="desk", description="COPYDESK_DESK_TOKEN", auto_error=False)
    people = [Depends(said), Depends(gate.staff)]
    answers = problems(401, 404, 503)

    async def there(source: str, sha256: str) -> str:
        key = f"{source}:{sha256}"
        if await media.find(key) is None:
            raise Problem(404, "No such picture")
        return key

    async def ended(key: str, how: Ended, signed: Signed, request: Request) -> Standing:
        by = gate.staff.name_of(request)
        return _standing(await keeper.end(key, how, reason=signed.note, by=by))

    @router.post(
        "/media/{id_}/{sha256}/kill", tags=["the desk"], dependencies=people, responses=answers
    )
    async def kill(id_: SourceId, sha256: _Sha, signed: Signed, request: Request) -> Standing:
        """Take a picture out of every story of its source, for ever."""
        return await ended(await there(id_, sha256), "canceled", signed, request)

    @router.post(
        "/media/{id_}/{sha256}/recall",
        tags=["the desk"],
        dependencies=people,
        responses=answers,
    )
    async def recall(id_: SourceId, sha256: _Sha, signed: Signed, request: Request) -> Standing:
        """Kill a picture, and delete its bytes and words."""
        return await ended(await there(id_, sha256), "recalled", signed, request)

    @router.post(
        "/media/{id_}/{sha256}/release",
        tags=["the desk"],
        dependencies=people,
        responses=answers,
    )
    async def release(id_: SourceId, sha256: _Sha, signed: Signed) -> Standing:
        """Show a picture that is held because another source withdrew the same bytes."""
        del signed
        return _standing(await keeper.release(await there(id_, sha256)))

    @router.post(
        "/media/{id_}/{sha256}/reinstate",
        tags=["the desk"],
        dependencies=people,
        responses=answers | problems(409),
    )
    async def reinstate(id_: SourceId, sha256: _Sha, signed: Signed) -> Standing:
        """Show a picture again that was killed by mistake."""
        del signed
        kept = await keeper.reinstate(await there(id_, sha256))
        if not kept.is_live:
            why = "A recall stands." if kept.ended == "recalled" else "Its bytes are deleted."
            raise Problem(409, "This picture cannot be reinstated", why)
        return _standing(kept)


def _standing(kept: KeptPicture) -> Standing:
    state = kept.ended or ("held" if kept.media.held else "usable")
    return Standing(picture=kept.key, number=kept.media.number, state=state)
