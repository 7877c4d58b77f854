"""What the environment may change in enrichment."""

from __future__ import annotations

from pydantic import Field

from shared.settings import Settings


class EnrichmentSettings(Settings):
    """Enrichment's own settings, beside those of every service."""

    kin_days: int = Field(default=30, ge=1)
    """For how long a story is remembered to tell copies of it by."""
    forget_every_s: float = Field(default=600, gt=0)
    """How often what is older than that is cleared away."""
