"""What is remembered beside enrichments: kin, what was killed, and who was told of it."""
