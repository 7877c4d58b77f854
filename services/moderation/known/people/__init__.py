"""Pure: whom a story names, by every name and clue that it gives of them."""
