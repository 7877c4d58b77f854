"""JSON-LD: a story's page as NewsArticle (https://schema.org/NewsArticle), a list's trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from services.publish.pictures.shown.reading import Shown
from services.publish.reader.catalogue.shelves import shelf_path
from services.publish.slugs import slug
from services.publish.story import Site, Story, section_title

_Trail = Sequence[tuple[str, str]]
"""(name, path) of the pages that lead to one, the front first."""


def render(
    story: Story,
    site: Site,
    *,
    updates: Sequence[Story] = (),
    trail: _Trail = (),
    base: str = "",
    logo: str = "",
) -> str:
    """Write a story: with `updates`, the latest word of each, newest first, it is a live blog.

    `trail` leads to the page, unless that stands first elsewhere; under `base` its writers have
    their pages, and `logo` is the path of the site's picture of itself.
    """
    article = _article(story, site, base, logo)
    if updates:
        article |= _live(story, updates)
    if trail and story.canonical == story.url:
        article["mainEntityOfPage"]["breadcrumb"] = _breadcrumbs(trail, site)
    return _written(_without_empty(article))


def render_trail(trail: _Trail, site: Site) -> str:
    """Write the pages that lead to one, that one last."""
    return _written({"@context": "https://schema.org", **_breadcrumbs(trail, site)})


def _breadcrumbs(trail: _Trail, site: Site) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": site.absolute(path),
            }
            for position, (name, path) in enumerate(trail, 1)
        ],
    }


def _written(data: dict[str, Any]) -> str:
    """Write the JSON so that no text in it can end the script element it stands in."""
    written = orjson.dumps(data).decode()
    for char in "<>&\u2028\u2029":
        written = written.replace(char, f"\\u{ord(char):04x}")
    return written


def _article(story: Story, site: Site, base: str, logo: str) -> dict[str, Any]:
    publisher = {
        "@type": "NewsMediaOrganization",
        "name": site.title,
        "url": site.absolute("/"),
        **({"logo": site.absolute(logo)} if logo else {}),
    }
    originator = (
        {"@type": "Organization", "name": story.originator} if story.originator else None
    )
    authors = [
        {
            "@type": "Person",
            "name": name,
            "url": site.absolute(base + shelf_path(f"author:{slug(name)}")),
        }
        for name in story.authors
        if slug(name)
    ]
    longest_headline = 110
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": story.url,
        "identifier": story.id,
        "url": story.url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": story.canonical},
        "headline": story.headline[:longest_headline],
        "description": story.summary,
        "datePublished": story.published_at.isoformat(),
        "dateModified": story.modified_at.isoformat(),
        "author": authors or originator or publisher,
        "publisher": publisher,
        "publishingPrinciples": site.principles,
        "articleSection": section_title(story.section),
        "inLanguage": story.language,
        "wordCount": story.word_count,
        "keywords": [name for name, _ in story.topics[:8]],
        "about": [
            {"@type": "Thing", "name": name, "sameAs": uri}
            for name, uri in story.topics[:5]
            if uri.startswith("http")
        ],
        "contentLocation": (
            {"@type": "Place", "name": story.located} if story.located else None
        ),
        "isBasedOn": story.origin,
        "creditText": story.originator,
        "copyrightHolder": (
            {"@type": "Organization", "name": story.copyright_holder}
            if story.copyright_holder
            else None
        ),
        "copyrightNotice": story.copyright_notice,
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": each.note,
                "datePublished": each.at.isoformat(),
            }
            for each in story.corrections
        ],
        "image": [_image(each, story, site) for each in _pictures(story)],
        "isAccessibleForFree": True,
    }


def _pictures(story: Story) -> Sequence[Shown]:
    return story.pictures or ((story.picture,) if story.picture else ())


def _image(shown: Shown, story: Story, site: Site) -> dict[str, Any]:
    _, width, height = shown.largest()
    has_terms = shown.usage_terms or shown.copyright_notice or shown.credit
    return _without_empty(
        {
            "@type": "ImageObject",
            "url": site.absolute(shown.path()),
            "contentUrl": site.absolute(shown.path()),
            "encodingFormat": "image/jpeg",
            "width": width,
            "height": height,
            "caption": shown.caption,
            "description": shown.alt,
            "creditText": shown.credit,
            "creator": {"@type": "Organization", "name": shown.credit}
            if shown.credit
            else None,
            "copyrightNotice": shown.copyright_notice or shown.credit,
            # Terms without an address of their own stand at the foot of the story.
            "license": shown.licence or (f"{story.url}#rights" if has_terms else None),
            "acquireLicensePage": f"{story.url}#rights" if has_terms else None,
            "digitalSourceType": shown.digital_source_type,
        }
    )


def _live(story: Story, updates: Sequence[Story]) -> dict[str, Any]:
    return {
        "@type": "LiveBlogPosting",
        "coverageStartTime": min(each.modified_at for each in updates).isoformat(),
        "about": {"@type": "Event", "name": story.headline},
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": each.headline,
                "datePublished": each.modified_at.isoformat(),
                "articleBody": each.summary or each.body_text[:500],
                "url": each.url,
            }
            for each in updates
        ],
    }


def _without_empty(written: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in written.items() if value not in (None, "", [], 0)}
