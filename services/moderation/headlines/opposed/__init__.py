"""Pure: what a headline says has happened, against a text that says it has not."""
