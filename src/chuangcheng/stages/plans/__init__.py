"""Programmes with their phases, next steps and closed periods; what every fact record shares."""
