"""The desk: where people decide about what the policy has held."""
