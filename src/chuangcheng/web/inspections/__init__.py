"""Pages of base scores, checks, vetoes, judgements and outside figures."""
