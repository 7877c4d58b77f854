"""Edge: the operator's calls about people (`copydesk user …`)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from services.moderation.desk.audit.storage import AuditStore
from services.moderation.desk.people.accounts import (
    Person,
    Role,
    Token,
    hashed,
    id_of,
    plain_name,
)
from services.moderation.desk.people.secrets import (
    Passwords,
    new_password,
    new_second_factor,
    new_token,
    second_factor_uri,
)
from services.moderation.desk.people.storage import PeopleStore
from shared import clock
from shared.problems import Problem
from shared.service import operator_only


class NewPerson(BaseModel):
    """An account to make; `totp` gives it a second factor."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=60)
    role: Role
    totp: bool = False


class Reset(BaseModel):
    """What of an account is made anew, beside its password, which always is."""

    model_config = ConfigDict(extra="forbid")

    role: Role | None = None
    totp: bool | None = None


class NewToken(BaseModel):
    """A machine's key to make."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=60)
    role: Role
    days: int = Field(ge=1, le=3650)


def people_api(people: PeopleStore, passwords: Passwords, audit: AuditStore) -> APIRouter:
    """Give the operator's routes; what they make secret is shown once."""
    router = APIRouter(
        prefix="/v1/people", tags=["people"], dependencies=[Depends(operator_only)]
    )

    @router.get("")
    async def list_people() -> dict[str, Any]:
        """List accounts and machines' tokens."""
        return {
            "people": [_shown(person) for person in await people.all()],
            "tokens": [
                {"name": t.name, "role": t.role, "ends_at": t.ends_at.isoformat()}
                for t in await people.tokens()
            ],
        }

    _adding(router, people, passwords, audit)
    _changing(router, people, passwords, audit)
    _machines(router, people, audit)
    return router


async def _noted(audit: AuditStore, what: str, name: str, note: str = "") -> None:
    await audit.note(what, by="operator", about=name, note=note, at=clock.now())


def _adding(
    router: APIRouter, people: PeopleStore, passwords: Passwords, audit: AuditStore
) -> None:
    @router.post("", status_code=201)
    async def add(new: NewPerson) -> dict[str, Any]:
        """Make an account."""
        name = _good_name(new.name)
        password = new_password()
        secret = new_second_factor() if new.totp else None
        person = Person(
            id=id_of(name),
            name=name,
            role=new.role,
            password_hash=await passwords.hash(password),
            totp=secret,
            created_at=clock.now(),
        )
        if not await people.add(person):
            raise Problem(409, "That name is taken", f"There is an account {name} already.")
        await _noted(audit, "user_added", name, new.role)
        return {
            "user": name,
            "role": new.role,
            "password": password,
            **_second_factor(name, secret),
        }


def _changing(
    router: APIRouter, people: PeopleStore, passwords: Passwords, audit: AuditStore
) -> None:
    @router.post("/{name}/disable")
    async def disable(name: str) -> dict[str, Any]:
        """Close an account: its sessions and tokens end at once."""
        person = await _known(people, name, or_token=True)
        if person is not None:
            await people.change(name, disabled=True)
            await people.end_sessions(name)
        ended = await people.end_tokens(person.name if person else name)
        await _noted(audit, "user_disabled", person.name if person else name)
        return {"user": person.name if person else name, "disabled": True, "tokens": ended}

    @router.post("/{name}/reset")
    async def reset(name: str, what: Reset) -> dict[str, Any]:
        """Give an account a new password, opened again, and if wished role or second factor."""
        person = await _known(people, name)
        assert person is not None
        password = new_password()
        changes: dict[str, Any] = {
            "password_hash": await passwords.hash(password),
            "disabled": False,
        }
        secret = new_second_factor() if what.totp else None
        if what.totp is not None:
            changes |= {"totp": secret, "totp_step": 0}
        if what.role is not None:
            changes["role"] = what.role
        await people.change(name, **changes)
        await people.end_sessions(name)
        await _noted(audit, "user_reset", person.name, what.role or "")
        return {
            "user": person.name,
            "role": what.role or person.role,
            "password": password,
            **_second_factor(person.name, secret),
        }


def _machines(router: APIRouter, people: PeopleStore, audit: AuditStore) -> None:
    @router.post("/tokens", status_code=201)
    async def token(new: NewToken) -> dict[str, Any]:
        """Make a machine's key; one named after an account may no more than that."""
        name = _good_name(new.name)
        given, now = new_token(), clock.now()
        made = Token(
            hash=hashed(given),
            name=name,
            role=new.role,
            ends_at=now + timedelta(days=new.days),
            created_at=now,
        )
        await people.add_token(made)
        await _noted(audit, "token_made", name, f"{new.role}, {new.days} days")
        return {
            "token": given,
            "name": name,
            "role": new.role,
            "ends_at": made.ends_at.isoformat(),
        }


def _good_name(name: str) -> str:
    plain = plain_name(name)
    if plain is None:
        errors = [
            {
                "pointer": "/name",
                "detail": f"{name!r} is no name for the record, or one of ours",
                "fix": "letters and figures, with spaces, dots, hyphens between",
            }
        ]
        raise Problem(422, "That name will not do", errors=errors)
    return plain


async def _known(people: PeopleStore, name: str, *, or_token: bool = False) -> Person | None:
    person = await people.person(name)
    if person is not None:
        return person
    if or_token and any(token.name == name for token in await people.tokens()):
        return None
    raise Problem(404, "No such account", f"There is nobody called {name}.")


def _second_factor(name: str, secret: str | None) -> dict[str, str]:
    if secret is None:
        return {}
    return {"totp_secret": secret, "totp_uri": second_factor_uri(secret, name)}


def _shown(person: Person) -> dict[str, Any]:
    return {
        "user": person.name,
        "role": person.role,
        "disabled": person.disabled,
        "second_factor": person.totp is not None,
        "created_at": person.created_at.isoformat(),
    }
