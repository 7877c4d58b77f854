"""Pure: a headline that is about something else than its text, judged by what they share."""
