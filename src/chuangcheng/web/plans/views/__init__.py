"""Pages of programmes and of their parts."""
