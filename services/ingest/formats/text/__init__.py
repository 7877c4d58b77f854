"""Below every format: markup, charsets, codes, inflating, the root of a document."""
