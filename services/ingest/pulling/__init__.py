"""The ways of pulling from a source, one a module: a plan and a cursor in, things out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from services.ingest.pulling import feed, folder, mailbox, paged_api
from services.ingest.pulling.plan import Kind
from services.ingest.pulling.pulled import Way

WAYS: Mapping[Kind, Way] = MappingProxyType(
    {
        Kind.FEED: feed.pull,
        Kind.API: paged_api.pull,
        Kind.FOLDER: folder.pull,
        Kind.MAILBOX: mailbox.pull,
    }
)
