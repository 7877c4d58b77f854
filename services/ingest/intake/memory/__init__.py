"""What ingest remembers: stories, deliveries, names, and what the next stages are owed."""
