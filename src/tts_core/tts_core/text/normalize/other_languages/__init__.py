"""Numbers in languages other than English."""
