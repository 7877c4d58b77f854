"""Asking servers: feeds, sitemaps, APIs with a cursor, outboxes, mailboxes."""
