"""From a rulebook to its results: one relational plan over whole numbers, and the machine that runs it."""
