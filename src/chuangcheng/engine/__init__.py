"""The engine: a rulebook and facts in, a points ledger out.

Pure: no framework, no clock, no network. ``reading`` turns files into a checked rulebook and checked
facts, ``working`` compiles the rulebook into one relational plan and runs it, ``telling`` words results
for people and writes them to files.
"""
