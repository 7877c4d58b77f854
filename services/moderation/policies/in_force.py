"""Edge: the policy that judges in this process, kept the same in all of them."""

from __future__ import annotations

from datetime import datetime

from services.moderation.policies.activation import Activation
from services.moderation.policies.storage import PolicyStore
from services.moderation.policy import Policy, PolicyError, read_policy
from services.moderation.rules import RULE_NAMES

LOOK_EVERY_S = 2.0
"""How often a process asks for the newest policy: all have it within ten seconds."""


class PolicyInForce:
    """Holds the policy in force: the newest activation, or what the service started with."""

    def __init__(self, store: PolicyStore, started_with: Policy) -> None:
        self._store = store
        self._started_with = started_with
        self.policy = started_with
        self.activation: Activation | None = None
        self.unreadable: str | None = None
        """Why the newest activation cannot be used here: it was made for another release."""

    async def look(self) -> bool:
        """Take over the newest activation; tell whether the policy changed by that.

        One that this release cannot read leaves the policy as it was.
        """
        newest = await self._store.newest()
        if newest is None or (self.activation and self.activation.number == newest.number):
            return False
        try:
            policy = (
                self._started_with
                if newest.text is None
                else read_policy(newest.text, rules=RULE_NAMES)
            )
        except PolicyError as error:
            self.unreadable = str(error)
            return False
        changed = policy.version != self.policy.version
        self.policy, self.activation, self.unreadable = policy, newest, None
        return changed

    async def activate(
        self, text: str | None, *, by: str, note: str, at: datetime
    ) -> Activation:
        """Put a policy in force; the text has been read, or is none for the way back."""
        policy = self._started_with if text is None else read_policy(text, rules=RULE_NAMES)
        activation = await self._store.add(
            version=policy.version,
            text=text,
            by=by,
            note=note,
            at=at,
            before=self.policy.version,
        )
        await self.look()
        return activation
