"""The front as people arrange it: which stories lead, in which order, and for how long."""
