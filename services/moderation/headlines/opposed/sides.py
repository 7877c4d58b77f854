"""Pure: what a headline may say that excludes what its text says, side against side.

Each side is a group of `lexicon/opposites.txt`; to know one more pair, write it here and there.
"""

from __future__ import annotations

from typing import NamedTuple

LEAD = 3
"""Sentences at a text's start that tell what the headline does."""


class Pair(NamedTuple):
    """A side, what stands against it, and how strictly the text is read."""

    said: str
    against: tuple[str, ...]
    why: str
    negatable: bool = True
    """Whether the text's denial of it is enough."""
    lead: int = LEAD
    borne_out: bool = True
    """Whether the text may have it as the headline has, beside what is against it."""
    same: bool = False
    """Whether what is against it must be said of those whom the headline names first."""


PAIRS = (
    Pair(
        "turn.up", ("turn.down", "turn.same"),
        "The headline tells of a rise; the text of none.", negatable=False,
    ),
    Pair(
        "turn.down", ("turn.up", "turn.same"),
        "The headline tells of a fall or a cut; the text of none.", negatable=False,
    ),
    Pair(
        "turn.same", ("turn.up", "turn.down"),
        "The headline says that nothing changes; the text says that it does.", negatable=False,
        lead=1,
    ),
    Pair(
        "turn.dead", ("turn.alive",),
        "The headline tells of a death; the text of somebody alive.",
    ),
    Pair(
        "turn.alive", ("turn.dead",),
        "The headline tells of somebody alive; the text of a death.",
    ),
    Pair(
        "turn.blocked", ("turn.allowed",),
        "The headline says that it is stopped; the text that it may go on.",
    ),
    Pair(
        "turn.allowed", ("turn.blocked",),
        "The headline says that it is allowed; the text that it is not.",
    ),
    Pair(
        "turn.admits", ("turn.denies",),
        "The headline says that it was admitted; the text that it was denied.",
    ),
    Pair(
        "turn.denies", ("turn.admits",),
        "The headline says that it was denied; the text that it was admitted.",
    ),
    Pair(
        "turn.causes", ("turn.unknown",),
        "The headline names a cause; the text says that none is known.",
        lead=2, borne_out=False,
    ),
    Pair(
        "turn.decided", ("turn.undecided",),
        "The headline says that it is decided; the text that it is not.", negatable=False,
    ),
    Pair(
        "turn.closes", ("turn.stays",),
        "The headline says that it closes; the text that it stays.",
    ),
    Pair(
        "turn.opens", ("turn.stays_shut",),
        "The headline says that it opens; the text that it stays shut.",
    ),
    Pair(
        "turn.strike", ("turn.off",),
        "The headline tells of a strike; the text says that it is off.",
        negatable=False, borne_out=False,
    ),
    Pair(
        "turn.guilty", ("turn.cleared",),
        "The headline says guilty; the text tells of an acquittal.",
    ),
    Pair(
        "turn.cleared", ("turn.guilty",),
        "The headline says acquitted; the text tells of a conviction.",
    ),
    Pair(
        "turn.cancelled", ("turn.goes_ahead",),
        "The headline says that it is off; the text says that it goes ahead.",
        lead=1,
    ),
    Pair(
        "turn.goes_ahead", ("turn.cancelled",),
        "The headline says that it goes ahead; the text says that it is off.",
        negatable=False, lead=1,
    ),
    Pair(
        "turn.accepts", ("turn.rejects",),
        "The headline says that it was accepted; the text says that it was rejected.",
        same=True,
    ),
    Pair(
        "turn.rejects", ("turn.accepts",),
        "The headline says that it was rejected; the text says that it was accepted.",
        negatable=False, same=True,
    ),
    Pair(
        "turn.profit", ("turn.loss",),
        "The headline tells of a profit; the text of a loss.", negatable=False, lead=1,
    ),
    Pair(
        "turn.loss", ("turn.profit",),
        "The headline tells of a loss; the text of a profit.", negatable=False, lead=1,
    ),
    Pair(
        "turn.backs", ("turn.opposes",),
        "The headline says that somebody is for it; the text that they are against it.",
        lead=2, same=True,
    ),
    Pair(
        "turn.opposes", ("turn.backs",),
        "The headline says that somebody is against it; the text that they are for it.",
        negatable=False, lead=2, same=True,
    ),
    Pair(
        "turn.stays", ("turn.closes",),
        "The headline says that it stays; the text that it closes.", negatable=False, lead=1,
    ),
    Pair(
        "turn.misses", ("turn.plays",),
        "The headline says that somebody will miss it; the text that they will not.", lead=1,
    ),
    Pair(
        "turn.apologises", ("turn.unrepentant",),
        "The headline tells of an apology; the text that there was none.", lead=1,
        same=True, borne_out=False,
    ),
    Pair(
        "turn.holds", ("turn.breaks",),
        "The headline says that it holds; the text that it was broken.", lead=1,
        borne_out=False,
    ),
    Pair(
        "turn.caught", ("turn.at_large",),
        "The headline says that somebody was caught; the text that they were not.", lead=1,
    ),
    Pair(
        "turn.freed", ("turn.held",),
        "The headline says that somebody was freed; the text that they were locked up.",
        lead=1,
    ),
    Pair(
        "turn.held", ("turn.freed",),
        "The headline says that somebody was locked up; the text that they were freed.",
        negatable=False, lead=1,
    ),
    Pair(
        "turn.deal", ("turn.no_deal",),
        "The headline tells of an agreement; the text of none.", lead=1,
    ),
    Pair(
        "turn.no_deal", ("turn.deal",),
        "The headline says that there was no agreement; the text that there was.",
        negatable=False, lead=1,
    ),
    Pair(
        "turn.buys", ("turn.sells",),
        "The headline says that somebody buys; the text that they sell.", negatable=False,
        lead=1, same=True,
    ),
    Pair(
        "turn.sells", ("turn.buys",),
        "The headline says that somebody sells; the text that they buy.", negatable=False,
        lead=1, same=True,
    ),
    Pair(
        "turn.lawful", ("turn.unlawful",),
        "The headline says that it was lawful; the text that it was not.", lead=1,
    ),
    Pair(
        "turn.unlawful", ("turn.lawful",),
        "The headline says that it was unlawful; the text that it was not.",
        negatable=False, lead=1,
    ),
)  # fmt: skip
