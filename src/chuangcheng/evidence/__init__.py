"""Files stored once under their hash, their captions and what they are cited for."""
