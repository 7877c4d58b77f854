"""Quotes with their speakers: “We won,” Anna Qux said.

Quotation marks of many languages. Where nobody is named, the speaker stays unknown; a pronoun
is resolved only to somebody whom the copy has just named or heard, and only where that can be
meant. One or two words in quotation marks are somebody's wording only where the verb stands
beside them. `marks` finds the passages, `reading` the frame around each, `speakers` knows who
that is.
"""

from services.enrichment.steps.quotes.reading import read_quotes

__all__ = ["read_quotes"]
