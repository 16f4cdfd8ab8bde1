from __future__ import annotations

from tests.stages.conftest import programme
from tests.stages.scoring.conftest import world

__all__ = ["programme", "world"]
