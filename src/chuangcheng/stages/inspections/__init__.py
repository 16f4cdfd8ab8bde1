"""What was found by looking: base scores, checks at places, vetoes, judgements, outside figures."""
