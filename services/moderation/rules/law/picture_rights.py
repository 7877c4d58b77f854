"""Pictures that come without a word on whose they are, or on what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from services.moderation.findings import doubt
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Item

_PICTURES = frozenset({"picture", "graphic", "image", "photo"})
_OWNERS = (
    "copyrightHolder", "copyrightholder", "copyright_holder", "copyrightNotice",
    "copyrightnotice", "copyright_notice", "usageTerms", "usageterms", "usage_terms",
    "rightsInfo", "rightsinfo", "rights_info", "rights", "license", "licence", "creditline",
    "creditLine", "credit", "by", "byline", "infoSources", "infosources", "copyright",
)  # fmt: skip
_SHOWN = (
    "altText", "alttext", "alt_text", "alt", "description_text", "descriptionText", "caption",
    "description_caption", "body_text",
)  # fmt: skip
NO_RIGHTS, NO_ALT = 0.55, 0.4


def picture_rights(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt pictures without owner, licence or credit, and those that nothing describes.

    Nobody who cannot see has anything of a picture without a text for it (WCAG 2.2, 1.1.1).
    Sources whose pictures are covered by contract are named in the policy under `off`.
    """
    del policy
    pictures = [*_pictures(story.article.item)]
    unowned = [name for name, each in pictures if not _says(each, _OWNERS)]
    if unowned:
        why = (
            f"{_which(unowned)} with no owner, licence or credit; ask the source, or drop the "
            "picture."
        )
        yield doubt("picture_rights", NO_RIGHTS, why)
    silent = [
        name for name, each in pictures if not _says(each, _SHOWN) and not _described(each)
    ]
    silent += ["in the text"] * _without_alt(story.article.item)
    if silent:
        why = f"{_which(silent)} with no text for readers who cannot see it; write one."
        yield doubt("picture_rights", NO_ALT, why)


_IMAGE = re.compile(r"<img\b([^<>]{0,4000})>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=", re.IGNORECASE)


def _without_alt(item: Item) -> int:
    """Count pictures in an HTML body without `alt`; an empty one says that it decorates."""
    body = item.body()
    if body is None or "<img" not in body.value[:_LONGEST_READ].lower():
        return 0
    found = _IMAGE.finditer(body.value[:_LONGEST_READ])
    return sum(_ALT.search(match[1]) is None for match in found)


_LONGEST_READ = 500_000


def _pictures(item: Item) -> Iterator[tuple[str, Mapping[str, object]]]:
    if item.type in _PICTURES:
        yield item.title or item.headline() or "the picture", item.to_ninjs()
    for each in item.associations:
        kind = str(each.get("type", "")).lower()
        if kind in _PICTURES or (not kind and _is_image(each.get("renditions"))):
            yield str(each.get("name") or each.get("uri") or "a picture")[:60], each


def _is_image(renditions: object) -> bool:
    if isinstance(renditions, Mapping):
        renditions = [*renditions.values()]
    if not isinstance(renditions, Sequence) or isinstance(renditions, str):
        return False
    return any(
        isinstance(each, Mapping)
        and str(each.get("contentType") or each.get("mimetype") or "").startswith("image/")
        for each in renditions
    )


def _says(picture: Mapping[str, object], keys: Sequence[str]) -> bool:
    return any(_is_said(picture.get(key)) for key in keys)


def _is_said(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, Mapping):
        return any(_is_said(part) for part in value.values())
    if isinstance(value, Sequence):
        return any(_is_said(part) for part in value)
    return value is not None and value is not False


def _described(picture: Mapping[str, object]) -> bool:
    """Tell whether one of its texts says what it shows: alternative, caption or description."""
    return _is_said(picture.get("descriptions")) or _is_said(picture.get("bodies"))


def _which(names: Sequence[str]) -> str:
    return (
        f"The picture “{names[0]}” comes" if len(names) == 1 else f"{len(names)} pictures come"
    )
