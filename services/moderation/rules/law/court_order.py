"""Reports that a court has forbidden, or that follow its order if they leave things out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation.findings import doubt, note
from services.moderation.policy import Policy
from services.moderation.story import Hit, Story
from shared.articles import Finding

_MOST_LOOKS = 60
_BEFORE, _AFTER = 40, 90
"""Signs around a ban in which stands what it forbids to print."""
_OF_BRANDS = re.compile(
    r"\b(?:brands?|trademarks?|copyright|marken\w*|werbung|advert\w*|publicit\w*|publicidad|marchio"
    r"|marca|merk|reclame|varumarke\w*|polls?|surveys?|encuestas?|sondages?|sondaggi|sondagens"
    r"|peilingen|prospectus|baby|bebe|kindes|photographs? of children)\b"
)
"""What is forbidden to print for other reasons than a trial's."""


def court_order(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt copy that names a ban on reporting, or asks not to be published.

    Where the same sentence says that the ban was lifted, refused or is only wished for, it
    stands in nobody's way.
    """
    del policy
    found = []
    hits = [*story.hits("court.restriction")[:_MOST_LOOKS], *_forbidden(story)]
    for hit in sorted(hits, key=lambda hit: hit.start):
        start, end = story.sentence(hit.start)
        if not story.within("court.lifted", start, end):
            found.append(hit)
    if not found:
        if kept := story.hits("court.kept")[:_MOST_LOOKS]:
            why = (
                "The copy leaves out a name as the law wants; check that nothing else tells it."
            )
            places = ((hit.start, hit.end) for hit in kept)
            yield note("court_order", 0.3, why, story.spans(places))
        return
    named = story.as_written(found[0].start, found[0].end)
    why = (
        f"The copy speaks of a restriction on reporting (“{named}”); check that nothing in it "
        "is covered by the order, or let a chief who knows the order release it."
    )
    score = 0.8 + 0.05 * (len(found) - 1)
    yield doubt("court_order", score, why, story.spans((hit.start, hit.end) for hit in found))


def _forbidden(story: Story) -> Iterator[Hit]:
    """Find sentences in which a court, a ban and printing stand together, in any words."""
    seen = -1
    for court in story.hits("court.who")[:_MOST_LOOKS]:
        if court.start < seen:
            continue
        start, end = story.sentence(court.start)
        seen = end
        for ban in story.each("court.forbids", start, end):
            told = [
                each
                for each in story.between(
                    "court.print", max(start, ban.start - _BEFORE), min(end, ban.end + _AFTER)
                )
                if not ban.start <= each.start < ban.end
            ]
            if told and not _OF_BRANDS.search(story.folded, start, end):
                yield ban
                break
