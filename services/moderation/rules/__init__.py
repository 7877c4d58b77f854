"""The rules, one objection a file; pure. To add one: write its file, and its line here.

Raise a rule's version when it would say something else of some article.
"""

from __future__ import annotations

from typing import NamedTuple

from services.moderation.findings import Rule
from services.moderation.rules.blocked_terms import blocked_terms
from services.moderation.rules.duplicate import duplicate
from services.moderation.rules.headline_mismatch import headline_mismatch
from services.moderation.rules.insults import insults
from services.moderation.rules.link_farm import link_farm
from services.moderation.rules.personal_data import personal_data
from services.moderation.rules.reinstated import reinstated
from services.moderation.rules.republished import republished
from services.moderation.rules.rights import rights
from services.moderation.rules.shouting import shouting
from services.moderation.rules.suspicious_unicode import suspicious_unicode
from services.moderation.rules.too_short import too_short


class VersionedRule(NamedTuple):
    """A rule under the version that a verdict names."""

    find: Rule
    version: str

    @property
    def name(self) -> str:
        """The rule's name: its function's, and its module's."""
        return str(getattr(self.find, "__name__", "rule"))


RULES: tuple[VersionedRule, ...] = (
    VersionedRule(link_farm, "1"),
    VersionedRule(republished, "1"),
    VersionedRule(rights, "1"),
    VersionedRule(duplicate, "1"),
    VersionedRule(shouting, "1"),
    VersionedRule(insults, "1"),
    VersionedRule(personal_data, "1"),
    VersionedRule(blocked_terms, "1"),
    VersionedRule(suspicious_unicode, "1"),
    VersionedRule(too_short, "1"),
    VersionedRule(headline_mismatch, "1"),
    VersionedRule(reinstated, "1"),
)

RULE_NAMES = frozenset(rule.name for rule in RULES)
