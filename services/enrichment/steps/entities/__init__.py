"""People, organisations and places: a gazetteer, lists of words, and how they stand together.

Precision comes first: a capital alone makes no name. A person needs a first name that we know,
a title, or the way that copy presents people (“Anna Qux, 41, a nurse”); an organisation needs
a word that organisations have, or to be known; a place needs to be in the gazetteer.

    reading         goes through the text
    people/         know organisations and places, for both stand beside people
    organisations/  know places, for many are called by one
    places/         know neither
    settling        what needs the whole text (by_use, unlisted), and what a headline adds

In the rooms each file holds one way in which copy presents a name. Beside them is what all of
them read by: the lexicon, the tokens, and spellings.
"""

from services.enrichment.steps.entities.reading import Names, find_names

__all__ = ["Names", "find_names"]
