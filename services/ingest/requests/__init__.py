"""What is asked of ingest over HTTP: wires post, validate and ask; the desk reinstates.

`api` has the wires' routes, `posted` the request, `taking` the way in, `replies` the answers.
"""
