"""Taking in: reading a delivery, deciding it, keeping it, telling of it.

    reception   reads a request's bytes (bodies: bounded) into a delivery
    writer      takes many requests together
    decisions/  pure: decides them, a batch at a time
    shelf       keeps them, in memory/: stories, deliveries, names, and what is owed
    telling     tells the stages, the timeline and our own people

`requests/` and `pulling/` hand deliveries in, as far as the stages keep up (pressure); closing
is what a person's kill, recall or return comes to here.
"""
