"""What is made one before any reader looks: markup, invisible characters, ways of writing one sign."""
