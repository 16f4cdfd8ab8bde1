"""Pages of evidence, by what they show."""
