"""The text before espeak-ng reads it, and its written words afterwards."""
