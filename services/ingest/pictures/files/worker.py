"""A process that reads pictures, one after the other, and may die of one.

    python -m services.ingest.pictures.files.worker MEMORY_BYTES MOST_PIXELS

Run by `readers` alone. In: eight bytes of length and a picture; out: a line of JSON, `facts`
or `refused`. It has no more memory than it is given, opens no file and no connection, and ends
when its input ends or its parent does.
"""

from __future__ import annotations

import resource
import sys

import orjson

from services.ingest.pictures.facts import LENGTH_BYTES, READY, Limits, RefusedError
from services.ingest.pictures.files.reading import read_picture
from shared.children import die_with_parent, only_answers_on_stdout


def _main() -> None:
    """Answer pictures until there are no more."""
    memory, pixels = int(sys.argv[1]), int(sys.argv[2])
    die_with_parent()
    answers = only_answers_on_stdout()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers.write(READY)
    answers.flush()
    while len(length := sys.stdin.buffer.read(LENGTH_BYTES)) == LENGTH_BYTES:
        data = sys.stdin.buffer.read(int.from_bytes(length, "big"))
        answers.write(_answer(data, Limits(pixels=pixels)) + b"\n")
        answers.flush()


def _answer(data: bytes, limits: Limits) -> bytes:
    try:
        facts = read_picture(data, limits)
    except RefusedError as error:
        return orjson.dumps({"refused": str(error)})
    except MemoryError:
        return orjson.dumps({"refused": "it takes more memory than a picture may"})
    return orjson.dumps({"facts": facts.model_dump(mode="json")})


if __name__ == "__main__":
    _main()
