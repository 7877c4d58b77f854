"""What could not be read can be dropped for good."""

from __future__ import annotations

from typing import Any

from tests.integration.ingest.intake_room import Newsroom

BROKEN = b'<?xml version="1.0"?><nitf><body>Zanzabarquil <hl1></nitf>'


async def words_of(newsroom: Newsroom) -> list[str]:
    documents: list[dict[str, Any]] = []
    for name in await newsroom.database.list_collection_names():
        documents += await newsroom.database[name].find().to_list(None)
    return [repr(document) for document in documents if "anzabar" in repr(document)]


async def test_a_dropped_delivery_leaves_no_word_and_cannot_be_replayed(
    newsroom: Newsroom,
) -> None:
    answer = await newsroom.post(BROKEN, Content_Type="application/xml")
    receipt = answer.json()["receipt"]
    assert await words_of(newsroom)

    dropped = await newsroom.operate("DELETE", f"/v1/quarantine/{receipt}")
    again = await newsroom.operate("DELETE", f"/v1/quarantine/{receipt}")
    replayed = await newsroom.operate("POST", f"/v1/quarantine/{receipt}/replay")

    assert (dropped.status_code, again.status_code, replayed.status_code) == (200, 404, 404)
    assert await words_of(newsroom) == []
    listed = (await newsroom.operate("GET", "/v1/quarantine")).json()["quarantined"]
    assert receipt not in [each["receipt"] for each in listed]
    whereabouts = (await newsroom.get(f"/v1/receipts/{receipt}")).json()
    assert whereabouts["state"] == "quarantined"
