"""Edge: accounts, sessions and tokens. Secrets are kept as hashes, but for TOTP's: sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.moderation.desk.people.accounts import Person, Role, Token, id_of
from shared.database import Database, Document, Index, claim, from_ms, to_ms
from shared.problems import Problem
from shared.sealing import Seal, SealedError

INDEXES = (
    Index("sessions", ("person",)),
    Index("sessions", ("ends_at",)),
    Index("desk_tokens", ("name",)),
)


class PeopleStore:
    """Who may use the desk. Times and yes-or-no are numbers, for the embedded server."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._seal = seal
        self._people = database["people"]
        self._sessions = database["sessions"]
        self._tokens = database["desk_tokens"]

    # --- accounts ------------------------------------------------------------------------

    async def add(self, person: Person) -> bool:
        """Keep a new account; tell whether the name was free."""
        return (await claim(self._people, [self._document(person)]))[0]

    async def person(self, name: str) -> Person | None:
        """Give an account by its name, however it is written."""
        found = await self._people.find_one({"_id": id_of(name)})
        return _to_person(found) if found else None

    async def all(self) -> list[Person]:
        """Give every account."""
        return [_to_person(row) async for row in self._people.find({}).sort("_id", 1)]

    async def names(self) -> list[str]:
        """Give the names of those who can be asked."""
        rows = self._people.find({"disabled": 0}, {"name": 1}).sort("_id", 1)
        return [row["name"] async for row in rows]

    async def change(self, name: str, **changes: Any) -> bool:
        """Change fields of an account; its sessions end with a new password or its end."""
        written = {k: int(v) if isinstance(v, bool) else v for k, v in changes.items()}
        if secret := changes.get("totp"):
            written["totp"] = self._seal.close(secret)
        done = await self._people.update_one({"_id": id_of(name)}, {"$set": written})
        return bool(done.matched_count)

    async def rehash(self, person: Person, password_hash: str) -> None:
        """Keep the same password at another cost, unless it was changed meanwhile."""
        guard = {"_id": person.id, "password_hash": person.password_hash}
        await self._people.update_one(guard, {"$set": {"password_hash": password_hash}})

    def second_factor(self, person: Person) -> str | None:
        """Open a second factor's secret; without its key nobody gets in by it."""
        try:
            return self._seal.open(person.totp) if person.totp else None
        except SealedError as error:
            raise Problem(
                503,
                "Second factors cannot be read",
                f"The operator must set COPYDESK_SECRETS_KEY as it was: {error}.",
            ) from error

    async def reseal(self, *, readable_only: bool) -> int:
        """Seal second factors anew with the newest key, those that lie open or all."""
        count = 0
        async for row in self._people.find({}, {"totp": 1}):
            kept = row.get("totp")
            anew = kept and self._seal.anew(kept, readable_only=readable_only)
            if anew != kept:
                unchanged = {"_id": row["_id"], "totp": kept}
                done = await self._people.update_one(unchanged, {"$set": {"totp": anew}})
                count += done.matched_count
        return count

    def _document(self, person: Person) -> Document:
        written = person.model_dump(exclude={"id", "created_at"})
        return {
            **written,
            "totp": person.totp and self._seal.close(person.totp),
            "_id": person.id,
            "disabled": int(person.disabled),
            "created_at": to_ms(person.created_at),
        }

    async def use_code(self, person: Person, step: int) -> bool:
        """Use up a second factor's code; tell whether nobody else has just used it."""
        guard = {"_id": person.id, "totp_step": {"$lt": step}}
        return (
            await self._people.find_one_and_update(guard, {"$set": {"totp_step": step}})
        ) is not None

    # --- sessions ------------------------------------------------------------------------

    async def open_session(
        self, hash_: str, person: Person, now: datetime, end: datetime
    ) -> None:
        """Remember a browser's session."""
        document = {
            "_id": hash_,
            "person": person.id,
            "opened_at": to_ms(now),
            "ends_at": to_ms(end),
        }
        await self._sessions.insert_one(document)

    async def whose_session(self, hash_: str, now: datetime) -> Person | None:
        """Give whose session it is, None where it has ended or its account is disabled."""
        found = await self._sessions.find_one({"_id": hash_})
        if found is None or found["ends_at"] <= to_ms(now):
            return None
        person = await self.person(found["person"])
        return None if person is None or person.disabled else person

    async def end_session(self, hash_: str) -> None:
        """Forget a session."""
        await self._sessions.delete_one({"_id": hash_})

    async def end_sessions(self, name: str, *, but: str = "") -> None:
        """Forget every session of an account, but for one."""
        await self._sessions.delete_many({"person": id_of(name), "_id": {"$nin": [but]}})

    async def forget_ended(self, now: datetime) -> None:
        """Clear sessions and tokens away that have ended."""
        ended = {"ends_at": {"$lte": to_ms(now)}}
        await self._sessions.delete_many(ended)
        await self._tokens.delete_many(ended)

    # --- tokens --------------------------------------------------------------------------

    async def add_token(self, token: Token) -> None:
        """Remember a machine's key."""
        document = {
            "_id": token.hash,
            "name": token.name,
            "role": token.role,
            "ends_at": to_ms(token.ends_at),
            "created_at": to_ms(token.created_at),
        }
        await self._tokens.insert_one(document)

    async def token(self, hash_: str, now: datetime) -> Token | None:
        """Give a key that is known and has not ended."""
        found = await self._tokens.find_one({"_id": hash_})
        if found is None or found["ends_at"] <= to_ms(now):
            return None
        return _to_token(found)

    async def tokens(self) -> list[Token]:
        """Give every key."""
        return [_to_token(row) async for row in self._tokens.find({}).sort("name", 1)]

    async def end_tokens(self, name: str) -> int:
        """Forget the keys of this name; tell how many there were."""
        found = [row["_id"] async for row in self._tokens.find({"name": name}, {"_id": 1})]
        await self._tokens.delete_many({"_id": {"$in": found}})
        return len(found)


def _to_person(row: Document) -> Person:
    role: Role = row["role"]
    return Person(
        id=row["_id"],
        name=row["name"],
        role=role,
        password_hash=row["password_hash"],
        disabled=bool(row.get("disabled")),
        totp=row.get("totp") or None,
        totp_step=int(row.get("totp_step", 0)),
        created_at=from_ms(row["created_at"]),
    )


def _to_token(row: Document) -> Token:
    return Token(
        hash=row["_id"],
        name=row["name"],
        role=row["role"],
        ends_at=from_ms(row["ends_at"]),
        created_at=from_ms(row["created_at"]),
    )
