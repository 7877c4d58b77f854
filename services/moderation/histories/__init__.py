"""What each source has sent so far, hour by hour, and what became of it."""
