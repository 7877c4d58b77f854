"""Where the copy leads."""
