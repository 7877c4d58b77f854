"""Pure: what courts keep from print, and whether a copy tells it."""
