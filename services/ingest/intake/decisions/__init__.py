"""Pure: what becomes of deliveries and of the items in them, and what is kept of each."""
