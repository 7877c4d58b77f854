"""What can be worked out from a text, one thing a file. Read `enrich.py` for their order."""
