from __future__ import annotations

from services.enrichment.enrich import enrich
from services.enrichment.models.said import Named, Said, with_models
from services.enrichment.steps.kin import Similar
from shared.articles import Enrichment, Organisation, Person, Place, Topic
from tests.factories import MONDAY, an_article


def by_rules(**found: object) -> Enrichment:
    article = an_article(headline="Harbour news", body="The harbour is open.")
    ours = enrich(article, Similar.nothing(), MONDAY)
    return Enrichment(**{**dict(ours), **found})


def said(*names: tuple[str, str], topic: Topic | None = None, problem: str = "") -> Said:
    return Said(
        names=tuple(
            Named.model_validate({"name": name, "kind": kind, "mentions": 2})
            for name, kind in names
        ),
        topic=topic,
        used={"names": "en_tiny 1.0"},
        problems=(problem,) if problem else (),
    )


def test_models_add_full_names_and_organisations_that_no_rule_had() -> None:
    mayor = Person(name="Ann Roe", mentions=3, role="mayor")
    ours = by_rules(people=(mayor,), organisations=())

    found = with_models(
        ours, said(("Ann Roe", "person"), ("Ben Ash", "person"), ("Tide Union", "organisation"))
    )

    assert found.people == (mayor, Person(name="Ben Ash", mentions=2))
    assert found.organisations == (Organisation(name="Tide Union", mentions=2),)
    assert found.tier == "models"
    assert found.steps["models.names"] == "en_tiny 1.0"
    assert found.degraded == ours.degraded


def test_a_surname_alone_and_what_a_rule_has_as_something_else_are_not_added() -> None:
    ours = by_rules(
        people=(Person(name="Ann Roe", mentions=3),),
        organisations=(),
        places=(Place(name="Port Vale", mentions=1),),
    )

    found = with_models(
        ours,
        said(("Ash", "person"), ("Anna Roe", "person"), ("Port Vale", "organisation")),
    )

    assert (found.people, found.organisations) == (ours.people, ())


def test_a_topic_near_in_meaning_is_added_once_and_decides_the_section() -> None:
    near = Topic(qcode="medtop:15000000", name="sport", relevance=0.6)
    ours = by_rules(topics=())

    found = with_models(ours, said(topic=near))
    again = with_models(found, said(topic=near))

    assert found.topics == (near,)
    assert found.section == "sport"
    assert again.topics == (near,)


def test_what_failed_is_said_and_the_rules_answer_stays() -> None:
    ours = by_rules()

    found = with_models(ours, Said.nothing("too slow for 10 ms"))

    assert found.tier == "rules"
    assert found.degraded == (*ours.degraded, "models: too slow for 10 ms")
    assert Enrichment(**{**dict(found), "degraded": ours.degraded}) == ours
