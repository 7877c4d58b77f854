"""What telex lines carried, and plain text: ANPA 1312, IPTC 7901."""
