"""What the four services share, behind two doors.

*Contract*, which they must agree on, and which knows nothing of how a service runs:

    ninjs        an item of news, in IPTC's words
    articles     the nouns that travel with it
    events       every event, in the order a story meets them, and how it is written
    payloads     what events carry, a noun for each kind of thing that can happen
    lifecycle    the states and the transitions that exist
    media        pictures: how items name them, what is kept of one, how one ends
    timeline     one line of an article's life; the state that such lines amount to
    stops        what the kill lane says

*Runtime*, which each service needs identically:

    a service    service, probes, settings, logs, metrics, tracing, memory, clock
    its stages   stage (read this first), recovery, outages, deaths, entries, failures, children
    its streams  streams, stream_scripts, subscription, connection
    its records  database, chronicle, reconcile, objects
    its calls    doors, problems, openapi, asyncapi, examples, addresses, leaving
    its hooks    webhooks, answers, signing
    its secrets  sealing, written, dead_letters

What fits neither door stays with its service. The modules lie flat, more than fifteen of them,
so that `shared.events` stays the short name that every service, test and document uses; the
contract `doors` in .importlinter keeps the two kinds apart.
"""
