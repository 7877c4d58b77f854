"""The command's parts, one file for each thing an operator asks for: as many as there are."""
