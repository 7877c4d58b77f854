"""Pure: how much, which share, which day a headline gives, and what its text gives for it."""
