"""Search: what is asked, the index that answers, and the words shown of each story found."""
