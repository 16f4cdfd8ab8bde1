"""Telling: sentences in Chinese and English, tables as files, the why of a score, what changed between two results."""
