"""The stages' programme, for the import."""

from tests.stages.conftest import programme

__all__ = ["programme"]
