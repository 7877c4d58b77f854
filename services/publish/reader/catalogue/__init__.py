"""What the log says is live: the catalogue, its shelves and editions, and its follower."""
