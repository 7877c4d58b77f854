"""What the words of an item say of it. The next agency's habit is one rule here.

Wires that have no field for status, embargo, marker, dateline or byline write them into
headlines, sluglines and notes, each in a set form.

More than fifteen files, as each holds one kind of form: half of them are an embargo's, which is
written in more ways than all else.
"""
