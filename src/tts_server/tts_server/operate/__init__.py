"""Running a server: figures, logs, the beginning and the end."""
