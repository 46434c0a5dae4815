"""Makes the synthetic sample files. Python's standard library only."""
