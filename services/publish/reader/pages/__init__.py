"""What the site shows, one kind a file: fronts and lists, stories, searches, feeds."""
