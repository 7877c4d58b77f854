"""People, organisations and places: a gazetteer, lists of words, and how they stand together.

Precision comes first: a capital alone makes no name. A person needs a first name that we know,
a title, or the way that copy presents people (“Anna Qux, 41, a nurse”); an organisation needs
a word that organisations have, or to be known; a place needs to be in the gazetteer.
`reading` goes through the text; `people`, `organisations` and `places` know what each is. Each
further file holds one way in which copy presents a name: hence more than fifteen.
"""

from services.enrichment.steps.entities.reading import Names, find_names

__all__ = ["Names", "find_names"]
