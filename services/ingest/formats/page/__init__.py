"""Web pages: the story in one, and what it says of itself."""
