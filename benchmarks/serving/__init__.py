"""What measures the server: the programs that run in processes of their own, and their clients."""
