"""Lines around a story: agencies, sites, credits, datelines, and what pages put there."""
