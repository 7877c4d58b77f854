"""The public item, as ninjs 3.1: what readers and sites get of an approved revision."""
