"""Places: the gazetteer's, small towns, other scripts, and places that are somebody's name."""
