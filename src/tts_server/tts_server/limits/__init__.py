"""Who may speak when: queues, keys and their limits."""
