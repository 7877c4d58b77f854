"""How somebody took their life, told so that others may follow; or without a way to help."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation.findings import doubt, note
from services.moderation.known import fiction
from services.moderation.policy import Policy
from services.moderation.story import Hit, Story
from shared.articles import Finding

_NUMBER = re.compile(r"\b(?:116 ?123|116 ?111|988|3114|13 ?11 ?14|0800[ /-]?\d{3})\b")


_MOST_ACTS = 40
_TOP, _LONG = 250, 1_500
"""Below the lead of a text so long, one sentence that mentions a suicide does so in passing."""


def suicide(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a story of a suicide that tells the method, or names no help.

    After WHO's guidance. Attacks by suicide, and what only is called one, are not meant.
    """
    del policy
    acts = [
        hit
        for hit in [
            *story.hits("suicide.act")[:_MOST_ACTS],
            *story.parted(_PARTED, "suicide.act", _MOST_ACTS),
        ]
        if not story.within("suicide.other", max(hit.start - 24, 0), hit.end + 1)
    ]
    acts = sorted({*acts, *_indirect(story)}, key=lambda hit: hit.start)
    acts = [hit for hit in acts if not _is_nobodys(story, hit)]
    if not acts:
        return
    if _is_of_attacks(story, acts):
        return
    methods = _methods(story, acts)
    helped = story.has("suicide.help")
    if not methods and _is_in_passing(story, acts):
        why = "Mentions a suicide in passing; a help line would do no harm."
        yield note("suicide", 0.3, why, story.spans((hit.start, hit.end) for hit in acts))
        return
    if helped and not methods:
        return
    places = [(hit.start, hit.end) for hit in (*acts, *methods)]
    if methods and helped:
        why = "Tells how somebody took their life; leave the method out."
    elif methods:
        why = (
            "Tells how somebody took their life and names no help; leave the method out and "
            "add the number of a help line."
        )
    else:
        why = "A suicide is reported and no help named; add the number of a help line."
    yield doubt("suicide", 0.8 if methods else 0.65, why, story.spans(places))


_PARTED = {
    "de": re.compile(
        r"\bsich\b(?:(?!\b(?:und|oder|wurden?|worden|von|gegenseitig)\b)[^.,;:]){1,90}\b(?:erschossen|erhangt|umgebracht"
        r"|vergiftet|getotet|das leben genommen|ertrankt|verbrannt|in den tod gesturzt)\b"
    ),
    "nl": re.compile(
        r"\bzich(?:zelf)?\b(?:(?!\b(?:en|of|werd|werden|door)\b)[^.,;:]){1,90}\b(?:doodgeschoten|verhangen|opgehangen"
        r"|verdronken|vergiftigd|van het leven beroofd|omgebracht)\b"
    ),
}
"""Verbs for it that end a clause which "himself" began, by language."""


def _is_in_passing(story: Story, acts: list[Hit]) -> bool:
    sentences = {story.sentence(hit.start) for hit in acts}
    return (
        len(sentences) == 1
        and acts[0].start > story.body_at + _TOP
        and len(story.folded) > _LONG
    )


def _is_nobodys(story: Story, hit: Hit) -> bool:
    """Tell what a character does on a stage, and what was done before living memory."""
    return fiction.is_long_ago(story, hit.start) or fiction.is_character(
        story, *story.sentence(hit.start)
    )


def _indirect(story: Story) -> list[Hit]:
    """Find ways of dying told without the word, in a story that says elsewhere it was meant.

    Who jumps from flames, out of an aeroplane or on a stage means to live.
    """
    if not story.has("suicide.sign"):
        return []
    return [
        hit
        for hit in story.hits("suicide.way")[:_MOST_ACTS]
        if not story.within("suicide.escape", *story.around(hit.start))
    ]


def _methods(story: Story, acts: list[Hit]) -> list[Hit]:
    """Give the words for ways that stand by a suicide; on a story of figures none do."""
    places = dict.fromkeys(story.around(hit.start) for hit in acts)
    found = [
        method
        for start, end in places
        for group in ("suicide.method", "suicide.way")
        for method in story.between(group, start, end)
    ]
    return [*dict.fromkeys(found)][:_MOST_ACTS]


def _is_of_attacks(story: Story, acts: list[Hit]) -> bool:
    """Tell a story of suicide attacks: it says so, and "suicide" alone after that."""
    others = len(story.hits("suicide.other"))
    plain = [hit for hit in acts if hit.end - hit.start > len("selbstmord")]
    return others > 0 and not plain
