"""What was done: activities hosted, selections, articles."""
