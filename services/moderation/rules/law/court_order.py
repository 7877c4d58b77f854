"""Reports that a court has forbidden, or that follow its order if they leave things out."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import doubt, note
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding

_MOST_LOOKS = 60


def court_order(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt copy that names a ban on reporting, or asks not to be published.

    Where the same sentence says that the ban was lifted, refused or is only wished for, it
    stands in nobody's way.
    """
    del policy
    found = []
    for hit in story.hits("court.restriction")[:_MOST_LOOKS]:
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
