"""Whatever a wire or an editor writes is shown at the desk and never run: payloads × fields.

The fields are read from the events' and the routes' own models: a new one is filled here as
soon as it exists, and must then be seen on the page, or be named among those that never are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from playwright.async_api import Page, expect

from shared.events import ArticleEnriched
from shared.payloads import Enriched
from tests.filled import filled
from tests.integration.moderation.desk.desk_room import DeskRoom
from tests.integration.moderation.moderation_room import enriched
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
STEPS: dict[str, dict[str, Any]] = {
    "comment": {},
    "assign": {},
    "escalate": {},
    "claim": {},
    "release": {},
    "postpone": {},
    "edit": {},
    "embargo": {"until": "2099-01-01T00:00:00Z"},
    "send-back": {"undo_s": 60},
    "undo": {},
    "reject": {},
    "approve": {},
}
"""Every act on a case, in an order in which each can be done."""
NEVER_SHOWN = {
    "wires_id": "a picture's own name is sent back with an edit, and not drawn",
    "edit pictures[].picture": "the wire's name of the picture",
    "edit topics[].qcode": "sent on to sites",
    "claim note": "who claims says nothing: the field is another act's",
    "release note": "as with a claim",
    "queue filter.mentions": "a tick, where it is one's own name",
}
LETTER = "b"
NUMBER: defaultdict[str, str] = defaultdict(lambda: f"q{len(NUMBER) + 100}q")
Fill = Callable[[str], str]
FREE = re.compile(r"q\d{3}q")

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
    schema = Enriched.model_json_schema(mode="validation")
    everything = filled(schema, schema["$defs"], said)
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
    item = {
        **everything["article"]["item"],
        "slugline": said("slugline"),
        "edNote": said("ed_note"),
        "bodies": [{"value": said("raw"), "contentType": "text/plain"}],
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
    known = event.data.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    article = {
        **everything["article"],
        **known["article"],
        "item": item,
        "source": {"id": said("source"), "rights": [said("rights")]},
    }
    enrichment = {**everything["enrichment"], **known["enrichment"]}
    data = {**everything, **known, "article": article, "enrichment": enrichment}
    return ArticleEnriched.of(Enriched.model_validate(data), at=event.time)


async def bodies(room: DeskRoom) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Give the model of what each act on a case says, and of a queue."""
    described = (await room.desk.get("/openapi.json")).json()
    known = described["components"]["schemas"]
    found = {}
    for path, calls in described["paths"].items():
        name = "queue" if path == "/v1/queues" else path.removeprefix("/v1/cases/{case}/")
        if "post" in calls and "{" not in name and not name.startswith("/"):
            content = calls["post"]["requestBody"]["content"]
            found[name] = (content["application/json"]["schema"], known)
    return found


async def edited_by_somebody_hostile(room: DeskRoom, key: str, said: Fill) -> None:
    """Write the payload into every field an editor can fill."""
    asked = await bodies(room)
    assert {*asked} == {*STEPS, "queue"}, "an act that this test does not know"
    own = {"edit pictures[].picture": said("wires_id")}

    def body(what: str) -> dict[str, Any]:
        def written(place: str) -> str:
            return own.get(f"{what} {place}") or said(f"{what} {place}")

        made: dict[str, Any] = filled(*asked[what], written)
        return made

    for what, more in STEPS.items():
        answer = await room.act(what, key, **{**body(what), **more})
        assert answer.status_code == 200, f"{what}: {answer.text}"
        if what == "edit":
            edited = answer.json()
    assert edited["overlay"]["pictures"]
    queue = {**body("queue"), "shared": True}
    kept = await room.desk.post("/v1/queues", json=queue)
    assert kept.status_code == 201, kept.text


def shown_to_people() -> set[str]:
    """Name the fields that must be seen: an editor's (“act field”) and these of wires."""
    said = {name for name in [*NUMBER] if " " in name}
    return {*WIRES_FIELDS, *said} - {*NEVER_SHOWN}


async def read_everywhere(page: Page, key: str, dialogs: str = "iter") -> str:
    """Open a story and each way to read it; give all that was shown."""
    await page.goto(f"{page.url.partition('?')[0]}?case={key}")
    await expect(page.locator("#around .timeline")).to_be_visible()
    await expect(page.locator("#pictures fieldset")).to_be_visible()
    shown = [await page.evaluate(SHOWN)]
    await page.keyboard.press("v")
    await expect(page.locator("#body .raw")).to_be_visible()
    shown.append(await page.evaluate(SHOWN))
    await page.keyboard.press("v")
    for dialog in dialogs:
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


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=[*PAYLOADS])
async def test_what_a_wire_or_an_editor_writes_is_shown_and_never_run(
    desk_room: DeskRoom, payload: str
) -> None:
    def said(field: str) -> str:
        return payload.format(NUMBER[field])

    page = await desk_room.sit_down(role="chief")
    await page.add_init_script(TRAP)
    ran: list[str] = []
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    kin = enriched(article_id=f"{LETTER}2" * 10, headline=f"AN OLD {said('kin')} COPY")
    await desk_room.send(kin)
    await desk_room.case(f"{LETTER}2" * 10 + ":1")
    await desk_room.send(a_hostile_story(LETTER, said, kin.data.article_id))
    key = f"{LETTER * 20}:1"
    await desk_room.case(key, state="held")

    shown = await read_everywhere(page, key)
    await edited_by_somebody_hostile(desk_room, key, said)
    shown += await read_everywhere(page, key, dialogs="ite")
    label = f"{said('queue name')} (shared; {said('queue people[]')} decide)"
    await page.locator("#saved").select_option(label=label)
    await expect(page.locator("#by-source")).to_have_value(said("queue filter.source"))
    shown += await page.evaluate(SHOWN)
    kill = {"note": said("kill note")}
    await desk_room.desk.post(f"/v1/articles/{LETTER * 20}/kill", json=kill)
    await desk_room.case(key, state="canceled")
    await page.goto(f"{desk_room.desk.base_url}/desk?case={key}")
    await expect(page.locator("#around .timeline")).to_contain_text("canceled")
    shown += await page.evaluate(SHOWN)
    await page.get_by_role("button", name="Figures").click()
    await expect(page.locator("#view h2")).to_have_text("The last 30 days")
    shown += await page.evaluate(SHOWN)
    found = {*FREE.findall(shown.lower())}
    intruders = await page.evaluate(INTRUDERS)
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b onclick=alert(1)>')")

    assert ran == []
    assert intruders == []
    assert {field for field in shown_to_people() if NUMBER[field] not in found} == set()
    assert len(await page.evaluate(INTRUDERS)) > 0, "the trap does not close"
