"""Mail: letters, boxes of them, and what is sent along."""
