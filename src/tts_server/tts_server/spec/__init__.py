"""What the API is, for programs and for people."""
