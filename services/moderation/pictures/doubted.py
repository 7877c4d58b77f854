"""Pure: a picture that the policy would have a person look at stays off a live story meanwhile.

The text stays where readers have it. An edit of ours leaves the picture out, and an approval
takes that to the site; a person's approval shows the picture again, unless their edit drops it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from services.moderation.cases import BY_POLICY, Case, Decision
from services.moderation.decisions import changed_case
from services.moderation.judge import fold, heard
from services.moderation.policy import GRAVITY, Policy
from services.moderation.rules import RULES
from services.moderation.story import Story
from shared.articles import Article, Enrichment, Finding, Overlay, PictureEdit
from shared.lifecycle import State
from shared.media import Media, Picture, pictures_of
from shared.ninjs import Item

BY_US = "copydesk"
_RIGHTS = "picture_rights"


def key_of(picture: Picture) -> str:
    """Name a picture of a story for people: by its uri, else by its first address."""
    return picture.uri or next(iter(picture.hrefs), "")


def doubted_in(
    article: Article,
    enrichment: Enrichment,
    media: tuple[Media, ...],
    others: Sequence[Finding],
    policy: Policy,
) -> tuple[str, ...]:
    """Give the pictures for which a person is asked; `others` is what else is said of a story.

    Where none alone is enough, all that are doubted.
    """
    rule = next(each for each in RULES if each.name == _RIGHTS)
    calm = GRAVITY[fold(others, policy, article.source)]
    asked, doubted = [], []
    for picture in pictures_of(article.item):
        story = Story(_with_only(article, picture), enrichment, media=media)
        said = heard(rule, story, policy)
        if GRAVITY[fold([*others, *said], policy, article.source)] > calm:
            asked.append(key_of(picture))
        if any(each.severity != "note" for each in said):
            doubted.append(key_of(picture))
    return tuple(asked or doubted)


def _with_only(article: Article, picture: Picture) -> Article:
    item = article.item
    if picture.name == "":
        alone = Item.model_validate({**dict(item), "associations": (), "bodies": ()})
    else:
        beside = tuple(
            each
            for each in item.associations
            if each.get("uri") == picture.uri and each.get("name", "") == picture.name
        )
        bare = {"type": "text", "renditions": (), "bodies": (), "associations": beside}
        alone = Item.model_validate({**dict(item), **bare})
    return Article.model_validate({**dict(article), "item": alone})


def left_out(case: Case, keys: Collection[str], at: datetime) -> Case:
    """Give a live case whose story is shown without these pictures once that has left."""
    approved = case.edits[case.edit_approved - 1] if case.edit_approved else None
    draft = case.edits[-1] if case.edit > case.edit_approved else None
    edits = (*case.edits, _dropping(approved, keys, case.edit + 1, BY_US, at))
    number = edits[-1].number
    if draft is not None:  # what somebody was at stays the newest
        edits = (*edits, _dropping(draft, keys, number + 1, draft.by, draft.at))
    why = "Its pictures wait for a person; it is shown without."
    return _let_out(changed_case(case, edits=edits), number, why, at)


def shown_anew(case: Case, at: datetime) -> Case:
    """Give a case whose pictures, left out by us, are shown again."""
    with_them = put_back(case, by=BY_US, at=at)
    if with_them is case:
        return case
    return _let_out(with_them, with_them.edit, "Nothing is in doubt about its pictures.", at)


def put_back(case: Case, *, by: str, at: datetime) -> Case:
    """Give a case with an edit that shows what we left out; the same where that is nothing."""
    if not case.edits or case.edits[-1].by != BY_US:
        return case
    last = case.edits[-1]
    before = case.edits[-2] if len(case.edits) > 1 else None
    kept = (
        {each.picture for each in (before.pictures or ()) if each.dropped} if before else set()
    )
    pictures = tuple(
        PictureEdit(**{**dict(each), "dropped": each.picture in kept})
        for each in last.pictures or ()
    )
    number = {"number": last.number + 1, "by": by, "at": at, "pictures": pictures or None}
    edits = (*case.edits, Overlay.model_validate({**dict(last), **number}))
    return changed_case(case, edits=edits)


def _dropping(
    overlay: Overlay | None, keys: Collection[str], number: int, by: str, at: datetime
) -> Overlay:
    chosen = {each.picture: each for each in (overlay.pictures or ())} if overlay else {}
    for key in keys:
        known = dict(chosen.get(key) or PictureEdit(picture=key))
        chosen[key] = PictureEdit(**{**known, "dropped": True, "lead": False})
    said = dict(overlay) if overlay else {}
    return Overlay.model_validate(
        {**said, "number": number, "by": by, "at": at, "pictures": tuple(chosen.values())}
    )


def _let_out(case: Case, number: int, why: str, at: datetime) -> Case:
    decision = Decision(
        number=len(case.decisions) + 1,
        act="approve",
        by=BY_POLICY,
        note=why,
        at=at,
        before=case.state,
        after=State.APPROVED,
        edit=number,
    )
    return changed_case(
        case,
        decisions=(*case.decisions, decision),
        approvals=case.approvals + 1,
        leaves_at=at,
        leaving=False,
    )
