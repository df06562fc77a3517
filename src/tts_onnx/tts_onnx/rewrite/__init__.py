"""A graph rewritten so that the same takes less work: a module for each pass."""
