"""What moderation remembers, as its stages and its desk are given it."""
