"""Pages of exemplars, honours and materials."""
