"""Pure: a headline against the text under it: what it says otherwise, and of whom."""
