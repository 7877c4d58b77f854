"""What the environment may change about publishing."""

from __future__ import annotations

from pydantic import Field, SecretStr

from services.publish.reader.config import SiteSettings


class PublishSettings(SiteSettings):
    """How much the stream keeps, how often loops look, who may read and act."""

    public_keep: int = Field(default=100_000, ge=1)
    """Entries that `article.published` keeps; who falls behind reads the log."""
    drain_every_s: float = Field(default=0.5, gt=0)
    """How soon steps saved by another process, or before a crash, are told."""
    due_every_s: float = Field(default=1.0, gt=0)
    """How soon after its time an embargo ends and expired copy goes."""

    events_token_required: bool = False
    """Whether the log and its stream ask for COPYDESK_EVENTS_TOKEN as bearer token."""
    events_token: SecretStr | None = None
    desk_token: SecretStr | None = None
    """Bearer token of the desk, which may take stories down and bring them back."""

    rendition_memory_mb: int = Field(default=1024, ge=256)
    """What the process that makes renditions may use; a picture that needs more is refused."""

    webhook_allow_private: bool = False
    """Whether webhooks may lead into private networks; for sites on the same premises."""

    sites_lease_s: float = Field(default=5, gt=0)
    """Within so many seconds other processes deliver to the sites of one that died."""
    kill_overdue_after_s: float = Field(default=120, gt=0)
    """A site that has not taken a kill by then calls for a person."""
    sse_retry_ms: int = Field(default=3000, ge=100)
    sse_keep_alive_s: float = Field(default=15, gt=0)
