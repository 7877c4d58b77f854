"""Copy that was sent to try the line, or left in from a template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation.findings import doubt
from services.moderation.headlines.unwritten import is_unwritten
from services.moderation.lexicon import Hit
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_HEADLINE = re.compile(
    r"^\W*(?:(?:this is )?(?:an? |only |wire |feed )?tests?(?:ing)?|prueba|essai|prova|teste"
    r"|probe|"
    r"asdf\w*|xxx+|foo|bar|headline|title|titel|titre|titulo|titolo|untitled|lorem\b.*|"
    r"testmeldung|testbericht|dummy|sample|placeholder|do not use|ignore|tbd|tk|todo)"
    r"(?:[\W_\d]|\btests?\b|\bplease\b|\bignore\b|\bonly\b|\bstory\b|\barticle\b|\bmessage\b|"
    r"\bdo not (?:use|publish)\b|\bno publicar\b|\bignorar\b|\bheadline\b|\bcopy\b|\bitem\b)*$"
)
_LONG = 250
"""Words; in a longer story the phrases are somebody's subject."""
_TOP = 600


def test_copy(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a test: it says that it is one, or is filled with a template's words.

    And copy in which notes to the desk stand: somebody has still to check or to fill it in.
    """
    del policy
    yield from _unfinished(story)
    headline = story.title
    hits = story.hits("test.sure")
    if hits and len(story.enrichment.body.split()) > _LONG:
        hits = [hit for hit in hits if hit.start < story.body_at]
    hits = [
        hit
        for hit in hits
        if hit.start < story.body_at + _TOP
        and not _is_quoted(story, hit)
        and not _is_a_subject(story, hit)
        and not _is_everything(story, hit)
    ]
    titled = bool(headline) and (
        _HEADLINE.match(headline) is not None
        or is_unwritten(story.enrichment.headline, headline)
    )
    if not hits and not titled:
        return
    spans = story.spans((hit.start, hit.end) for hit in hits)
    if titled and not any(span.of == "headline" for span in spans):
        spans.insert(0, Span(start=0, end=len(story.enrichment.headline), of="headline"))
    what = story.as_written(hits[0].start, hits[0].end) if hits else story.enrichment.headline
    why = f"This looks like a test or a template (“{what[:60]}”); reject it if it is one."
    yield doubt("test_copy", 0.75 + 0.1 * bool(titled and hits), why, spans)


def _unfinished(story: Story) -> Iterator[Finding]:
    """Doubt copy that says itself that it is not finished."""
    hits = [hit for hit in story.hits("desk.unchecked") if not _is_quoted(story, hit)]
    if not hits:
        return
    what = story.as_written(hits[0].start, hits[0].end)
    why = f"A note to the desk stands in the copy (“{what[:60]}”); settle it and take it out."
    yield doubt("test_copy", 0.7, why, story.spans((hit.start, hit.end) for hit in hits))


_FILLER = re.compile(
    r"opvultekst|blindtext|dummy text|faux texte|texto de relleno|sample text"
    r"|placeholder text|lorem ipsum"
)
_THE = re.compile(
    r"(?:'s|’s|\b(?:the|words|de|het|der|den|dem|des|le|du|el|del|al|il|o|do))\s+$"
)


def _is_everything(story: Story, hit: Hit) -> bool:
    """Tell "everything" in Spanish and Portuguese from the note that is in capitals."""
    written = story.as_written(hit.start, hit.end)
    return written.lower().startswith("todo") and not written.startswith("TODO")


def _is_a_subject(story: Story, hit: Hit) -> bool:
    """Tell whether a story is about filler text (“the dummy text of a phone book”)."""
    return (
        _FILLER.match(story.folded, hit.start) is not None
        and _THE.search(story.folded, max(hit.start - 6, 0), hit.start) is not None
    )


_QUOTE = re.compile(r"[“”„«»\"]")


def _is_quoted(story: Story, hit: Hit) -> bool:
    """Tell whether a phrase is what somebody in the story said or wrote."""
    before = story.cased(max(hit.start - 40, story.sentence(hit.start)[0]), hit.start)
    return bool(_QUOTE.search(before)) and hit.start >= story.body_at
