"""The espeak-ng library in this process: where it is, how it is loaded, lent and asked."""
