"""Pictures that come without a word on whose they are, or on what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from services.moderation.findings import doubt, note
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding
from shared.media import pictures_of
from shared.ninjs import Item

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
_CREDITS = (
    "creditline", "creditLine", "credit", "by", "byline", "infoSources", "infosources",
    "copyrightHolder", "copyrightholder", "copyright_holder", "copyrightNotice",
    "copyrightnotice", "copyright_notice", "copyright",
)  # fmt: skip
NO_RIGHTS, NO_ALT = 0.55, 0.4
_NO_CREDIT, _ODD_SHAPE, _TINY = 0.2, 0.2, 0.3
_SMALLEST = 320
"""Pixels of the longer side: what is smaller is blurred even beside a headline."""
_LONGEST_SIDE = 3.0
"""Of a picture that is so many times longer than wide, a teaser shows a third at most."""


def picture_rights(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt pictures without owner, licence or credit, and those that nothing describes.

    What their files say counts, where they are there already. That nobody is named to be
    credited, and a shape or size that shows badly, is mentioned.

    Nobody who cannot see has anything of a picture without a text for it (WCAG 2.2, 1.1.1).
    Sources whose pictures are covered by contract are named in the policy under `off`.
    """
    del policy
    pictures = [(name, _with_file(each, story)) for name, each in _pictures(story.article.item)]
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
    uncredited = [
        name for name, each in pictures if name not in unowned and not _says(each, _CREDITS)
    ]
    if uncredited:
        why = f"{_which(uncredited)} with nobody to credit; readers see none beside it."
        yield note("picture_rights", _NO_CREDIT, why)
    yield from _shapes(story)


def _shapes(story: Story) -> Iterator[Finding]:
    """Mention what shows badly, of the pictures whose true size is known."""
    sized = [
        (named.name or "the picture", media.width, media.height)
        for named in pictures_of(story.article.item)
        if (media := story.media_of(named))
    ]
    odd = [name for name, w, h in sized if max(w, h) > _LONGEST_SIDE * min(w, h)]
    if odd:
        why = f"{_which(odd)} in an extreme shape; choose its focal point, or another picture."
        yield note("picture_rights", _ODD_SHAPE, why)
    tiny = [name for name, w, h in sized if max(w, h) < _SMALLEST]
    if tiny:
        why = f"{_which(tiny)} smaller than {_SMALLEST} pixels; ask for a larger one."
        yield note("picture_rights", _TINY, why)


def _with_file(picture: Mapping[str, object], story: Story) -> Mapping[str, object]:
    """Add what the picture's file says to what its item says."""
    if not story.media:
        return picture
    uri = picture.get("uri")
    named = next((e for e in pictures_of(story.article.item) if uri and e.uri == uri), None)
    media = story.media_of(named) if named else None
    if media is None:
        return picture
    says = media.says
    of_file = {
        "altText": says.alt or says.caption,
        "credit": says.credit or says.by,
        "copyright": says.copyright_notice,
        "usageTerms": says.usage_terms,
        "licence": says.licence,
    }
    return {**{name: value for name, value in of_file.items() if value}, **picture}


_IMAGE = re.compile(r"<img\b([^<>]{0,4000})>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=", re.IGNORECASE)


def _without_alt(item: Item) -> int:
    """Count pictures in an HTML body without `alt`; an empty one says that it decorates."""
    body = item.body()
    if body is None or "<" not in body.value:
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
