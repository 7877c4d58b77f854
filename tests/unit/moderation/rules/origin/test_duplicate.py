from __future__ import annotations

from services.moderation.rules.origin.duplicate import duplicate
from shared.articles import Copy, Kin
from tests.unit.moderation.rules.hearing import ask, said
from tests.unit.moderation.stories import a_story


def kin(*copies: tuple[str, float]) -> Kin:
    return Kin(
        cluster="c",
        copies=tuple(
            Copy(article_id=letter * 20, revision=1, containment=share)
            for letter, share in copies
        ),
    )


def test_doubts_a_copy_of_another_article_as_much_as_it_is_one() -> None:
    (finding,) = ask(duplicate, a_story(kin=kin(("b", 0.72), ("c", 0.97))))

    assert (finding.severity, finding.score) == ("doubt", 0.97)
    assert (
        f"97% of this text is already here, as {'c' * 20}, {'b' * 20};" in finding.explanation
    )


def test_an_earlier_revision_is_no_copy() -> None:
    assert ask(duplicate, a_story(revision=2, kin=kin(("a", 1.0)))) == []


def test_shared_background_is_no_copy() -> None:
    assert said(duplicate, a_story(kin=kin(("b", 0.4)))) == []


def test_nothing_is_like_it() -> None:
    assert ask(duplicate, a_story(kin=None)) == []
