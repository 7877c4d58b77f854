"""A newsroom's stories: sent, watched, explained, kept back, given up on, killed, as files."""
