"""Languages other than English: their data and grammar, and one machine that reads all of them."""
