"""Complaints and suggestions, written from any page; each is answered and counted."""
