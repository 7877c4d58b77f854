"""Who can be known though the copy does not name them, and who was never anybody.

Nineteen files, as each holds one kind of clue or of exception that several rules ask for.
"""
