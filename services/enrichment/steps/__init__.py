"""Pure: what a text says, one thing a file. Read `enrich.py` for their order."""
