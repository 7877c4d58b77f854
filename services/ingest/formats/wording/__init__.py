"""What the words of an item say of it. The next agency's habit is one rule here.

Wires that have no field for status, embargo, marker, dateline or byline write them into
headlines, sluglines and notes, each in a set form. An embargo's forms are a room of their own,
`embargo/`, as it is written in more ways than all else.
"""
