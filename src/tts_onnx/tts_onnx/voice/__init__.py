"""From tokens to speech: budgets, styles, edges, the times of words, and whether it can be speech at all."""
