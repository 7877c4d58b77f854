"""Pure: what `release` comes to: a revision goes live, a publication comes down, told so."""
