"""The programme of 甲镇 that the tests of the stages work in serves those of the pages, too."""

from __future__ import annotations

from tests.stages.conftest import programme

__all__ = ["programme"]
