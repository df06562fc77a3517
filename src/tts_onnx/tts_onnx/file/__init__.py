"""The files that graphs come in, read and written without the library that made them."""
