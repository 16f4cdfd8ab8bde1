"""Measures (§5.2, §9): a number, what it is compared with, and the scale that makes points of it."""

from chuangcheng.engine.working.leaves.measure.writer import MeasureWriter

__all__ = ["MeasureWriter"]
