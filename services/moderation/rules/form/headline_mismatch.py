"""A headline over another story."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import doubt
from services.moderation.headlines.amounts.absent import absent_figure
from services.moderation.headlines.amounts.dates import another_date
from services.moderation.headlines.amounts.figures import another_figure
from services.moderation.headlines.amounts.formerly import formerly
from services.moderation.headlines.amounts.measures import another_measure
from services.moderation.headlines.amounts.multiples import another_multiple
from services.moderation.headlines.amounts.shares import another_share
from services.moderation.headlines.amounts.turned import turned_figure
from services.moderation.headlines.counted.slips import slipped
from services.moderation.headlines.counted.tally import another_tally
from services.moderation.headlines.counted.terms import another_term
from services.moderation.headlines.doers.actors import another_did_it
from services.moderation.headlines.doers.befallen import another_person
from services.moderation.headlines.doers.departures import another_goes
from services.moderation.headlines.doers.foremost import opens_with_another
from services.moderation.headlines.doers.places import got_nothing, was_elsewhere
from services.moderation.headlines.doers.siding import sides_with_another
from services.moderation.headlines.doers.swapped import swapped
from services.moderation.headlines.doers.towns import another_town
from services.moderation.headlines.doers.ways import the_other_way
from services.moderation.headlines.doers.winners import another_won
from services.moderation.headlines.elsewhere import LONGEST_READ, told_elsewhere
from services.moderation.headlines.named import another_name
from services.moderation.headlines.opposed.claims import denied_claim
from services.moderation.headlines.opposed.contradictions import contradiction
from services.moderation.headlines.opposed.events import another_event
from services.moderation.headlines.opposed.opposites import opposite
from services.moderation.headlines.opposed.outcomes import another_outcome
from services.moderation.headlines.opposed.overstated import overstates
from services.moderation.headlines.opposed.plain import plainly_against
from services.moderation.headlines.opposed.rumours import called_untrue
from services.moderation.headlines.opposed.unsettled import unsettled
from services.moderation.headlines.others import another_of_its_kind
from services.moderation.headlines.senses.reading import read_senses
from services.moderation.headlines.unwritten import is_unwritten
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_UNWRITTEN = "“{}” stands where a headline belongs; write one."
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})


def headline_mismatch(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a headline about something else than its text.

    Its words, in any form or meaning, are not in the text, and neither is the field of life
    they belong to; or it counts other dead, or says the opposite. Words that no list knows tell
    nothing, for a headline may be wit.
    """
    del policy
    if story.language in _UNSPACED:
        return
    headline = story.enrichment.headline
    where = Span(start=0, end=len(headline), of="headline")
    if is_unwritten(headline, story.title):
        yield doubt("headline_mismatch", 0.9, _UNWRITTEN.format(headline[:60]), [where])
        return
    title = story.title
    text = story.folded[story.body_at : story.body_at + LONGEST_READ]
    senses = read_senses(story)
    plainly = (
        None
        if senses.borne_out
        else (
            contradiction(title, story.folded[story.body_at :], story.language)
            or denied_claim(title, story.folded[story.body_at :])
            or opposite(story)
        )
    )
    against = (
        plainly
        or another_won(story)
        or another_tally(title, text, story.language)
        or slipped(title, text, story.language)
        or another_multiple(title, text, story.language)
        or another_figure(title, text, story.language)
        or another_event(title, story.folded[story.body_at :])
        or another_goes(story)
        or another_measure(title, text)
        or another_share(title, text, story.language)
        or called_untrue(story)
        or another_name(story)
        or another_outcome(story)
        or another_term(title, text, story.language)
        or formerly(title, text, story.language)
        or the_other_way(story)
        or another_did_it(story)
        or swapped(story)
        or unsettled(story)
        or sides_with_another(title, text)
        or another_of_its_kind(title, text, story.language)
        or senses.against
        or was_elsewhere(story)
        or got_nothing(story)
        or another_town(story)
        or plainly_against(story)
        or overstates(story)
        or another_person(story)
        or opens_with_another(story)
        or absent_figure(story, title)
        or another_date(title, text)
        or turned_figure(story, title)
    )
    if against:
        yield doubt("headline_mismatch", 0.9, f"{against} Check which is right.", [where])
        return
    elsewhere = told_elsewhere(story)
    if elsewhere:
        how_surely, why = elsewhere
        yield doubt("headline_mismatch", how_surely, why, [where])
