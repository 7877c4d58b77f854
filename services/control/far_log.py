"""Edge: a newsroom's published log, read over HTTP as any site does, written as files.

The pages are those that publish would show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from pydantic import SecretStr

from services.control.calls import Calls, RefusedError
from services.publish.reader.config import SiteSettings
from services.publish.reader.export import Export
from services.publish.rows import Row
from shared.payloads import Arranged

_ROWS_AT_ONCE = 500


class _Reading(SiteSettings):
    """What a closed log asks for."""

    events_token: SecretStr | None = None


class FarLog:
    """The published log of the newsroom that `calls` finds."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._url = calls.url("publish")
        secret = _Reading().events_token
        self._token = secret.get_secret_value() if secret else None

    def exported(self, directory: Path, site_url: str | None) -> Export:
        """Open a folder of files; readers find them at `site_url`, or as the settings say."""
        settings = SiteSettings()
        if site_url or "site_url" not in settings.model_fields_set:
            settings = SiteSettings(site_url=site_url or self._url)
        return Export(directory, settings, self._picture)

    def carry_into(self, exported: Export) -> int:
        """Read the log to its end, then write what it changed; give how many files."""
        if exported.sequence:
            last = list(self._rows(exported.sequence - 1, 1))
            if not exported.is_of(last[0] if last else None):
                exported.begin_anew()
        while rows := list(self._rows(exported.sequence, _ROWS_AT_ONCE)):
            exported.take(rows)
        answer = self._calls.ask("GET", f"{self._url}/v1/fronts", token=self._token)
        fronts = answer.json()["fronts"]
        exported.arrange(tuple(Arranged.model_validate(each) for each in fronts))
        return exported.flush(datetime.now(UTC))

    def _rows(self, after: int, limit: int) -> Iterator[Row]:
        answer = self._calls.ask(
            "GET",
            f"{self._url}/v1/events",
            params={"after": after, "limit": limit},
            token=self._token,
        )
        for event in orjson.loads(answer.content)["events"]:
            yield row_of(event)

    def _picture(self, path: str) -> bytes | None:
        """Fetch a picture; one killed meanwhile leaves no file, nor fails the others."""
        try:
            return self._calls.ask("GET", self._url + path).content
        except RefusedError:
            return None


def row_of(event: Mapping[str, Any]) -> Row:
    """Read a row of the log as it was sent."""
    data = {**event.get("data", {})}
    item = data.pop("item", None)
    return Row(
        sequence=int(event["sequence"]),
        event_id=str(event.get("id", event["sequence"])),
        type=str(event["type"]),
        article_id=str(event.get("subject", "")),
        step=int(data.get("step", 0)),
        revision=int(data.get("revision", 0)),
        time=datetime.fromisoformat(event.get("time", "1970-01-01T00:00:00+00:00")),
        data=data,
        item=None if item is None else orjson.dumps(item).decode(),
        hash=data.get("hash"),
        is_redacted=bool(data.get("redacted")),
    )
