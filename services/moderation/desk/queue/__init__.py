"""The queues: what waits at the desk, in rows that every server finds quickly."""
