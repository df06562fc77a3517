"""Runtime sessions: providers and devices, threads, runs that can be stopped, graphs kept ready."""
