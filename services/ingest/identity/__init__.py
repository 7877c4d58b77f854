"""Which story an item is of, and which revision of it; pure.

arrival    an item with its story's id, and what tells its revisions apart; start here
ids        the story's id and a receipt's; keys of the names that are remembered
names      what else a story is called, in every spelling by which it would be known
pages      the one spelling of a page's address
versions   the wire's version, and the fingerprint of what it says
"""
