"""Reads of reports: figures with their records, and documents filled from them."""
