"""Reports that a court has forbidden, or that follow its order if they leave things out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation.courts import ourselves
from services.moderation.courts.standing import is_over, standing
from services.moderation.courts.table import look
from services.moderation.courts.to_the_desk import TO_THE_DESK
from services.moderation.courts.told import has_obtained, tells
from services.moderation.findings import doubt, note
from services.moderation.lexicon import Hit
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding

_MOST_LOOKS = 60
_AHEAD, _BEHIND = 30, 180
_TOP = 1_500
"""Signs of a copy in which stands what is said to those who print it."""


def court_order(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt copy that tells what a court keeps from print, or asks not to be published.

    And what stayed in a closed court or a sealed file, where the copy says that it has it. An
    order that is reported and kept is noted.
    """
    del policy
    orders = standing(story)
    told = [*_leaked(story), *_without_jury(story)]
    found = [*_to_the_desk(story), *([] if told and is_over(story, told) else told)]
    if orders and (found or tells(story, orders)):
        found = sorted([*found, *orders], key=lambda hit: hit.start)
    if not found:
        if kept := [*story.hits("court.kept"), *orders][:_MOST_LOOKS]:
            why = (
                "The copy leaves out what a court or the law keeps; "
                "check that nothing else tells it."
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


def _to_the_desk(story: Story) -> Iterator[Hit]:
    """Find what tells those who read the copy not to print it yet."""
    pattern = look(TO_THE_DESK, story)
    for hit in story.hits("court.desk")[:_MOST_LOOKS]:
        if hit.start > story.body_at + _TOP:
            return
        match = pattern.search(story.folded, max(hit.start - _AHEAD, 0), hit.end + _BEHIND)
        if match:
            yield Hit("court.restriction", match.start(), match.end())
            return


def _leaked(story: Story) -> Iterator[Hit]:
    """Find what a court keeps to itself, in copy that says it has got hold of it."""
    closed = story.hits("court.closed")[:_MOST_LOOKS]
    if (
        closed
        and story.has("court.who")
        and (has_obtained(story) or look(ourselves.STAYED, story).search(story.folded))
    ):
        yield closed[0]


_JURY_AWAY = re.compile(
    r"\b(?:jury|jurors|panel) (?:were|was|had been|having been)? ?(?:sent (?:out|home|away)"
    r"|asked to leave|out of (?:the )?(?:room|court))[^.]{0,60}\b(?:while|as|when|for legal"
    r"|lawyers"
    r"|argu\w+)"
    r"|\b(?:ruled|told|heard|argued|confess\w*)\b[^.]{0,20}"
    r" in (?:the jury's|the jurors'|the panel's) absence\b"
    r"|\b(?:in (?:their|its|the jury's|the jurors'|the panel's) absence|without the jury"
    r"|before the jury (?:was|were) (?:called|brought)|legal arguments?)\b"
    r"[^.]{0,120}\b(?:ruled|told|heard|argued|said|confess\w*|inadmissible|evidence"
    r"|conviction\w*)"
)
_DECIDED = re.compile(
    r"\b(?:(?:was|were|been) (?:convicted|found guilty|jailed|sentenced|acquitted)"
    r"|returned (?:a |their )"
    r"?verdicts?|verdict was|convicted of|found guilty"
    r"|(?:wurde|ist) [^.;]{0,40}(?:verurteilt|freigesprochen)|sprach(?:en)? \w+ (?:schuldig"
    r"|frei)"
    r"|(?:a|ont) (?:ete )?(?:condamne|acquitte)e?s?|(?:fue|ha sido) (?:condenad|absuelt)[oa]"
    r"|(?:e stat[oa]|ha|hanno) (?:condannat|assolt)[oa]|foi (?:condenad|absolvid)[oa]"
    r"|(?:werd|is) [^.;]{0,40}(?:veroordeeld|vrijgesproken))\b"
)
_BEFORE_THIS = re.compile(
    r"[^.]{0,60}\b(?:(?:in|im jahr|en|nel|em) (?:19|20)\d\d|years? (?:ago|earlier|before)"
    r"|previously|before|vor \w+ jahren|il y a \w+ ans|hace \w+ anos|\w+ anni fa|ha \w+ anos"
    r"|\w+ jaar geleden)\b"
)
"""Behind a verdict that is no news of this trial."""

_TRIED = re.compile(
    r"\b(?:accused|defendants?|charged?|trial|trying|prozess|angeklagt\w*|proces|accuse\w*"
    r"|juicio"
    r"|acusad\w+|processo|imputat\w+|julgamento|reu|arguid\w+|verdachte\w*|beklaagde\w*"
    r"|terecht)\b"
)


def _kept_from_jurors(story: Story) -> re.Match[str] | None:
    """Find what copy says that jurors do not know, where a court sits, not a contest's jury."""
    if not (story.has("court.who") and _TRIED.search(story.folded)):
        return None
    return look(ourselves.NOT_FOR_JURORS, story).search(story.folded)


def _without_jury(story: Story) -> Iterator[Hit]:
    """Find what a jury must not hear, in copy of a trial that goes on."""
    if not story.has("court.jurors"):
        return
    match = _JURY_AWAY.search(story.folded) or _kept_from_jurors(story)
    if match and not any(
        not _BEFORE_THIS.match(story.folded, decided.end())
        for decided in _DECIDED.finditer(story.folded)
    ):
        yield Hit("court.restriction", match.start(), match.end())
