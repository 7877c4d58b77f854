"""The sources: who they are, what they may, how much they send, and when they fall silent."""
