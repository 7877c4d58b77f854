"""What harms people: whom copy insults or exposes, and who might follow what it tells."""
