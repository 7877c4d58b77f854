"""The models tier on real processes: models of the test's own, slow ones, and ones that die.

Where spaCy is not installed, a package of its name is, made here: what is tested is the way of
a story when a model answers, is missing, is too slow, or takes its process down.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import structlog

from services.enrichment.enrich import read
from services.enrichment.models.pool import ModelPool
from services.enrichment.models.said import Asked, Named, Said
from services.enrichment.outcomes import Known, decide
from services.enrichment.steps.kin import Similar
from shared.events import ArticleReceived
from shared.payloads import Received
from tests.eventually import eventually
from tests.factories import MONDAY, an_article

STAND_IN = """
import os, time

class Entity:
    def __init__(self, text, label):
        self.text, self.label_ = text, label

class Doc:
    def __init__(self, text):
        self.ents = [Entity(name, label) for name, label in NAMES.items() if name in text]

class Pipeline:
    meta = {"lang": "en", "name": "stand_in", "version": "1"}
    def __call__(self, text):
        print("a library that talks on stdout")
        if "Please hang" in text:
            time.sleep(60)
        if "Please die" in text:
            os._exit(9)
        if "Please fail" in text:
            raise RuntimeError("no names today")
        return Doc(text)

NAMES = {"Mira Holt": "PERSON", "Tide Union": "ORG", "Monday": "DATE"}

def load(name, exclude):
    if name != "stand_in":
        raise OSError(f"can't find model {name!r}")
    return Pipeline()
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "spacy.py").write_text(STAND_IN)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


@contextlib.asynccontextmanager
async def pool_of(
    model: str = "stand_in", *, workers: int = 1, budget_ms: int = 20_000
) -> AsyncIterator[ModelPool]:
    log = structlog.get_logger()
    pool = ModelPool(workers=workers, budget_ms=budget_ms, spacy_model=model, log=log)
    await pool.start()
    try:
        yield pool
    finally:
        await pool.stop()


def asked(body: str, language: str = "en") -> Asked:
    return Asked(headline="Harbour news", body=body, language=language)


def names_of(said: Said) -> list[str]:
    return [each.name for each in said.names or ()]


@pytest.mark.usefixtures("stand_in")
async def test_several_workers_share_a_batch_and_each_answer_is_of_its_own_story() -> None:
    stories = [asked("Mira Holt spoke."), asked("The Tide Union met."), asked("Nobody.")] * 5

    async with pool_of(workers=2) as pool:
        said = await pool.ask(stories)

    assert [names_of(each) for each in said] == [["Mira Holt"], ["Tide Union"], []] * 5
    assert said[0].names == (Named(name="Mira Holt", kind="person", mentions=1),)
    assert said[0].used["names"] == "en_stand_in 1"


@pytest.mark.usefixtures("stand_in")
async def test_a_model_reads_no_language_but_its_own() -> None:
    async with pool_of() as pool:
        [said] = await pool.ask([asked("Mira Holt spoke.", "de")])

    assert (said.names, said.used) == (None, {})


@pytest.mark.usefixtures("stand_in")
async def test_a_model_that_is_missing_is_said_with_every_story() -> None:
    async with pool_of("no_such_model") as pool:
        [said] = await pool.ask([asked("Mira Holt spoke.")])

    assert said.names is None
    assert any("no_such_model" in problem for problem in said.problems)


@pytest.mark.usefixtures("stand_in")
async def test_a_model_that_fails_on_a_story_costs_its_names_alone() -> None:
    async with pool_of() as pool:
        bad, good = await pool.ask([asked("Please fail."), asked("Mira Holt spoke.")])

    assert any("no names today" in problem for problem in bad.problems)
    assert names_of(good) == ["Mira Holt"]


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize(
    ("body", "problem"),
    [("Please hang.", "too slow for 700 ms"), ("Please die.", "a worker died")],
    ids=["too slow", "dead"],
)
async def test_a_worker_that_is_lost_is_begun_again_and_the_story_goes_on(
    body: str, problem: str
) -> None:
    async with pool_of(budget_ms=700) as pool:
        lost, waiting = await pool.ask([asked(body), asked("Mira Holt spoke.")])

        async def is_back() -> bool:
            [said] = await pool.ask([asked("Mira Holt spoke.")])
            return names_of(said) == ["Mira Holt"]

        await eventually(is_back, what="a worker again", within_s=30)

    assert lost.problems == (problem,)
    assert waiting.problems == ("no worker is up",)


@pytest.mark.usefixtures("stand_in")
async def test_the_loop_goes_on_while_models_read() -> None:
    async with pool_of(budget_ms=400) as pool:
        reading = asyncio.create_task(pool.ask([asked("Please hang.")]))
        turns = 0
        while not reading.done():
            await asyncio.sleep(0)
            turns += 1

    assert turns > 1000


@pytest.mark.usefixtures("stand_in")
async def test_a_story_is_told_with_the_tier_that_told_it() -> None:
    by_models = an_article("a" * 20, body="On Monday the harbour opened. Mira Holt spoke.")
    by_rules = an_article("b" * 20, body="On Monday the harbour opened. Please fail.")
    known = [Known(read(article), Similar.nothing()) for article in (by_models, by_rules)]
    events = [
        ArticleReceived.of(
            Received(article_id=article.article_id, revision=1, article=article), at=MONDAY
        )
        for article in (by_models, by_rules)
    ]

    async with pool_of() as pool:
        richer = await pool.add_to(known, events)
    told, failed = [
        decide(event, each, MONDAY).enrichment
        for event, each in zip(events, richer, strict=True)
    ]

    assert told is not None
    assert told.tier == "models"
    assert "Mira Holt" in {person.name for person in told.people}
    assert failed is not None
    assert any("no names today" in reason for reason in failed.degraded)


async def test_a_real_spacy_model_names_people(tmp_path: Path) -> None:
    if find_spec("spacy") is None:
        pytest.skip("spaCy is not installed: pip install .[models]")
    import spacy  # noqa: PLC0415

    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(
        [{"label": "PERSON", "pattern": "Mira Holt"}, {"label": "ORG", "pattern": "Tide Union"}]
    )
    pipeline.to_disk(tmp_path / "tiny")

    async with pool_of(str(tmp_path / "tiny")) as pool:
        [said] = await pool.ask([asked("Mira Holt of the Tide Union spoke. Mira Holt left.")])

    assert said.names == (
        Named(name="Mira Holt", kind="person", mentions=2),
        Named(name="Tide Union", kind="organisation", mentions=1),
    )


async def test_the_sentence_model_tells_what_a_story_is_about() -> None:
    if find_spec("onnxruntime") is None:
        pytest.skip("onnxruntime is not installed: pip install .[models]")
    body = "Voters go to the polls on Sunday to elect a new parliament, candidates said."

    async with pool_of("no_such_model") as pool:
        [said] = await pool.ask([Asked(headline="Election day", body=body, language="en")])

    assert said.topic is not None
    assert said.topic.name == "election"
    assert "MiniLM" in said.used["topics"]


A_SERVICE = """
import asyncio, structlog
from services.enrichment.models.pool import ModelPool

async def live():
    log = structlog.get_logger()
    await ModelPool(workers=1, budget_ms=1000, spacy_model="stand_in", log=log).start()
    print("started", flush=True)
    await asyncio.sleep(60)

asyncio.run(live())
"""


@pytest.mark.usefixtures("stand_in")
async def test_workers_do_not_outlive_the_service() -> None:
    if sys.platform != "linux":
        pytest.skip("processes are listed by Linux")
    service = await asyncio.create_subprocess_exec(
        sys.executable, "-c", A_SERVICE, stdout=asyncio.subprocess.PIPE
    )
    assert service.stdout is not None
    while await service.stdout.readline() != b"started\n":
        assert service.returncode is None
    children = children_of(service.pid)
    service.kill()
    await service.wait()

    async def gone() -> bool:
        return not any(is_worker(pid) for pid in children)

    assert children
    await eventually(gone, what="no worker")


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def is_worker(pid: str) -> bool:
    try:
        return b"models.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return False
