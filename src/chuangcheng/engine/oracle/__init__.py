"""The contract in plain Python: a second opinion for the relational plan, and the scorer of one unit at once.

Nothing here looks at ``engine.working``. The door is ``score.py``.
"""
