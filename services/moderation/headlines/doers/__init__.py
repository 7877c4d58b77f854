"""Pure: who did it, and to whom, by the headline and by the text: actors, winners, leavers."""
