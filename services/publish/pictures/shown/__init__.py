"""Pure: which pictures a story has places for, which of them it shows, in which sizes."""
