"""What is asked over HTTP: by operators of sites, and by the sites with their tokens."""
