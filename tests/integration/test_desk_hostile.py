"""Whatever a wire or an editor writes is shown at the desk and never run: payloads × fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.async_api import Page, expect

from shared.articles import Article, Item, SourceFacts
from shared.events import ArticleEnriched, Enriched
from tests.integration.desk_room import DeskRoom
from tests.integration.moderation_room import enriched
from tests.unit.moderation.stories import BODY
from tests.unit.publish.pictures.pictures import an_association

pytestmark = pytest.mark.browser

PAYLOADS = {
    "a script": "<script>alert('{}')</script>",
    "a handler": "<img src=x onerror=alert('{}')>",
    "a drawing": "\"><svg onload=alert('{}')>",
    "an attribute": "' onfocus=alert('{}') autofocus x='",
    "a frame": "<iframe src=\"javascript:alert('{}')\">",
    "an end": "</script></textarea><script>alert('{}')</script>",
    "an address": "javascript:alert('{}')",
    "a template": "${{alert('{}')}}{{{{ 7*7 }}}}",
}
WIRES_FIELDS = (
    "headline", "body", "raw", "summary", "section", "source", "rights", "slugline", "ed_note",
    "place", "agency", "topic", "kind", "aside", "language", "kin", "picture", "caption", "alt",
    "notice", "usage", "credit", "wires_id",
)  # fmt: skip
EDITORS_FIELDS = (
    "comment", "owner", "edited_headline", "edited_summary", "edited_body", "edited_section",
    "edited_topic", "edited_slug", "public_note", "edit_note", "hold_note", "queue",
    "queue_filter", "chosen_alt", "chosen_caption", "reject_note",
)  # fmt: skip
NEVER_SHOWN = {"wires_id"}
"""A picture's own name is sent back with an edit, and not drawn."""
NUMBER = {name: f"q{n}q" for n, name in enumerate((*WIRES_FIELDS, *EDITORS_FIELDS), 10)}
Fill = Callable[[str], str]

TRAP = """
addEventListener("securitypolicyviolation", (event) => {
  (window.stopped ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""
INTRUDERS = """() => [
  ...(window.stopped ?? []),
  ...[...document.querySelectorAll("svg, iframe, object, embed, base, link:not([href^='/desk'])"
    + ":not([href^='data:']), img:not([src^='/v1/pictures/']), script:not([src]):not(#texts)")]
    .map((each) => each.outerHTML),
  ...[...document.querySelectorAll("*")].flatMap((each) => [...each.attributes]
    .filter((one) => one.name.startsWith("on") || /^\\s*javascript:/i.test(
      ["href", "src", "action", "formaction"].includes(one.name) ? one.value : ""))
    .map((one) => `${each.tagName} ${one.name}=${one.value}`)),
]"""
SHOWN = """() => document.documentElement.outerHTML
  + [...document.querySelectorAll("input, textarea")].map((each) => each.value).join(" ")"""


def a_hostile_story(letter: str, said: Fill, kin: str) -> ArticleEnriched:
    """Write a story that carries the payload in every field a wire can fill."""
    event = enriched(
        article_id=letter * 20,
        headline=f"SHOCKING {said('headline').upper()} CLAIMS ABOUT FERRIES AND HARBOURS",
        body=f"Mail marit.holm77@mail.example {said('body')}\n\n{BODY}",
        summary=said("summary"),
        section=said("section"),
        language=said("language"),
        dateline={"place": said("place"), "method": "x", "confidence": 1},
        provenance={"agency": said("agency")},
        topics=[{"qcode": "x:1", "name": said("topic"), "relevance": 0.9}],
        set_aside=[
            {"kind": said("kind"), "text": said("aside"), "span": {"start": 0, "end": 4}}
        ],
        kin={
            "cluster": "c",
            "copies": [{"article_id": kin, "revision": 1, "containment": 0.2}],
        },
    )
    article = event.data.article
    item = {
        **dict(article.item),
        "slugline": said("slugline"),
        "ed_note": said("ed_note"),
        "bodies": [{"value": said("raw"), "content_type": "text/plain"}],
        "associations": [
            an_association(
                name=said("picture"),
                uri=said("wires_id"),
                descriptions=[
                    {"role": "caption", "value": said("caption")},
                    {"role": "altText", "value": said("alt")},
                ],
                copyrightNotice=said("notice"),
                usageTerms=said("usage"),
                infoSources=[{"name": said("credit"), "role": "credit"}],
            )
        ],
    }
    source = SourceFacts(id=said("source"), rights=(said("rights"),))
    changed = Article.model_validate(
        {**dict(article), "item": Item.model_validate(item), "source": source}
    )
    return ArticleEnriched.of(
        Enriched.model_validate({**dict(event.data), "article": changed}), at=event.time
    )


async def edited_by_somebody_hostile(room: DeskRoom, key: str, said: Fill) -> None:
    """Write the payload into every field an editor can fill."""
    for what, body in (
        ("comment", {"note": said("comment")}),
        ("assign", {"owner": said("owner")}),
        ("postpone", {"hours": 4, "note": said("hold_note")}),
        (
            "edit",
            {
                **{
                    name: said(f"edited_{name}")
                    for name in ("headline", "summary", "body", "section", "slug")
                },
                "topics": [{"name": said("edited_topic")}],
                "public_note": said("public_note"),
                "note": said("edit_note"),
                "pictures": [
                    {
                        "picture": said("wires_id"),
                        "alt": said("chosen_alt"),
                        "caption": said("chosen_caption"),
                    }
                ],
            },
        ),
    ):
        answer = await room.act(what, key, **body)
        assert answer.status_code == 200, answer.text
    queue = {"name": said("queue"), "filter": {"source": said("queue_filter")}, "shared": True}
    kept = await room.desk.post("/v1/queues", json=queue)
    assert kept.status_code == 201, kept.text


async def read_everywhere(page: Page, key: str) -> str:
    """Open a story and each way to read it; give all that was shown."""
    await page.goto(f"{page.url.partition('?')[0]}?case={key}")
    await expect(page.locator("#around .timeline")).to_be_visible()
    await expect(page.locator("#pictures fieldset")).to_be_visible()
    shown = [await page.evaluate(SHOWN)]
    await page.keyboard.press("v")
    await expect(page.locator("#body .raw")).to_be_visible()
    shown.append(await page.evaluate(SHOWN))
    await page.keyboard.press("v")
    for dialog in "iter":
        await page.keyboard.press(dialog)
        await expect(page.locator("#ask")).to_be_visible()
        shown.append(await page.evaluate(SHOWN))
        await page.keyboard.press("Escape")
        await expect(page.locator("#ask")).to_be_hidden()
    await page.get_by_role("button", name="Kill…").click()
    await expect(page.locator("#ask")).to_be_visible()
    shown.append(await page.evaluate(SHOWN))
    await page.keyboard.press("Escape")
    return " ".join(shown)


async def test_what_a_wire_or_an_editor_writes_is_shown_and_never_run(
    desk_room: DeskRoom,
) -> None:
    def filler(payload: str) -> Fill:
        return lambda field: payload.replace("{}", NUMBER[field]).format(NUMBER[field])

    page = await desk_room.sit_down(role="chief")
    await page.add_init_script(TRAP)
    ran: list[str] = []
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    wrong: dict[str, Any] = {}

    for letter, (name, payload) in zip("bcdefghi", PAYLOADS.items(), strict=True):
        said = filler(payload.replace("{}", "{0}"))
        kin = enriched(article_id=f"{letter}2" * 10, headline=f"AN OLD {said('kin')} COPY")
        await desk_room.send(kin)
        await desk_room.case(f"{letter}2" * 10 + ":1")
        await desk_room.send(a_hostile_story(letter, said, kin.data.article_id))
        key = f"{letter * 20}:1"
        await desk_room.case(key, state="held")
        shown = await read_everywhere(page, key)
        await edited_by_somebody_hostile(desk_room, key, said)
        shown += await read_everywhere(page, key)
        await page.locator("#saved").select_option(label=f"{said('queue')} (shared)")
        await expect(page.locator("#by-source")).to_have_value(said("queue_filter"))
        shown += await page.evaluate(SHOWN)
        rejected = await desk_room.act("reject", key, note=said("reject_note"))
        assert rejected.status_code == 200, rejected.text
        await expect(page.locator("#story .audit")).to_contain_text(said("reject_note"))
        shown += await page.evaluate(SHOWN)
        await page.get_by_role("button", name="Figures").click()
        await expect(page.locator("#view h2")).to_have_text("The last 30 days")
        shown += await page.evaluate(SHOWN)
        found = {*re.findall(r"q\d\dq", shown.lower())}
        unseen = {field for field, mark in NUMBER.items() if mark not in found} - NEVER_SHOWN
        intruders = await page.evaluate(INTRUDERS)
        if unseen or intruders:
            wrong[name] = (unseen, intruders)
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b onclick=alert(1)>')")

    assert ran == []
    assert wrong == {}
    assert len(await page.evaluate(INTRUDERS)) > 0, "the trap does not close"
