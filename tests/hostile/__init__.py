"""A hostile client beside an ordinary load, for any installation: `python -m tests.hostile`."""
