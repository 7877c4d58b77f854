"""Pure: what a text says, one thing a file. Read `enrich.py` for their order.

As many files as there are things to work out; each stands alone, so there are no rooms to cut.
"""
