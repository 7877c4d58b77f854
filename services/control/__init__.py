"""The operator's command, `copydesk`, and the embedded default."""
