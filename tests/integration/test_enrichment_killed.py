"""What was killed or recalled is known by its words, whoever sends them and whenever."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from services.enrichment.outcomes import Known, Outcome, decide
from services.enrichment.storage import INDEXES, EnrichmentStore
from shared.articles import Killed, Kin
from shared.database import Database, ensure_indexes
from shared.events import ArticleCanceled, ArticleRecalled, ArticleReceived, Received, Stopped
from shared.ninjs import Text
from shared.stops import stop_of
from tests.factories import MONDAY, an_article
from tests.unit.enrichment.stories import (
    half,
    paragraphs_of,
    sentences_of,
    with_footer,
)

pytestmark = pytest.mark.every_server

KILLED, AGAIN, OTHER = "k" * 20, "a" * 20, "b" * 20
TEXT = paragraphs_of(sentences_of(1))
COPIES: list[Any] = [
    pytest.param({"body": TEXT}, id="its words"),
    pytest.param(
        {"body": paragraphs_of(sentences_of(4)), "names": ("urn:other", "urn:wire:ferries")},
        id="its name",
    ),
]


def received(article_id: str, body: str, *, days: int = 0, **facts: Any) -> ArticleReceived:
    article = an_article(article_id, headline=f"Story {article_id[:2]}", body=body)
    article = article.model_copy(update=facts)
    data = Received(article_id=article_id, revision=1, article=article)
    return ArticleReceived.of(data, at=MONDAY + timedelta(days=days))


@pytest.fixture
async def store(database: Database) -> EnrichmentStore:
    await ensure_indexes(database, INDEXES)
    return EnrichmentStore(database, kin_days=30)


async def told_of(store: EnrichmentStore, event: ArticleReceived) -> Outcome:
    known: list[Known] = await store.load([event])
    (kept,) = await store.save([(event, decide(event, known[0], MONDAY))])
    assert kept is not None
    return kept


def kin_of(outcome: Outcome | None) -> Kin:
    assert outcome is not None
    assert outcome.enrichment is not None
    assert outcome.enrichment.kin is not None
    return outcome.enrichment.kin


async def killed_of(store: EnrichmentStore, event: ArticleReceived) -> tuple[Killed, ...]:
    return kin_of(await told_of(store, event)).killed


async def stop(
    store: EnrichmentStore, kind: type[ArticleCanceled | ArticleRecalled], article_id: str
) -> None:
    stopped = Stopped(article_id=article_id, revision=1, source="wire", by="ada", at=MONDAY)
    event = kind.of(stopped, at=MONDAY)
    await store.stop([(event, stop_of(event))])
    await store.stop([(event, stop_of(event))])  # a repeat changes nothing


@pytest.mark.parametrize("kind", [ArticleCanceled, ArticleRecalled])
@pytest.mark.parametrize(
    "body",
    [TEXT, with_footer(TEXT, 7), TEXT.replace("\n\n", "\n\n\n").upper()],
    ids=["the same", "with a farm's footer", "in capitals, set otherwise"],
)
async def test_the_same_words_are_known(
    store: EnrichmentStore, kind: type[ArticleCanceled | ArticleRecalled], body: str
) -> None:
    assert await killed_of(store, received(KILLED, TEXT)) == ()
    await stop(store, kind, KILLED)

    (killed,) = await killed_of(store, received(AGAIN, body))

    assert (killed.article_id, killed.by) == (KILLED, "words")
    assert killed.containment >= 0.9
    assert killed.recalled == (kind is ArticleRecalled)


async def test_words_in_other_forms_of_their_letters_are_known(store: EnrichmentStore) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in TEXT)
    await killed_of(store, received(KILLED, TEXT))
    await stop(store, ArticleCanceled, KILLED)

    (killed,) = await killed_of(store, received(AGAIN, wide))

    assert (killed.article_id, killed.by) == (KILLED, "words")


@pytest.mark.parametrize("content_type", ["text/plain", "text/html"])
async def test_a_killed_story_that_comes_as_a_description_is_known(
    store: EnrichmentStore, content_type: str
) -> None:
    await killed_of(store, received(KILLED, TEXT))
    await stop(store, ArticleCanceled, KILLED)
    again = received(AGAIN, paragraphs_of(sentences_of(2)))
    said = TEXT if content_type == "text/plain" else f"<p>{TEXT}</p>".replace("\n\n", "</p><p>")
    described = Text(value=said, content_type=content_type)
    article = again.data.article
    item = article.item.model_copy(update={"descriptions": (described,)})
    data = again.data.model_copy(update={"article": article.model_copy(update={"item": item})})

    (killed,) = await killed_of(store, ArticleReceived.of(data, at=MONDAY))

    assert (killed.article_id, killed.by) == (KILLED, "words")


async def test_they_are_known_when_kin_is_long_forgotten(store: EnrichmentStore) -> None:
    await killed_of(store, received(KILLED, TEXT))
    await stop(store, ArticleCanceled, KILLED)
    await store.forget(MONDAY + timedelta(days=400))

    (killed,) = await killed_of(store, received(AGAIN, TEXT, days=400))

    assert killed.article_id == KILLED


async def test_other_words_are_not(store: EnrichmentStore) -> None:
    await killed_of(store, received(KILLED, TEXT))
    await stop(store, ArticleCanceled, KILLED)

    assert await killed_of(store, received(OTHER, paragraphs_of(sentences_of(2)))) == ()
    part = half(sentences_of(1)) + "\n\n" + paragraphs_of(sentences_of(3))
    assert await killed_of(store, received("c" * 20, part)) == ()


async def test_its_own_next_revision_is_no_strangers(store: EnrichmentStore) -> None:
    await killed_of(store, received(KILLED, TEXT))
    known = (await store.load([received(KILLED, TEXT)]))[0]

    assert known.similar.killed == ()


@pytest.mark.parametrize("kind", [ArticleCanceled, ArticleRecalled])
@pytest.mark.parametrize("copy", COPIES)
async def test_what_was_killed_before_it_was_read_is_known_by_its_copies(
    kind: type[ArticleCanceled | ArticleRecalled], copy: dict[str, Any], store: EnrichmentStore
) -> None:
    await stop(store, kind, KILLED)
    event = received(KILLED, TEXT, names=("urn:wire:ferries",))
    await told_of(store, event)

    (killed,) = await killed_of(store, received(AGAIN, **copy))

    assert (killed.article_id, killed.recalled) == (KILLED, kind is ArticleRecalled)
    assert killed.by == ("name" if "names" in copy else "words")
    stranger = received(OTHER, paragraphs_of(sentences_of(5)), names=("urn:wire:harbour",))
    assert await killed_of(store, stranger) == ()


@pytest.mark.parametrize("kind", [ArticleCanceled, ArticleRecalled])
@pytest.mark.parametrize("copy", COPIES)
async def test_a_story_stopped_while_it_is_read_is_known_by_the_copies_beside_it(
    kind: type[ArticleCanceled | ArticleRecalled], copy: dict[str, Any], store: EnrichmentStore
) -> None:
    stranger = received(OTHER, paragraphs_of(sentences_of(5)), names=("urn:wire:harbour",))
    events = [
        received(KILLED, TEXT, names=("urn:wire:ferries",)),
        received(AGAIN, **copy),
        stranger,
    ]
    known: list[Known] = await store.load(events)
    decided = [
        (event, decide(event, each, MONDAY)) for event, each in zip(events, known, strict=True)
    ]

    await stop(store, kind, KILLED)
    first = await store.save(decided)
    repeat = await store.save(decided)  # as after a crash before the commit

    for _, *outcomes in (first, repeat):
        copied, other = [kin_of(outcome) for outcome in outcomes]
        assert [each.article_id for each in copied.killed] == [KILLED]
        assert copied.copies == ()
        assert other.killed == ()
    later = await killed_of(store, received("c" * 20, **copy))
    assert KILLED in {each.article_id for each in later}


STEPS = ("story.load", "story.save", "copy.load", "copy.save", "kill")
ORDERS = [
    order
    for order in permutations(STEPS)
    if order.index("story.load") < order.index("story.save")
    and order.index("copy.load") < order.index("copy.save")
]


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
async def test_whatever_comes_first_moderation_learns_of_the_copy(
    order: tuple[str, ...], copy: dict[str, Any], store: EnrichmentStore
) -> None:
    """Two workers, a story and its copy, and a kill: one of the two tells of the other.

    Moderation keeps the names and the copies of killed stories that it is told of, and looks
    for both among its cases, whichever came first.
    """
    events = {
        "story": received(KILLED, TEXT, names=("urn:wire:ferries",)),
        "copy": received(AGAIN, **copy),
    }
    loaded: dict[str, Known] = {}
    told: dict[str, Outcome] = {}

    for step in order:
        who, _, what = step.partition(".")
        if what == "load":
            (loaded[who],) = await store.load([events[who]])
        elif what == "save":
            event = events[who]
            (kept,) = await store.save([(event, decide(event, loaded[who], MONDAY))])
            assert kept is not None
            told[who] = kept
        else:
            await stop(store, ArticleCanceled, KILLED)

    ours, theirs = kin_of(told["story"]), kin_of(told["copy"])
    assert (
        "names" in copy  # which the story tells itself, read at last
        or KILLED in {each.article_id for each in theirs.killed}
        or KILLED in {each.article_id for each in theirs.copies}
        or AGAIN in {each.article_id for each in ours.copies}
    )
    story = told["story"].article
    assert story is not None
    assert story.names == ("urn:wire:ferries",)


async def test_what_starts_a_killed_story_anew_is_no_strangers(store: EnrichmentStore) -> None:
    names = ("urn:wire:ferries",)
    await killed_of(store, received(KILLED, TEXT, names=names))
    await stop(store, ArticleCanceled, KILLED)

    anew = received(AGAIN, TEXT, names=names, reinstates=KILLED)

    assert await killed_of(store, anew) == ()
    copy = received(OTHER, TEXT, names=names)
    assert [each.by for each in await killed_of(store, copy)] == ["name"]
