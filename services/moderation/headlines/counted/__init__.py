"""Pure: what a headline counts, against what its text counts: people, votes, terms."""
