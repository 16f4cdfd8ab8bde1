"""Problems from every source, their deadlines, re-checks and misses."""
