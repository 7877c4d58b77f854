"""Who is asked by name and learns of it, what cannot be done, and words that are not lost."""

from __future__ import annotations

from playwright.async_api import Route, expect

from tests.browsing import sign_in
from tests.eventually import eventually
from tests.integration.moderation.desk.desk_room import DeskRoom
from tests.integration.moderation.moderation_room import LOUD, enriched

KEY = f"{'a' * 20}:1"


async def test_who_is_asked_by_name_reads_it_and_opens_the_story(desk_room: DeskRoom) -> None:
    await desk_room.hold(*"ab")
    bo = await desk_room.sit_down(name="Bo Lind")
    ida = await desk_room.sit_down()
    await ida.keyboard.press("j")
    await expect(ida.locator("#story .title")).to_have_text(f"{LOUD} A")
    await expect(ida.locator("body[data-busy]")).to_have_count(0)
    await ida.keyboard.press("m")
    await ida.get_by_label("Note").fill("@bo who said so?")
    await ida.locator("#ask-do").click()
    await expect(ida.locator("#status")).to_have_text("Asked: Bo Lind.")

    notice = bo.locator("#toasts .notice")
    await expect(notice).to_contain_text(f"You are asked about “{LOUD} A”.")
    await expect(bo.locator("#tabs")).to_contain_text("For you 1")
    await expect(ida.locator("#tabs")).to_contain_text("For you 0")
    await bo.locator("#tabs").get_by_role("button", name="Figures").click()
    await expect(bo.locator("#view h2")).to_have_text("The last 30 days")
    await notice.get_by_role("button", name="Open it").click()
    await expect(bo.locator("#story .title")).to_have_text(f"{LOUD} A")
    await expect(bo.locator("#story .audit")).to_contain_text("who said so?")
    await bo.reload()
    await bo.locator("#tabs").get_by_role("button", name="For you").click()
    await expect(bo.locator("#queue-title")).to_have_text("You are asked")
    await expect(bo.locator("#list li")).to_have_count(1)
    await expect(bo.locator("#list li")).to_contain_text("held")
    await bo.locator("#list li button").click()
    await expect(bo.locator("#story .acts")).to_contain_text("Comment")
    await expect(bo.locator("body[data-busy]")).to_have_count(0)
    await bo.keyboard.press("m")
    await bo.get_by_label("Note").fill("The ministry, @nobody")
    await bo.locator("#ask-do").click()

    await expect(bo.locator("#status")).to_contain_text("nobody was asked")
    await expect(bo.locator("#tabs")).to_contain_text("For you 0")


async def test_a_key_for_what_cannot_be_done_says_so_before_anything_is_written(
    desk_room: DeskRoom,
) -> None:
    await desk_room.hold("a")
    killed = await desk_room.desk.post(f"/v1/articles/{'a' * 20}/kill", json={"note": "Wrong"})
    await desk_room.case(KEY, state="canceled")
    await desk_room.hold("b")
    chief = await desk_room.sit_down(role="chief")
    reader = await desk_room.sit_down(name="Rea Der", role="reader")

    for page, key, letters, said in (
        (chief, KEY, "rbihgetc", "This cannot be done to it: it is canceled."),
        (reader, f"{'b' * 20}:1", "rbihgetcm", "You may read here."),
    ):
        await page.goto(f"{desk_room.desk.base_url}/desk?case={key}")
        await expect(page.locator("#story .acts button").first).to_be_attached()
        await expect(page.locator("#around .timeline")).to_be_attached()
        for letter in letters:
            await page.keyboard.press("p")  # it says something else
            await expect(page.locator("#status")).not_to_have_text(said)
            await page.keyboard.press(letter)
            await expect(page.locator("#status")).to_have_text(said)
            # While a dialog is open an act is under way.
            await expect(page.locator("body[data-busy]")).to_have_count(0)
            await expect(page.locator("dialog[open]")).to_have_count(0)

    assert killed.status_code == 202


async def test_what_was_written_stands_there_again_when_it_cannot_be_saved(
    desk_room: DeskRoom,
) -> None:
    page = await desk_room.sit_before("a")
    failing = True

    async def fail(route: Route) -> None:
        await (route.abort() if failing else route.continue_())

    await page.route(f"**/v1/cases/{KEY}/*", fail)
    await page.keyboard.press("i")
    await page.get_by_label("Headline").fill("Minister leaves")
    await page.get_by_label("Note, for the record").fill("Shorter")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.locator("#ask-warning")).to_contain_text("Nothing was saved")
    await expect(page.get_by_label("Headline")).to_have_value("Minister leaves")
    await expect(page.get_by_label("Note, for the record")).to_have_value("Shorter")
    failing = False
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.locator("#story .title")).to_have_text("Minister leaves")
    await expect(page.locator("body[data-busy]")).to_have_count(0)
    failing = True
    await page.keyboard.press("m")
    await page.get_by_label("Note, for the record").fill("Ask them")
    await page.locator("#ask-do").click()
    await expect(page.locator("#ask-warning p")).to_have_count(2)
    await expect(page.get_by_label("Note, for the record")).to_have_value("Ask them")
    failing = False
    await page.locator("#ask-do").click()

    await expect(page.locator("#story .audit")).to_contain_text("Ask them")
    remarks = (await desk_room.case(KEY))["remarks"]
    assert [(each["kind"], each["note"]) for each in remarks] == [
        ("edit", "Shorter"),
        ("comment", "Ask them"),
    ]


async def test_who_is_signed_out_amid_an_edit_signs_in_elsewhere_and_saves_it(
    desk_room: DeskRoom,
) -> None:
    await desk_room.hold("a")
    made = await desk_room.person("Ida Holm", "moderator")
    page = await desk_room.before_the_door()
    await sign_in(page, made)
    await page.goto(f"{page.url}?case={KEY}")
    await expect(page.locator("#story .acts button").first).to_be_attached()
    await page.keyboard.press("i")
    await page.get_by_label("Headline").fill("Minister leaves")
    await page.context.clear_cookies()

    await page.get_by_role("button", name="Save", exact=True).click()

    await expect(page.locator("#ask-warning")).to_contain_text("You are signed out")
    await expect(page.get_by_label("Headline")).to_have_value("Minister leaves")
    other = await page.context.new_page()
    await other.goto(page.url)
    await sign_in(other, made)
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.locator("#story .title")).to_have_text("Minister leaves")
    (remark,) = (await desk_room.case(KEY))["remarks"]
    assert (remark["kind"], remark["by"]) == ("edit", "Ida Holm")


async def test_every_field_of_an_edit_is_kept_when_the_wire_sends_another(
    desk_room: DeskRoom,
) -> None:
    await desk_room.hold("a")
    edit = {
        "headline": "Minister leaves",
        "summary": "She leaves.",
        "body": "The minister leaves.\n\nOthers stay.",
        "section": "politics",
        "topics": [{"name": "Ferries"}, {"qcode": "medtop:11000000", "name": "politics"}],
        "slug": "leaves",
        "due_at": "2099-01-01T12:00:00Z",
        "public_note": "The first version named another minister.",
        "pictures": [{"picture": "urn:picture:1", "alt": "A ferry", "focus": "20x30"}],
        "note": "Ours",
    }
    edited = await desk_room.act("edit", KEY, **edit)
    await desk_room.send(enriched(headline=LOUD, article_id="a" * 20, revision=2))
    await desk_room.case(f"{'a' * 20}:2", state="held")
    page = await desk_room.sit_down()
    await page.goto(f"{desk_room.desk.base_url}/desk?case={'a' * 20}:2")

    await page.locator("#keep-ours").click()
    await expect(page.locator("#story .title")).to_have_text("Minister leaves")

    ours = {"number", "by", "at"}
    first = edited.json()["overlay"]
    kept = (await desk_room.case(f"{'a' * 20}:2"))["overlay"]
    assert {name: value for name, value in kept.items() if name not in ours} == {
        name: value for name, value in first.items() if name not in ours
    }


async def test_a_queue_that_is_opened_is_the_one_shown_and_nothing_else_stays_marked(
    desk_room: DeskRoom,
) -> None:
    await desk_room.hold(*"abc")
    await desk_room.act("reject", f"{'c' * 20}:1", note="No")
    chief = await desk_room.token("Kim Berg", "chief")
    queue = {"name": "Sent away", "filter": {"state": "rejected"}, "shared": True}
    kept = await desk_room.desk.post(
        "/v1/queues", json={**queue, "people": ["Ida Holm"]}, headers=chief
    )
    page = await desk_room.sit_down(role="chief")
    await expect(page.locator("#list li")).to_have_count(2)
    await page.locator("#list input").first.check()
    await expect(page.locator("#bulk-count")).to_have_text("1 marked")

    name = "Sent away (shared; Ida Holm decide)"
    await page.locator("#saved").select_option(label=name)
    await expect(page.locator("#queue-title")).to_have_text("Rejected")
    await expect(page.locator("#list li")).to_have_count(1)
    await expect(page.locator("#tabs [aria-current=page]")).to_contain_text("Rejected")
    await expect(page.locator("#bulk")).to_be_hidden()
    await page.locator("#more-filters summary").click()
    await page.locator("#by-urgency").fill("soon")
    await page.locator("#by-urgency").press("Tab")
    await expect(page.locator("#status")).to_contain_text("urgency: ")
    await expect(page.locator("#loading")).to_be_hidden()
    await page.get_by_role("button", name="Clear", exact=True).click()
    await expect(page.locator("#status")).to_have_text("")
    await page.locator("#save-filter").click()
    await page.get_by_label("Name", exact=True).fill("Mine")
    await page.get_by_label("For everybody").check()
    await page.get_by_label("Only these may decide").fill("ida holm, Nobody Known")
    await page.locator("#ask-do").click()
    await expect(page.locator("#status")).to_contain_text("nobody at the desk is called Nobody")

    async def kept_queues() -> list[str]:
        answer = await desk_room.desk.get("/v1/queues")
        return [each["name"] for each in answer.json()["queues"]]

    assert kept.status_code == 201
    assert await eventually(kept_queues, what="the queues") == ["Sent away"]


async def test_what_happened_while_one_was_asked_for_words_is_shown_when_they_are_given_up(
    desk_room: DeskRoom,
) -> None:
    await desk_room.hold(*"ab")
    page = await desk_room.sit_down()
    await page.keyboard.press("j")
    await expect(page.locator("#story .title")).to_have_text(f"{LOUD} A")
    await expect(page.locator("body[data-busy]")).to_have_count(0)
    await page.keyboard.press("r")
    await expect(page.locator("#ask")).to_be_visible()
    bo = await desk_room.token("Bo Lind", "moderator")

    done = await desk_room.desk.post(f"/v1/cases/{KEY}/approve", json={}, headers=bo)
    await expect(page.locator(f'#list [data-key="{KEY}"]')).to_have_class("gone")
    await expect(page.locator("#story p.facts")).to_contain_text("held")
    await page.keyboard.press("Escape")

    assert done.status_code == 200
    await expect(page.locator("#story p.facts")).to_contain_text("approved")
    await expect(page.locator("#status")).to_contain_text("approved by Bo Lind at")


async def test_no_row_moves_for_whoever_marks_or_points_and_what_was_missed_is_offered(
    desk_room: DeskRoom,
) -> None:
    await desk_room.hold(*"bc")
    page = await desk_room.sit_down()
    rows = page.locator("#list li")
    await expect(rows).to_have_count(2)
    await rows.first.locator("input").check()
    await page.locator("#search").focus()
    await page.mouse.move(800, 400)
    await desk_room.hold("d")
    await expect(page.locator("#arrived")).to_have_text("1 new: show them")
    await expect(rows).to_have_count(2)
    await page.locator("#bulk-clear").click()
    await rows.first.hover()
    await desk_room.hold("e")
    await expect(page.locator("#arrived")).to_have_text("2 new: show them")
    await expect(rows).to_have_count(2)

    is_down = True

    async def unheard(route: Route) -> None:
        await (route.abort() if is_down else route.continue_())

    await page.route("**/v1/desk/events", unheard)
    await page.reload()
    await expect(rows).to_have_count(4)
    await rows.first.locator("button").click()
    await expect(page.locator("#story .acts")).to_contain_text("Approve")
    await desk_room.hold("f")
    await desk_room.act("reject", f"{'b' * 20}:1", note="No")
    is_down = False
    moved_on = "The queue has moved on: show it"  # the browser asks again after some seconds
    await expect(page.locator("#arrived")).to_have_text(moved_on, timeout=30_000)
    await expect(page.locator("#story p.facts")).to_contain_text("rejected")
    await expect(rows).to_have_count(4)
    await page.locator("#arrived").click()

    await expect(page.locator("#arrived")).to_be_hidden()
    await expect(page.locator(f'#list [data-key="{"f" * 20}:1"]')).to_be_attached()


async def test_no_field_that_has_the_focus_is_behind_the_buttons(desk_room: DeskRoom) -> None:
    await desk_room.hold("a")
    page = await desk_room.sit_down()
    await page.keyboard.press("j")
    await expect(page.locator("#story .acts")).to_contain_text("Edit")
    await expect(page.locator("body[data-busy]")).to_have_count(0)
    await page.keyboard.press("i")
    await expect(page.locator("#ask")).to_be_visible()

    hidden = await page.evaluate("""() => {
      return [...document.querySelectorAll("#ask input, #ask textarea")].filter((field) => {
        field.focus();
        const now = document.querySelector("#ask menu").getBoundingClientRect();
        return field.getBoundingClientRect().bottom > now.top + 1;
      }).map((field) => field.id);
    }""")

    assert hidden == []
