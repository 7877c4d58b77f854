"""People: where a name ends, how copy presents one, in which roles; and who was found."""
