"""Pure: who can be known though the copy does not name them, and who was never anybody.

Each file holds one kind of clue or of exception that several rules ask for; what is of people
and of children has a room.
"""
