"""XML of wires and sites: NewsML-G2, NewsML 1.2, NITF, RSS, Atom, WordPress."""
