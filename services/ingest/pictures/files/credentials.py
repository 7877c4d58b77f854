"""Content credentials (C2PA) in a picture: who signed it, with what it was made, if it holds.

Nothing is fetched: a manifest that lies elsewhere is one we do not have.
"""

from __future__ import annotations

import io
import json
from functools import cache
from typing import Any

from shared.media import Credentials

_MARK = b"c2pa"
_LONGEST = 300
_OFFLINE = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": False},
}


def credentials_in(data: bytes, media_type: str) -> Credentials | None:
    """Read a picture's active manifest; None where there is none; a broken one is `Invalid`."""
    if _MARK not in data:
        return None
    try:
        written = _reader()(data, media_type)
    except Exception as error:  # noqa: BLE001 - the library raises what it likes
        if "ManifestNotFound" in f"{type(error).__name__} {error}":
            return None
        return Credentials(state="Invalid", title=f"unreadable: {error}"[:_LONGEST])
    return _credentials(json.loads(written)) if written else None


@cache
def _reader() -> Any:
    """Load the library when a picture first needs it: most processes never do."""
    import c2pa  # noqa: PLC0415

    context = c2pa.Context(c2pa.Settings.from_dict(_OFFLINE))

    def read(data: bytes, media_type: str) -> str | None:
        with c2pa.Reader(media_type, io.BytesIO(data), context=context) as reader:
            written: str = reader.json()
            return written

    return read


def _credentials(store: dict[str, Any]) -> Credentials:
    active = (store.get("manifests") or {}).get(store.get("active_manifest")) or {}
    signature = active.get("signature_info") or {}
    makers = active.get("claim_generator_info") or []
    maker = makers[0] if makers and isinstance(makers[0], dict) else {}
    name = " ".join(str(maker[key]) for key in ("name", "version") if maker.get(key))
    return Credentials(
        state=str(store.get("validation_state") or "Invalid"),
        issuer=_short(signature.get("issuer") or signature.get("common_name")),
        generator=_short(name or active.get("claim_generator")),
        title=_short(active.get("title")),
        digital_source_type=_short(_source_type(active)),
    )


def _source_type(manifest: dict[str, Any]) -> str | None:
    for assertion in manifest.get("assertions") or ():
        if str(assertion.get("label", "")).startswith("c2pa.actions"):
            for action in (assertion.get("data") or {}).get("actions") or ():
                if action.get("digitalSourceType"):
                    return str(action["digitalSourceType"])
    return None


def _short(text: Any) -> str | None:
    return " ".join(str(text).split())[:_LONGEST] if text else None
