"""Who may use the desk: accounts, sessions, tokens."""
