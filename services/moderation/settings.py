"""What the environment may change in moderation."""

from __future__ import annotations

from pydantic import Field, SecretStr

from shared.settings import Settings


class ModerationSettings(Settings):
    """Moderation's own settings, beside those of every service."""

    policy: str | None = None
    """The policy's text; mostly by `COPYDESK_POLICY_FILE`. Without one, the default policy."""
    desk_token: SecretStr | None = None
    """Bearer token of the desk's API; without one the desk is closed."""
    desk_drain_every_s: float = Field(default=1, gt=0)
    """How often decisions are looked for that another process left unsent."""
