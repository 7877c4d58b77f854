"""Amounts: sums of money, percentages, and numbers with a unit.

“$200 billion”, “1,5 Millionen Euro”, “Rs 20 crore”, “12.5%”, “30 km”. A number that nothing
follows or leads is left alone. The scan starts at digits and looks a few tokens around, so its
time grows with the text only. `figures` knows what digits come to, `money` whose money it is,
`units` what else is counted; `reading` puts them together.
"""

from services.enrichment.steps.amounts.reading import read_amounts

__all__ = ["read_amounts"]
