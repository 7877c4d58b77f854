"""What a picture's file holds, worked out in a process of its own that may die of it."""
