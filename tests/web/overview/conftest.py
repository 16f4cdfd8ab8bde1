"""A programme of 甲镇, for today's page."""

from tests.stages.conftest import programme

__all__ = ["programme"]
