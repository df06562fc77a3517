"""Who may speak when: turns, keys and their limits."""
