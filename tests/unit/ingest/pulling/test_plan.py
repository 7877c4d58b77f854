"""What the operator may ask to be pulled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.pulling.plan import (
    BadPlanError,
    Kind,
    Mailbox,
    make_plan,
    same_origin,
    shown_url,
)


@pytest.mark.parametrize(
    ("url", "next_field", "kind", "every_s"),
    [
        ("https://wire.example/feed.xml", None, Kind.FEED, 300),
        ("https://api.wire.example/content", "next_page", Kind.API, 60),
        ("folder:agency/in", None, Kind.FOLDER, 10),
        ("imaps://desk@mail.example", None, Kind.MAILBOX, 60),
        ("ftps://desk@wire.example/in?done=ok", None, Kind.FTP, 60),
        ("sftp://desk@wire.example/in", None, Kind.SFTP, 60),
        ("s3://key@wire/in?region=eu-west-1", None, Kind.BUCKET, 60),
    ],
)
def test_the_address_says_which_way_it_is_pulled_and_how_often(
    url: str, next_field: str | None, kind: Kind, every_s: int
) -> None:
    plan = make_plan(url, next_field=next_field, secret="sesame")

    assert plan.kind is kind
    assert plan.every_s == every_s


def test_a_mailbox_is_named_by_its_url() -> None:
    url = "imaps://desk%40wire.example@mail.example:9993/In%20tray?done=Taken&failed=Odd"

    assert make_plan(url, secret="sesame").mailbox == Mailbox(
        host="mail.example",
        port=9993,
        encrypted=True,
        user="desk@wire.example",
        folder="In tray",
        done="Taken",
        failed="Odd",
    )


def test_a_secret_does_not_show_where_a_plan_is_written_down() -> None:
    assert "sesame" not in repr(make_plan("https://wire.example/", secret="sesame"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "wire.example/feed",
        "gopher://wire.example/",
        "file:///etc/passwd",
        "http://",
        "http://[::1",
        "http://wire.example:99999/",
        "http://wire.example/a b",
        "http://user:password@wire.example/",
        "imaps://mail.example/INBOX",
        "folder:",
        "folder:/etc",
        "folder:..",
        "folder:a/%2e%2e/%2e%2e/etc",
    ],
)
def test_an_address_that_leads_nowhere_good_is_refused(url: str) -> None:
    with pytest.raises(BadPlanError):
        make_plan(url, secret="sesame")


@given(st.text(max_size=60))
def test_any_address_makes_a_plan_or_a_refusal(url: str) -> None:
    try:
        plan = make_plan(url)
    except BadPlanError:
        return
    assert plan.kind in Kind
    assert shown_url(plan.url)


def test_what_looks_like_a_key_in_an_address_is_not_shown() -> None:
    shown = shown_url("https://wire.example/feed?author=a&keywords=b&apikey=0815&Token=x")

    assert shown == "https://wire.example/feed?author=a&keywords=b&apikey=***&Token=***"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://wire.example/a", "https://wire.example:443/b?c", True),
        ("https://wire.example/", "https://WIRE.example/", True),
        ("https://wire.example/", "http://wire.example/", False),
        ("https://wire.example/", "https://wire.example:8443/", False),
        ("https://wire.example/", "https://wire.example.evil.example/", False),
        ("https://wire.example/", "https://wire.example@evil.example/", False),
    ],
)
def test_a_secret_goes_to_the_same_scheme_host_and_port_alone(
    one: str,
    other: str,
    same: bool,
) -> None:
    assert same_origin(one, other) is same
