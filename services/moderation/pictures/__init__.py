"""Pictures at the desk: what ingest told of them, how they look, what else looks like them."""
