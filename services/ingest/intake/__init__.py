"""Taking in: reading a delivery, deciding it, keeping it, telling of it.

`reception` reads, `writer` takes many requests together, `batch` decides (pure), `shelf` keeps,
`telling` tells. `requests/` and `pulling/` hand deliveries in.

More than fifteen files: what is stored of deliveries, of stories, of names, and of what is owed
is a file each, and what is decided is pure and stands beside what runs it.
"""
