"""The policies that were put in force, what another would change, and how the rules do."""
