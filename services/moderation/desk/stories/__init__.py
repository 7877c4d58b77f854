"""One story whole, what is live, and what the desk learns from both."""
