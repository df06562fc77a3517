"""What a server tells of itself: logs, traces, and figures for Prometheus."""
