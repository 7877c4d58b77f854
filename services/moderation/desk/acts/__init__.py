"""What people do to cases, and how it leaves the house."""
