"""Pages that come in place of a story are named; a story that speaks of such things is one."""

# ruff: noqa: E501  told as it is sent

from __future__ import annotations

import pytest

from services.ingest.formats.parsed import UnreadableError
from tests.unit.ingest.formats.reading import read

STORY = "<p>" + "The harbour office said on Monday that the ferry runs again. " * 8 + "</p>"
NO_STORIES = {
    "a check of the visitor": "<title>Just a moment...</title><h1>post.example</h1>"
    "<p>post.example needs to review the security of your connection.</p>",
    "such page": "<title>Seite nicht gefunden | Hafenpost</title><h1>Seite nicht gefunden</h1>"
    "<p>Die gesuchte Seite gibt es nicht oder nicht mehr.</p>",
    "a login": "<title>Sign in - Post</title><h1>Sign in</h1><form><input type='text'>"
    '<input type="password"></form><p>Enter your name and your password.</p>',
    "consent": "<title>Before you continue</title><h1>Before you continue</h1>"
    "<p>We and our 812 partners store cookies.</p>",
    "a home page": '<link rel="canonical" href="https://post.example/"><title>Post</title>'
    "<h1>Post</h1><p>All the news of the harbour, all day long and for free.</p>",
    "a check of": "<title>post.example</title><p id=cmsg>Please enable JS and disable any ad "
    "blocker</p>",
    "check of the visitor": "<title>しばらくお待ちください...</title><h1>post.example</h1><p>確認中</p>",
    "question for consent": "<title>Zustimmung</title><h1>Mit Werbung weiterlesen</h1><p>Besuchen "
    "Sie uns wie gewohnt mit Werbung und Tracking.</p>",
    "for consent": "<title>Avis</title><h1>Le respect de votre vie privée est notre priorité</h1>"
    "<p>Nos partenaires et nous stockons des cookies.</p>",
    "closed to where we are": "<title>Unavailable due to legal reasons</title><h1>451: Unavailable "
    "due to legal reasons</h1><p>We recognize you are attempting to access this website from "
    "the EEA and therefore access cannot be granted at this time.</p>",
    "for sale": "<title>post.example - This domain is for sale</title><h1>post.example</h1>"
    "<p>Buy this domain. Related searches: ferries.</p>",
    "leads on to another": '<meta http-equiv="refresh" content="0; url=https://post.example/b">'
    "<title>Redirecting…</title><p>Redirecting to https://post.example/b</p>",
}


@pytest.mark.parametrize(("name", "page"), NO_STORIES.items(), ids=NO_STORIES)
def test_it_is_refused_by_name(name: str, page: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(f"<!doctype html><html><body>{page}</body></html>", media_type="text/html")

    assert name in refused.value.problems[0].detail


@pytest.mark.parametrize(
    "headline",
    [
        "404 people rescued after storm",
        "Airport adds a security check for ferry passengers",
        "Access denied: how the harbour kept reporters out",
        "Page not found guilty by the court of Northisle",
        "Sign in the window led police to the smugglers",
        "Domain for sale: how a fisherman became rich",
        "451 ferries were late in a year",
    ],
)
def test_a_story_about_such_things_is_one(headline: str) -> None:
    page = f"<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>"

    parsed = read(f"{page}{STORY}</article></body></html>", media_type="text/html")

    assert parsed.items[0].item.headlines[0].value == headline
