"""Pictures that stories name, and what ingest tells of them: a test names what it is about."""

from __future__ import annotations

import hashlib
from typing import Any

from shared.media import Media
from tests.factories import MONDAY

HREF = "https://wire.example/ferry.jpg?key=secret"
SHA = hashlib.sha256(b"ferry").hexdigest()


def an_association(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "name": f"picture {number}",
        "uri": f"urn:wire:picture:{number}",
        "type": "picture",
        "descriptions": [
            {"role": "caption", "value": "The first ferry enters the harbour on Monday."},
            {"role": "altText", "value": "A white ferry between two piers."},
        ],
        "copyrightNotice": "© 2026 Example Wire",
        "usageTerms": "No sales.",
        "infoSources": [{"name": "Example Wire", "role": "credit"}],
        "creditline": "Example Wire",
        "renditions": [
            {
                "name": "main",
                "href": f"{HREF}&n={number}",
                "contentType": "image/jpeg",
                "width": 3000,
                "height": 2000,
            }
        ],
        **changes,
    }


def a_media(number: int = 1, *, n: int = 1, **changes: Any) -> Media:
    return Media.model_validate(
        {
            "source": "example-wire",
            "sha256": hashlib.sha256(f"picture {number}".encode()).hexdigest(),
            "number": n,
            "media_type": "image/jpeg",
            "width": 3000,
            "height": 2000,
            "size_in_bytes": 800_000,
            "hrefs": (f"{HREF}&n={number}",),
            "guids": (f"urn:wire:picture:{number}",),
            "at": MONDAY,
            **changes,
        }
    )
