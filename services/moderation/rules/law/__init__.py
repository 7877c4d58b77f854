"""What law, and the codes of the press, forbid or want to be weighed."""
