"""Copy in a language that the site does not carry."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import doubt
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_SURE = 0.5
_FEWEST_WORDS = 5
_SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id"}


def language_not_carried(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a story in none of the policy's `languages`; where none is named, any will do.

    Norwegian is one language. Copy too short to tell its language is left alone.
    """
    language = story.enrichment.language
    if not policy.languages or language.code in ("", "und") or language.confidence < _SURE:
        return
    carried = {_main(code) for code in policy.languages}
    if _main(language.code) in carried:
        return
    if len(story.enrichment.body.split()) < _FEWEST_WORDS and story.language not in (
        "zh",
        "ja",
        "th",
        "ko",
    ):
        return
    why = (
        f"The story is written in “{language.code}”, and the site carries "
        f"{', '.join(policy.languages)}; have it translated, or add the language to the policy."
    )
    where = [Span(start=0, end=len(story.enrichment.headline), of="headline")]
    yield doubt("language_not_carried", 0.9, why, where if story.enrichment.headline else ())


def _main(code: str) -> str:
    main = code.replace("_", "-").partition("-")[0].lower()
    return _SAME.get(main, main)
