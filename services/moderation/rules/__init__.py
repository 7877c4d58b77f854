"""The rules, one objection a file, in rooms by subject; pure. To add one: a file, a line here.

Raise a rule's version when it would say something else of some article.
"""

from __future__ import annotations

from typing import NamedTuple

from services.moderation.findings import Rule
from services.moderation.rules.care.insults import insults
from services.moderation.rules.care.minors import minors
from services.moderation.rules.care.personal_data import personal_data
from services.moderation.rules.care.suicide import suicide
from services.moderation.rules.care.victims import victims
from services.moderation.rules.form.headline_mismatch import headline_mismatch
from services.moderation.rules.form.hidden_text import hidden_text
from services.moderation.rules.form.language_not_carried import language_not_carried
from services.moderation.rules.form.shouting import shouting
from services.moderation.rules.form.suspicious_unicode import suspicious_unicode
from services.moderation.rules.form.test_copy import test_copy
from services.moderation.rules.form.too_short import too_short
from services.moderation.rules.form.unread import unread
from services.moderation.rules.law.attribution import attribution
from services.moderation.rules.law.blocked_terms import blocked_terms
from services.moderation.rules.law.court_order import court_order
from services.moderation.rules.law.picture_rights import picture_rights
from services.moderation.rules.law.rights import rights
from services.moderation.rules.links.blocked_links import blocked_links
from services.moderation.rules.links.link_farm import link_farm
from services.moderation.rules.origin.duplicate import duplicate
from services.moderation.rules.origin.generated_copy import generated_copy
from services.moderation.rules.origin.killed_before import killed_before
from services.moderation.rules.origin.reinstated import reinstated
from services.moderation.rules.origin.republished import republished
from services.moderation.rules.origin.source_burst import source_burst


class VersionedRule(NamedTuple):
    """A rule under the version that a verdict names."""

    find: Rule
    version: str

    @property
    def name(self) -> str:
        """The rule's name: its function's, and its module's."""
        return str(getattr(self.find, "__name__", "rule"))


RULES: tuple[VersionedRule, ...] = (
    # law: what must not be printed, or not yet, or not by us
    VersionedRule(court_order, "14"),
    VersionedRule(attribution, "17"),
    VersionedRule(rights, "1"),
    VersionedRule(picture_rights, "2"),
    VersionedRule(blocked_terms, "1"),
    # care: whom it may hurt
    VersionedRule(minors, "17"),
    VersionedRule(victims, "16"),
    VersionedRule(suicide, "11"),
    VersionedRule(personal_data, "14"),
    VersionedRule(insults, "15"),
    # origin: whose it is and what came before
    VersionedRule(killed_before, "1"),
    VersionedRule(reinstated, "1"),
    VersionedRule(duplicate, "2"),
    VersionedRule(republished, "4"),
    VersionedRule(source_burst, "1"),
    VersionedRule(generated_copy, "1"),
    # links: where it leads
    VersionedRule(link_farm, "3"),
    VersionedRule(blocked_links, "1"),
    # form: the copy as copy
    VersionedRule(test_copy, "5"),
    VersionedRule(too_short, "2"),
    VersionedRule(unread, "1"),
    VersionedRule(headline_mismatch, "24"),
    VersionedRule(shouting, "3"),
    VersionedRule(language_not_carried, "1"),
    VersionedRule(suspicious_unicode, "4"),
    VersionedRule(hidden_text, "3"),
)

RULE_NAMES = frozenset(rule.name for rule in RULES)
