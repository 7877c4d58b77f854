"""Whose copy it is, what came before it, and how it was made."""
