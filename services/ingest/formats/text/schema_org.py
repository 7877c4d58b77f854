"""The types that schema.org has for stories, the best told first; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_STORIES = re.findall(
    r"\w+",
    "newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle reviewnewsarticle "
    "backgroundnewsarticle askpublicnewsarticle liveblogposting blogposting article "
    "socialmediaposting techarticle scholarlyarticle advertisercontentarticle report "
    "satiricalarticle medicalscholarlyarticle",
)


def rank(node: Mapping[str, Any]) -> int | None:
    """Tell how much a node of JSON-LD is a story, 0 most; None where it is none."""
    kinds = node.get("@type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(kind, str):
            name = re.split(r"[/:#]", kind)[-1].lower()
            if name in _STORIES:
                return _STORIES.index(name)
    return None
