"""What the environment may change in moderation."""

from __future__ import annotations

import ipaddress
from typing import Self

from pydantic import Field, SecretStr, model_validator

from services.moderation.desk.people.accounts import Role
from shared.settings import Settings

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class ModerationSettings(Settings):
    """Moderation's own settings, beside those of every service."""

    policy: str | None = None
    """The policy's text; mostly by `COPYDESK_POLICY_FILE`. Without one, the default policy."""
    desk_token: SecretStr | None = None
    """The shared desk token, for scripts; they act as `desk`."""
    desk_token_role: Role = "chief"  # noqa: S105 - a role
    """What the shared desk token may do."""
    desk_drain_every_s: float = Field(default=1, gt=0)
    """How often decisions are looked for that another process left unsent."""
    desk_session_h: float = Field(default=12, gt=0, le=24 * 30)
    """How long a browser stays signed in."""
    desk_password_mib: int = Field(default=64, ge=12, le=1024)
    """The memory that checking a password takes. 12 with three passes is the least of OWASP's
    sheet on storing passwords; a hash of another cost is made anew at its next sign-in."""
    publish_url: str | None = None
    """Where publish answers: for who has a story, and for taking one down."""
    ingest_url: str | None = None
    """Where ingest answers: for a killed story that starts anew."""
    sso_header: str | None = None
    """The header in which a proxy of ours names who it has signed in. Off without one."""
    sso_proxies: str = ""
    """The addresses of those proxies, such as `10.0.0.2,10.1.0.0/24`."""

    @property
    def sso_networks(self) -> tuple[_Network, ...]:
        """The proxies whose word counts."""
        parts = (part.strip() for part in self.sso_proxies.split(","))
        return tuple(ipaddress.ip_network(part) for part in parts if part)

    @model_validator(mode="after")
    def _proxies_are_named(self) -> Self:
        if self.sso_header and not self.sso_networks:
            message = (
                "COPYDESK_SSO_HEADER needs COPYDESK_SSO_PROXIES: else anybody could send it"
            )
            raise ValueError(message)
        return self
