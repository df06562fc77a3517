"""What a user would pick instead, and the floor under everybody, measured beside us on the same texts."""
