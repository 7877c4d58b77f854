"""Taking in: reading a delivery, deciding it, keeping it, telling of it.

`reception` reads, `writer` takes many requests together, `batch` decides (pure), `shelf` keeps,
`telling` tells. `requests/` and `pulling/` hand deliveries in.
"""
