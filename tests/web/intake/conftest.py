"""The stages' programme, for the pages of the import."""

from tests.stages.conftest import programme

__all__ = ["programme"]
