"""Forms of activities, measures and registers. What is valid stands in ``stages.activities.checks``."""
