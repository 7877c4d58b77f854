"""Pure: a headline's core claim, side against side, in one table of eight languages."""
