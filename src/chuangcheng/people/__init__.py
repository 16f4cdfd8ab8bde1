"""Organisations, persons, accounts, roles; who sees what."""
