"""Embargoes in words: whether a line is under one, and until when; pure."""
