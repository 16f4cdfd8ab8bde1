"""The grammar of plan documents: each file reads one kind of statement out of prepared sentences."""
