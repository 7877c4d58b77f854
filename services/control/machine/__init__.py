"""A newsroom on this machine: its servers and services, their ports, processes and secrets."""
