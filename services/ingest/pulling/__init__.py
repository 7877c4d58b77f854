"""Asking sources that do not push: when (due), whom (plan), how (ways and drops).

A way of pulling is a function: a plan and a cursor in, things out. `ways` ask servers that
answer in pages, `drops` look into places where files are put.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from services.ingest.pulling.drops import bucket, folder, ftp, sftp
from services.ingest.pulling.plan import Kind
from services.ingest.pulling.pulled import Way
from services.ingest.pulling.ways import feed, mailbox, outbox, paged_api

WAYS: Mapping[Kind, Way] = MappingProxyType(
    {
        Kind.FEED: feed.pull,
        Kind.API: paged_api.pull,
        Kind.OUTBOX: outbox.pull,
        Kind.MAILBOX: mailbox.pull,
        Kind.FOLDER: folder.pull,
        Kind.FTP: ftp.pull,
        Kind.SFTP: sftp.pull,
        Kind.BUCKET: bucket.pull,
    }
)
