"""Pure: the pictures that a public item shows, as pages and feeds need them.

Only what publish itself has put there counts: still pictures of a wire's own never reach an
item (`item`), so a rendition that is one bears our address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from services.publish.pictures.shown.recipes import AUTO, address, cut_sizes, sizes

_OURS = re.compile(r".*/media/([0-9a-f]{64})/\d+", re.DOTALL)
_PLAYS = ("video", "audio")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One picture of a story. `width` and `height` are those of its largest rendition."""

    sha256: str
    width: int
    height: int
    focus: str = AUTO
    kind: str = "picture"
    uri: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    licence: str = ""
    digital_source_type: str = ""

    def path(self, width: int = 1600, form: str = "jpg", *, cut: bool = False) -> str:
        """Give the path of a rendition."""
        return address(self.sha256, width, focus=self.focus if cut else None, form=form)

    def srcset(self, form: str, *, cut: bool = False) -> str:
        """Give all sizes for an `img`, by the width that each truly has."""
        return ", ".join(
            f"{self.path(asked, form, cut=cut)} {width}w"
            for asked, width, _ in self.forms(cut=cut)
        )

    def forms(self, *, cut: bool = False) -> list[tuple[int, int, int]]:
        """Give (width asked for, width, height) of each size."""
        return (cut_sizes if cut else sizes)(self.width, self.height)

    def largest(self, *, cut: bool = False) -> tuple[int, int, int]:
        """Give the same of the largest."""
        return self.forms(cut=cut)[-1]

    @property
    def terms(self) -> tuple[str, str]:
        """Give whose it is and on what terms, and its licence; nothing where nobody says.

        Alike for alike pictures, so that a story's foot says it once.
        """
        if not (self.copyright_notice or self.usage_terms or self.licence):
            return "", ""
        said = (self.credit, self.copyright_notice, self.usage_terms)
        *first, last = dict.fromkeys(each for each in said if each) or ("",)
        return ". ".join([*(each.removesuffix(".") for each in first), last]), self.licence


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """A film or recording of a story, by reference, with its still if it has one."""

    kind: Literal["video", "audio"]
    title: str
    caption: str = ""
    credit: str = ""
    href: str
    media_type: str = ""
    seconds: float | None = None
    captions: str = ""
    """The address of its subtitles (WebVTT)."""
    poster: Shown | None = None

    @property
    def length(self) -> str:
        """Give how long it plays, as 1:05 or 1:02:03; nothing where nobody says."""
        if not self.seconds:
            return ""
        minutes, seconds = divmod(round(self.seconds), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def pictures_in(item: Mapping[str, Any]) -> tuple[Shown, ...]:
    """Give the pictures of an item, in the order in which it shows them."""
    return tuple(
        shown
        for each in (item, *_associations(item))
        if each.get("type", "picture") not in _PLAYS and (shown := _shown(each))
    )


def playing_in(item: Mapping[str, Any]) -> tuple[Playing, ...]:
    """Give the films and recordings of an item."""
    return tuple(
        playing
        for each in (item, *_associations(item))
        if each.get("type") in _PLAYS and (playing := _playing(each))
    )


def foci_in(item: Mapping[str, Any]) -> dict[str, str]:
    """Give the hash of every picture an item shows, posters too, with its focal point."""
    shown = (_shown(each) for each in (item, *_associations(item)))
    return {each.sha256: each.focus for each in shown if each}


def uris_of(items: Iterable[str | None], sha256s: Iterable[str]) -> set[str]:
    """Give how items, as JSON texts, call these pictures where they show them."""
    gone = {*sha256s}
    found = set()
    for item in items:
        if item and any(f"/media/{each}/" in item for each in gone):
            for each in _associations(orjson.loads(item)):
                if gone & {*_hashes(each)}:
                    found.add(str(each.get("uri", "")))
    return found - {""}


def without(
    item: str, sha256s: Iterable[str], *, is_named: Callable[[str], bool] = lambda _: False
) -> str:
    """Give an item, as JSON text, without these pictures and what it said of them.

    `is_named` tells of an association's uri whether it means one of them: a step from before
    the picture came has no address for it.
    """
    gone = {*sha256s}
    if '"associations"' not in item and not any(f"/media/{each}/" in item for each in gone):
        return item
    read: dict[str, Any] = orjson.loads(item)
    beside = [*_associations(read)]
    read["associations"] = left = [
        each
        for each in beside
        if not (gone & {*_hashes(each)} or is_named(str(each.get("uri", ""))))
    ]
    is_shown = bool(gone & {*_hashes(read)})
    if len(left) == len(beside) and not is_shown:
        return item
    if is_shown:
        read["renditions"] = [e for e in read["renditions"] if not gone & {*_hashes(e)}]
        texts = read.get("descriptions", ())
        read["descriptions"] = [e for e in texts if e.get("role") not in _OF_THE_PICTURE]
    for name in ("associations", "renditions", "descriptions"):
        if name in read and not read[name]:
            del read[name]
    return orjson.dumps(read, option=orjson.OPT_SORT_KEYS).decode()


_OF_THE_PICTURE = (None, "caption", "altText")


def _hashes(item: Mapping[str, Any]) -> Iterator[str]:
    """Give the hash of each picture that an item or a rendition has an address of ours for."""
    renditions = item.get("renditions", ()) if "href" not in item else (item,)
    for each in renditions:
        if match := _OURS.fullmatch(str(each.get("href", ""))):
            yield match[1]


def _associations(item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for each in item.get("associations", ()):
        if isinstance(each, Mapping):
            yield each


def _shown(item: Mapping[str, Any]) -> Shown | None:
    ours = [
        (int(each.get("width", 0)), each, match[1])
        for each in item.get("renditions", ())
        if str(each.get("contentType", "")).startswith("image/")
        and (match := _OURS.fullmatch(str(each.get("href", ""))))
    ]
    ours = [each for each in ours if each[0] > 0 and int(each[1].get("height", 0)) > 0]
    if not ours:
        return None
    width, largest, sha256 = max(ours, key=lambda each: each[0])
    texts = {
        each.get("role"): str(each.get("value", "")) for each in item.get("descriptions", ())
    }
    kind = item.get("digitalSourceType") or {}
    return Shown(
        sha256=sha256,
        width=width,
        height=int(largest["height"]),
        focus=_focus(largest),
        kind=str(item.get("type", "picture")),
        uri=str(item.get("uri", "")),
        alt=texts.get("altText", ""),
        caption=texts.get("caption", ""),
        credit=_credit(item),
        copyright_notice=str(item.get("copyrightNotice", "")),
        usage_terms=str(item.get("usageTerms", "")),
        licence=str((item.get("rightsInfo") or {}).get("linkedRights", "")),
        digital_source_type=str(kind.get("uri", "")),
    )


def _credit(item: Mapping[str, Any]) -> str:
    """Name the photographer and whom the picture is by courtesy of, each once."""
    sources = item.get("infoSources", ())
    credit = next(
        (str(e.get("name", "")) for e in sources if e.get("role") == "creditLine"), ""
    )
    by = str(item.get("by", ""))
    if by and by.casefold() not in credit.casefold():
        return f"{by} / {credit}" if credit else by
    return credit or by or str(item.get("copyrightNotice", ""))


def _focus(rendition: Mapping[str, Any]) -> str:
    point = rendition.get("poi")
    if not isinstance(point, Mapping):
        return AUTO
    x = round(100 * point.get("x", 0) / rendition["width"])
    y = round(100 * point.get("y", 0) / rendition["height"])
    return f"{min(max(x, 0), 100)}x{min(max(y, 0), 100)}"


def _playing(item: Mapping[str, Any]) -> Playing | None:
    kind = item["type"]
    media: Mapping[str, Any] | None = None
    captions = ""
    for each in item.get("renditions", ()):
        href, said = str(each.get("href", "")), str(each.get("contentType", ""))
        if said == "text/vtt" or href.endswith(".vtt"):
            captions = href
        elif href and not said.startswith("image/"):
            media = media or each
    if media is None:
        return None
    headlines = [str(each.get("value", "")) for each in item.get("headlines", ())]
    texts = {
        each.get("role"): str(each.get("value", "")) for each in item.get("descriptions", ())
    }
    return Playing(
        kind=kind,
        title=next(iter(headlines), "") or str(item.get("title", "")),
        caption=texts.get("caption") or next(iter(texts.values()), ""),
        credit=_credit(item),
        href=str(media["href"]),
        media_type=str(media.get("contentType", "")),
        seconds=media.get("duration"),
        captions=captions,
        poster=_shown(item),
    )
