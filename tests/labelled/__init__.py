"""Made-up wire stories with labels, and how well the steps of enrichment find what they say."""
