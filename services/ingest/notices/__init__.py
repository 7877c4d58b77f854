"""Telling a wire, at its own webhook, that a person has sent a story back to it."""
