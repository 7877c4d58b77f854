"""What an operator may change about the reader's site."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from shared.settings import Settings


class SiteSettings(Settings):
    """Names, look, languages and rights of the site; also for `copydesk export`."""

    site_url: str = "http://127.0.0.1:8004"
    """Where readers find the site: the start of every address in pages, feeds and events."""
    site_title: str = "Copydesk"
    site_description: str = "News as it comes in"
    site_language: str = "en"
    """The language of the main edition."""
    site_editions: str = "auto"
    """Languages with an edition of their own beside the main one, divided by commas; `auto` for
    each that has stories and that our pages speak, `none` for one edition in all languages."""
    site_zone: str = "UTC"
    """The time zone of all times and days on the site, as IANA names it."""
    site_dir: Path | None = None
    """Where each publish process keeps its index of the log; without it, in a place of its own
    that goes with it, and is built anew at each start."""
    site_look: Path | None = None
    """A folder whose templates/, static/ and pages/ take the place of ours, file by file."""
    site_logo: str = ""
    """A file in that folder's static/, shown in place of the title."""
    site_accent: str = Field(default="", pattern=r"^(#[0-9a-fA-F]{3,8})?$")
    """The colour of what stands out, for light and dark alike: `#9d1c1c`."""
    site_versions: bool = False
    """Whether readers may see what a story said before it was changed."""
    site_cache_bytes: int = Field(default=64_000_000, ge=0)
    """How much of the answers each process keeps in memory."""
    publishing_principles: str | None = None
    """The page that says how this newsroom works, for NewsArticle JSON-LD."""

    site_tdm: Literal["", "reserved", "open"] = ""
    """Whether text and data mining is reserved (TDMRep, RSL); empty says nothing."""
    site_tdm_policy: str = ""
    """The address of the terms for it."""
    site_tdm_sources: str = ""
    """Where a source wants it otherwise: `Example Wire=reserved, Other=open`."""
    site_noindex_sources: str = ""
    """Sources whose stories search engines shall leave out, divided by commas."""
    site_refused_crawlers: str = ""
    """Crawlers that shall stay away, divided by commas; `ai` for those that are known to train
    models."""
    indexnow_key: str = Field(default="", pattern=r"^[A-Za-z0-9-]{0,128}$")
    """With a key, search engines are told of new, changed and killed pages (IndexNow)."""
    indexnow_endpoint: str = "https://api.indexnow.org/indexnow"
    websub_hub: str = ""
    """A hub that is told of changed feeds, and that feeds point to (WebSub)."""

    @field_validator("site_zone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        ZoneInfo(name)
        return name
