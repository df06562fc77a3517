"""What is English: a reader for each class of written things, and which of them looks where."""
