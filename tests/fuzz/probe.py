"""Every format and every enrichment step, over runs of one sign and of pairs of signs.

What takes more than in proportion to the length of a run is told: a sender could stall the
newsroom with it. Unit tests try a few signs on each, `make fuzz` as many as its time allows.
"""

from __future__ import annotations

import gc
import string
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from random import Random
from typing import TypeAlias

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Payload, UnknownFormatError, UnreadableError
from tests.contracts.test_steps import RUN
from tests.unit.ingest.formats.carriers import CARRIERS
from tests.unit.ingest.formats.reading import RECEIVED_AT

SIGNS = (
    *string.printable.replace("\x0b", "").replace("\x0c", ""),
    *(
        "“",
        "”",
        "—",
        "…",
        "é",
        "ß",
        "я",
        "ا",
        "禁",
        "（",
        "\xa0",
        "\xad",
        "\u200b",
        "\u0301",
        "🚢",
    ),
)
SHORT, LONG = 40_000, 160_000
MOST_GROWTH = 2.5
"""Of the growth of the length: clocks of busy machines are no better."""
NOT_WORTH_A_LOOK_S = 0.1
"""What a long run may take anyhow: too little to measure, and to stall anybody."""


Target: TypeAlias = Callable[[str], Callable[[], object]]
"""Takes a run of signs, and gives what is to be measured with it."""


def _reading(place: str, words: str) -> Callable[[], object]:
    media_type, content = CARRIERS[place](words)
    payload = Payload(content=content, media_type=media_type, received_at=RECEIVED_AT)
    return partial(_read, payload)


def _read(payload: Payload) -> object:
    try:
        return parse_payload(payload)
    except (UnreadableError, UnknownFormatError):
        return None


FORMATS: dict[str, Target] = {place: partial(_reading, place) for place in CARRIERS}
STEPS: dict[str, Target] = {name: partial(partial, run) for name, run in RUN.items()}
TARGETS = {**FORMATS, **STEPS}


def grows_too_fast(target: Target, signs: str) -> str | None:
    """Tell how a target grows over a run of these signs, where that is more than in proportion.

    What looks so is measured again, since another process may have been in the way.
    """
    for _ in range(3):
        long = _seconds(target, signs, LONG)
        if long <= NOT_WORTH_A_LOOK_S:
            return None
        short = _seconds(target, signs, SHORT)
        if long <= MOST_GROWTH * (LONG / SHORT) * short:
            return None
    return f"{signs!r}: {SHORT} signs took {short:.3f} s, {LONG} took {long:.3f} s"


def _seconds(target: Target, signs: str, length: int) -> float:
    run = target((signs * (length // len(signs) + 1))[:length])
    gc.disable()  # which comes by chance, and looks at what all other tests have left
    try:
        started = time.process_time()
        run()
        return time.process_time() - started
    finally:
        gc.enable()


def trials(random: Random) -> Iterator[tuple[str, str]]:
    """Give targets with signs and pairs of signs, each once, in an order left to chance."""
    pairs = [*SIGNS, *("".join(pair) for pair in product(SIGNS, repeat=2) if len({*pair}) > 1)]
    all_of_them = [*product(TARGETS, pairs)]
    random.shuffle(all_of_them)
    yield from all_of_them
