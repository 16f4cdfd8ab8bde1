"""The decomposition table of the tests of plans serves those of the pages, too."""

from __future__ import annotations

from tests.stages.plans.conftest import table

__all__ = ["table"]
