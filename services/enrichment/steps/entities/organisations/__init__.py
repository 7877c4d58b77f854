"""Organisations: known, told by the words in a name or beside it; and which of them are one."""
