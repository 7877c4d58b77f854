"""Who can be known though the copy does not name them, and who was never anybody."""
