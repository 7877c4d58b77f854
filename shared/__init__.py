"""What the four services share, behind two doors.

*Contract*, which they must agree on: `articles` (the nouns that travel), `events`, `timeline`,
`lifecycle`. *Runtime*, which each needs identically: the rest. What fits neither stays with
its service.
"""
