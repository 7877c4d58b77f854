"""What the environment may change about ingest."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator

from services.ingest.pulling.addresses import read_networks
from shared.settings import Settings


class IngestSettings(Settings):
    """Settings of ingest, as `COPYDESK_<NAME>`."""

    desk_token: SecretStr | None = None
    """Bearer token of the desk, which may read every receipt and story."""
    key_pepper: SecretStr = SecretStr("")
    """Mixed into the hashes of the sources' keys: who copies the database cannot try keys.
    Changing it makes every key invalid."""

    max_item_bytes: int = Field(default=1_000_000, ge=1)
    max_request_bytes: int = Field(default=20_000_000, ge=1)
    """Of a request, also after its Content-Encoding is undone."""

    high_water: int = Field(default=50_000, ge=1)
    """Entries a later stage may lag behind before ordinary copy is refused with 503."""
    pressure_every_s: float = Field(default=1, gt=0)

    rate_limit: int = Field(default=120_000, ge=1)
    """Items a source may send in each window, unless its own limit says otherwise."""
    rate_window_s: int = Field(default=60, ge=1)

    source_cache_s: float = Field(default=2, ge=0)
    """How long a rotated key or a pause may take to be noticed by other ingest processes."""
    idempotency_hours: float = Field(default=24, gt=0)
    idempotency_running_s: float = Field(default=6, gt=0)
    """A running request renews its key three times in this; else it has died, and may be tried
    again."""
    statistics_every_s: float = Field(default=5, gt=0)
    vigil_every_s: float = Field(default=60, gt=0)
    """How often it is asked whether a source has gone quiet or skipped numbers."""

    pollers: Literal["on", "off"] = "on"
    """Whether this process polls the sources that are to be polled."""
    poll_allow_networks: str = ""
    """Networks (CIDR, divided by commas) that pollers may call though they are not public."""
    poll_folders_root: Path | None = None
    """Below this lies every watched folder; without it none is watched."""
    poll_timeout_s: float = Field(default=30, gt=0)
    """For a whole answer of a source's server."""
    poll_lease_s: float = Field(default=60, gt=0)
    """After this long without a sign of life, another poller takes over a source."""
    poll_look_every_s: float = Field(default=1, gt=0)
    """How often it is looked for sources that are due."""

    webhook_allow_private: bool = False
    """Whether sources' webhooks may lead into private networks; for wires on the premises."""
    webhook_look_every_s: float = Field(default=0.5, gt=0)
    """How often it is looked for sources that are to be told something."""
    webhook_lease_s: float = Field(default=30, gt=0)
    """After this long without a sign of life, another process tells a source."""

    pictures: Literal["on", "off"] = "on"
    """Whether this process fetches and reads the pictures that items name."""
    picture_max_bytes: int = Field(default=40_000_000, ge=1)
    picture_max_pixels: int = Field(default=100_000_000, ge=1)
    picture_memory_bytes: int = Field(default=1_200_000_000, ge=200_000_000)
    """Address space of a process that reads pictures."""
    picture_readers: int = Field(default=2, ge=1)
    """Processes that read pictures, started when first needed."""
    picture_timeout_s: float = Field(default=30, gt=0)
    """For a whole answer of a picture's server, and for reading a picture."""
    picture_lease_s: float = Field(default=150, gt=0)
    """After this long without an end, somebody else fetches a picture."""
    picture_look_every_s: float = Field(default=0.5, gt=0)
    """How often it is looked for pictures to fetch."""
    picture_janitor_every_s: float = Field(default=600, gt=0)
    """How often the object store is compared with the documents."""
    picture_grace_s: float = Field(default=3600, gt=0)
    """An object without a document is deleted when it is older than this."""
    picture_keep_days: float = Field(default=30, gt=0)
    """How long a picture that nothing names, or that was killed, keeps its bytes."""

    @field_validator("poll_allow_networks")
    @classmethod
    def _are_networks(cls, text: str) -> str:
        read_networks(text)
        return text
