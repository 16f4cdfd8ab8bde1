"""The leaves (§5, §9): each makes ``line_<n>(u, p, fact, key, points, reason)`` from facts, and its problems.

``reason`` is a word and its arguments parted by ``|`` (numbers of points in 0.0001, other numbers as decimals); the
sentence is made of it in ``telling.wording``.
"""
