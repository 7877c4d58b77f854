"""Turns: a crowd's members go one after the other, and everybody else at once."""

from __future__ import annotations

import asyncio

from shared.doors.turns import Turns


async def after_all(waits: Turns) -> None:
    """Wait behind all of the crowd."""
    last = asyncio.Event()
    waits.wait("crowd", last.set)
    async with asyncio.timeout(10):
        await last.wait()


async def test_whoever_does_one_thing_at_a_time_goes_at_once() -> None:
    waits = Turns()

    for _ in range(5):
        assert waits.takes("reader")
        await asyncio.sleep(0)


async def test_the_second_thing_of_the_same_moment_waits() -> None:
    waits = Turns()

    assert waits.takes("crowd")
    assert not waits.takes("crowd")
    assert waits.takes("reader")


async def test_a_crowd_goes_in_order_and_others_go_first() -> None:
    waits, went = Turns(), list[str]()

    assert waits.takes("crowd")
    for number in range(50):
        waits.wait("crowd", lambda number=number: went.append(f"crowd {number}"))  # type: ignore[misc]
    assert waits.takes("reader"), "fifty wait, and none of them is the reader's"
    waits.wait("other", lambda: went.append("other"))
    await after_all(waits)

    assert [each for each in went if each != "other"] == [f"crowd {n}" for n in range(50)]
    assert went.index("other") == 1, "who has one thing waiting is not behind fifty"


async def test_what_fails_holds_up_nobody() -> None:
    waits, went = Turns(), list[int]()
    faults = list[object]()
    asyncio.get_running_loop().set_exception_handler(
        lambda _loop, said: faults.append(said["exception"])
    )
    fault = ValueError("no")

    def fail() -> None:
        raise fault

    waits.wait("crowd", fail)
    waits.wait("crowd", lambda: went.append(1))
    await after_all(waits)

    assert (went, faults) == ([1], [fault])


async def test_who_comes_is_let_in_after_those_before_it() -> None:
    waits, went = Turns(), list[int]()

    async def come(number: int) -> None:
        await waits.come("crowd")
        went.append(number)

    gone = asyncio.create_task(come(99))
    gone.cancel()
    await asyncio.gather(*map(come, range(20)))

    assert went == [*range(20)]
