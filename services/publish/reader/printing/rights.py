"""What machines may do with what they read: TDMRep, RSL, robots.txt, noindex; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import orjson

from services.publish.story import Site, Story

_TRAINING_CRAWLERS = (
    "AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot",
    "ClaudeBot", "cohere-ai", "Diffbot", "FacebookBot", "Google-Extended", "GPTBot",
    "ImagesiftBot", "meta-externalagent", "omgili", "PerplexityBot", "Timpibot",
)  # fmt: skip
"""Crawlers whose operators say, or are known, to train models with what they read."""
_LICENSE = "/license.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What the operator said; a story's own terms only ever reserve more."""

    mining: str = ""
    policy: str = ""
    by_source: Mapping[str, str]
    not_indexed: frozenset[str]
    refused: tuple[str, ...] = ()

    def is_reserved(self, stories: Iterable[Story] = ()) -> bool:
        """Tell whether mining is reserved for a page that shows these stories."""
        shown = list(stories)
        if any(story.is_reserved for story in shown):
            return True
        said = [self._of(story) for story in shown] or [self.mining]
        return "reserved" in said

    def is_indexed(self, story: Story) -> bool:
        """Tell whether search engines may list a story."""
        return story.is_indexed and not any(
            source.casefold() in self.not_indexed for source in story.sources
        )

    def is_listed(self, story: Story) -> bool:
        """Tell whether search engines shall come for it here, and not where it was first."""
        return story.origin in (None, story.url) and self.is_indexed(story)

    def headers(self, *, reserved: bool, indexed: bool = True) -> dict[str, str]:
        """Give the headers that say so."""
        said = {} if indexed else {"X-Robots-Tag": "noindex"}
        if reserved:
            said["tdm-reservation"] = "1"
            if self.policy:
                said["tdm-policy"] = self.policy
        elif self.mining == "open":
            said["tdm-reservation"] = "0"
        return said

    def robots(self, site: Site) -> bytes:
        """Write robots.txt."""
        lines = ["User-agent: *", "Allow: /", "Disallow: /v1/", "Disallow: /search", ""]
        if self.refused:
            lines += [f"User-agent: {name}" for name in self.refused]
            lines += ["Disallow: /", ""]
        if self.mining:
            lines += [f"License: {site.absolute(_LICENSE)}", ""]
        lines += [
            f"Sitemap: {site.absolute('/sitemap.xml')}",
            f"Sitemap: {site.absolute('/news-sitemap.xml')}",
        ]
        return ("\n".join(lines) + "\n").encode()

    def tdmrep(self) -> bytes:
        """Write /.well-known/tdmrep.json (TDMRep, section 5)."""
        rule: dict[str, object] = {
            "location": "/",
            "tdm-reservation": int(self.mining == "reserved"),
        }
        if self.policy and self.mining == "reserved":
            rule["tdm-policy"] = self.policy
        return orjson.dumps([rule] if self.mining else [])

    def license(self, site: Site) -> bytes:
        """Write the licence that robots.txt names (RSL 1.0)."""
        says = "prohibits" if self.mining == "reserved" else "permits"
        terms = f"<terms>{escape(self.policy)}</terms>" if self.policy else ""
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<rsl xmlns="https://rslstandard.org/rsl">'
            f"<content url={quoteattr(site.absolute('/'))}><license>"
            f'<permits type="usage">search</permits><{says} type="usage">ai-train</{says}>'
            f"{terms}</license></content></rsl>\n"
        ).encode()

    def _of(self, story: Story) -> str:
        for source in story.sources:
            if said := self.by_source.get(source.casefold()):
                return said
        return self.mining


def rights(mining: str, policy: str, by_source: str, not_indexed: str, refused: str) -> Rights:
    """Read the settings."""
    pairs = (each.partition("=") for each in by_source.split(",") if "=" in each)
    names = [name.strip() for name in refused.split(",") if name.strip()]
    crawlers = [each for name in names for each in _crawlers(name)]
    return Rights(
        mining=mining,
        policy=policy,
        by_source={name.strip().casefold(): said.strip() for name, _, said in pairs},
        not_indexed=frozenset(
            name.strip().casefold() for name in not_indexed.split(",") if name.strip()
        ),
        refused=tuple(dict.fromkeys(crawlers)),
    )


def _crawlers(name: str) -> tuple[str, ...]:
    return _TRAINING_CRAWLERS if name.casefold() == "ai" else (name,)
