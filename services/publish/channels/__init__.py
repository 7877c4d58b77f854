"""Ways out: the log, which decides the order, and what is copied from it."""
