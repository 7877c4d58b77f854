"""Pure: who is named in a story of a crime, and which parts it gives them."""
