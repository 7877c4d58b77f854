"""What was killed or recalled is known by its words, whoever sends them and whenever."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from services.enrichment.outcomes import Ended, Known, Outcome, decide, tell, tell_ended
from services.enrichment.storage import INDEXES, EnrichmentStore
from shared.articles import Killed, Kin
from shared.database import Database, ensure_indexes
from shared.events import (
    ArticleCanceled,
    ArticleEnriched,
    ArticleKeptOut,
    ArticleRecalled,
    ArticleReceived,
    ArticleWithheld,
    KilledKnown,
)
from shared.lifecycle import State
from shared.ninjs import Text
from shared.payloads import KeptOut, Received, Stopped
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
    store: EnrichmentStore,
    kind: type[ArticleCanceled | ArticleRecalled | ArticleWithheld],
    article_id: str,
) -> Ended:
    stopped = Stopped(article_id=article_id, revision=1, source="wire", by="ada", at=MONDAY)
    event = kind.of(stopped, at=MONDAY)
    (first,) = await store.stop([(event, Ended(stop_of(event)))])
    (repeat,) = await store.stop([(event, Ended(stop_of(event)))])
    assert first == repeat
    assert first is not None
    return first


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


def kept_out(article_id: str, body: str, state: State, **facts: Any) -> ArticleKeptOut:
    article = received(article_id, body, **facts).data.article
    data = KeptOut(article_id=article_id, revision=1, article=article, state=state)
    return ArticleKeptOut.of(data, at=MONDAY)


def a_story() -> ArticleReceived:
    return received(KILLED, TEXT, names=("urn:wire:ferries",))


LIVES: dict[str, Any] = {
    "killed": (a_story, ArticleCanceled),
    "recalled": (a_story, ArticleRecalled),
    "withheld, then killed": (
        lambda: kept_out(KILLED, TEXT, State.WITHHELD, names=("urn:wire:ferries",)),
        ArticleCanceled,
    ),
    "withheld, then recalled": (
        lambda: kept_out(KILLED, TEXT, State.WITHHELD, names=("urn:wire:ferries",)),
        ArticleRecalled,
    ),
    "let in after its kill": (
        lambda: kept_out(KILLED, TEXT, State.CANCELED, names=("urn:wire:ferries",)),
        ArticleCanceled,
    ),
}


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("life", LIVES)
async def test_whatever_comes_first_moderation_learns_of_the_copy(
    life: str, copy: dict[str, Any], store: EnrichmentStore, database: Database
) -> None:
    """Two workers, a story and its copy, and a stop: moderation is told of the two somehow.

    It keeps the names and the copies of killed stories that it is told of, and looks for both
    among its cases, whichever came first. Of what was recalled or kept out no word is told.
    """
    for order in ORDERS:
        for index in {index.collection: index for index in INDEXES}.values():
            await database[index.collection].delete_many({})
        await database["killed_bands"].delete_many({})
        told = await told_in(order, life, copy, store)

        assert ("name" if "names" in copy else "words") in links(told), order


async def told_in(
    order: tuple[str, ...], life: str, copy: dict[str, Any], store: EnrichmentStore
) -> list[Any]:
    """Take the steps in this order; give all that moderation is told."""
    story, kind = LIVES[life]
    events = {"story": story(), "copy": received(AGAIN, **copy)}
    loaded: dict[str, Known] = {}
    told: list[Any] = []
    is_ended = False

    for step in order:
        who, _, what = step.partition(".")
        if what == "load":
            (loaded[who],) = await store.load([events[who]])
        elif what == "save":
            event = events[who]
            (kept,) = await store.save([(event, decide(event, loaded[who], MONDAY))])
            assert kept is not None
            news = tell(event, kept)
            is_silent = life != "killed" and (is_ended or life != "recalled")
            if who == "story" and is_silent:
                assert not any(isinstance(each, ArticleEnriched) for each in news), order
            told += news
        else:
            is_ended = True
            told += tell_ended(events["story"], await stop(store, kind, KILLED))
    return told


def links(told: list[Any]) -> set[str]:
    """Tell by what the copy is known, going by all that moderation was told."""
    passed = {e.data.article_id: e.data for e in told if isinstance(e, ArticleEnriched)}
    known_by = [event.data for event in told if isinstance(event, KilledKnown)]
    assert {each.article_id for each in known_by} <= {KILLED}
    copy, story = passed[AGAIN], passed.get(KILLED)
    kin = copy.enrichment.kin or Kin(cluster=AGAIN)
    theirs = (story.enrichment.kin if story else None) or Kin(cluster=KILLED)
    found: set[str] = {each.by for each in kin.killed if each.article_id == KILLED}
    names = {name for each in known_by for name in each.names}
    names |= {*story.article.hashed_names} if story else set()
    if names & {*copy.article.hashed_names}:
        found.add("name")
    copies = {id_ for each in known_by for id_ in each.copies}
    copies |= {each.article_id for each in theirs.copies}
    if AGAIN in copies or KILLED in {each.article_id for each in kin.copies}:
        found.add("words")
    return found


@pytest.mark.parametrize("kind", [ArticleCanceled, ArticleRecalled])
@pytest.mark.parametrize("copy", COPIES)
async def test_what_was_withheld_is_nobodys_original_until_it_is_killed(
    kind: type[ArticleCanceled | ArticleRecalled], copy: dict[str, Any], store: EnrichmentStore
) -> None:
    """Withheld copy tells no stranger that it exists."""
    held = kept_out(KILLED, TEXT, State.WITHHELD, names=("urn:wire:ferries",))
    (known,) = await store.load([held])
    await store.save([(held, decide(held, known, MONDAY))])
    await stop(store, ArticleWithheld, KILLED)

    before = kin_of(await told_of(store, received(OTHER, **copy)))
    ended = await stop(store, kind, KILLED)

    assert (before.killed, before.copies) == ((), ())
    assert [each.article_id for each in await killed_of(store, received(AGAIN, **copy))] == [
        KILLED
    ]
    assert ended.known_by is not None
    assert (OTHER in ended.known_by.copies) == ("names" not in copy)
    assert ended.known_by.names == tuple(held.data.article.hashed_names)


async def test_what_starts_a_killed_story_anew_is_no_strangers(store: EnrichmentStore) -> None:
    names = ("urn:wire:ferries",)
    await killed_of(store, received(KILLED, TEXT, names=names))
    await stop(store, ArticleCanceled, KILLED)

    anew = received(AGAIN, TEXT, names=names, reinstates=KILLED)

    assert await killed_of(store, anew) == ()
    copy = received(OTHER, TEXT, names=names)
    assert [each.by for each in await killed_of(store, copy)] == ["name"]
