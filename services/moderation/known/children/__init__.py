"""Pure: children whom a story names or lets be known, and what they won."""
