"""Pure: wide sides of a headline's claim, which any word of theirs in the lead bears out.

Their words are `lexicon/leanings.txt`; to know one more pair, write it here and there.
"""

from __future__ import annotations

_PAIRS = (
    "unfit fit, admit deny, welcome fight, early late, loot noloot, forgood fornow, free paid,"
    " tight loose, meets misses, wet dry, gold alsoran, skips attends, linked unlinked,"
    " hurt unhurt, moves remains, demolish preserve, bankrupt solvent, restored unrestored,"
    " deported maystay, proven unproven, named unnamed, thrive wither, survives toppled,"
    " landslide narrow, signed vetoed"
)
_BOTH = [tuple(pair.split()) for pair in _PAIRS.split(",")]
WIDE_AGAINST: dict[str, tuple[str, ...]] = {
    **{one: (other,) for one, other in _BOTH},
    **{other: (one,) for one, other in _BOTH},
    "gold": ("alsoran", "lose"),
    "ends": ("begins", "up"),
    "begins": ("ends",),
    "halted": ("adopt", "on"),
}
"""What excludes each of them."""
LEANINGS: dict[str, frozenset[str]] = {
    **{side: frozenset({side}) for side in WIDE_AGAINST},
    "skips": frozenset({"skips", "off", "quit"}),
    "attends": frozenset({"attends", "on"}),
    "preserve": frozenset({"preserve", "stay"}),
    "ends": frozenset({"ends", "off", "shut", "sack", "nope", "nostrike", "ban"}),
    "begins": frozenset(
        {"begins", "on", "up", "adopt", "hire", "open", "plan", "stay", "same", "kept", "allow"}
    ),
    "deny": frozenset({"deny", "refuse"}),
    "halted": frozenset({"halted", "refuse", "off", "ban", "ends", "nope", "fight"}),
    "welcome": frozenset({"welcome", "adopt"}),
    "fight": frozenset({"fight", "refuse", "strike"}),
    "late": frozenset({"late", "off"}),
    "gold": frozenset({"gold", "win", "promoted"}),
    "alsoran": frozenset({"alsoran", "lose"}),
}
"""The sides of which any word, denied or not, bears them out."""
UNTOLD = frozenset({"freed"})
"""Sides of which a text that is about them has some word."""
WIDER: dict[str, frozenset[str]] = {
    "adopt": frozenset({"refuse", "off", "ends", "nope", "fails", "ban"}),
    "refuse": frozenset({"adopt", "deal", "on", "plan", "gets"}),
    "shut": frozenset({"open", "begins", "on", "hire"}),
    "open": frozenset({"shut", "off", "ends"}),
    "up": frozenset({"down", "low"}),
    "down": frozenset({"up", "high"}),
    "off": frozenset({"on", "begins"}),
    "on": frozenset({"off", "ends", "late", "ban"}),
    "strike": frozenset({"nostrike", "deal"}),
    "quit": frozenset({"stay", "begins"}),
    "stay": frozenset({"quit", "sack"}),
    "win": frozenset({"lose", "alsoran"}),
    "charged": frozenset({"freed", "cleared"}),
    "guilty": frozenset({"freed", "cleared"}),
    "cleared": frozenset({"charged", "guilty"}),
    "freed": frozenset({"charged", "guilty"}),
    "wither": frozenset({"high", "up", "thrive"}),
    "thrive": frozenset({"low", "down", "wither"}),
    "ruined": frozenset({"intact"}),
    "plan": frozenset({"ends", "off", "refuse", "nope"}),
    "begins": frozenset({"ends", "off", "nope", "refuse", "shut"}),
    "ends": frozenset({"begins", "up", "on", "adopt"}),
    "named": frozenset({"unnamed", "quit", "sack"}),
}
"""What excludes a side of which a text has no word at all."""
MIXED = frozenset(
    {"shut", "sack", "ban", "strike", "sells", "win", "lose", "dead", "fight", "deny", "down"}
)
"""Beside these in a headline, what ends or goes on may be either: "scraps ban"."""
MEANT = frozenset({"win", "lose", "hire"})
"""Sides that a word means rather than that something ends: a club that eliminates another."""
