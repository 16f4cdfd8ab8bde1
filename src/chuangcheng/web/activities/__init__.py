"""Pages of activities and articles."""
