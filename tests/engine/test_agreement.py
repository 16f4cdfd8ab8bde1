"""Plan and oracle, written apart from one contract, agree line for line on seasons made at random."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.generators import Case, draw_case
from tests.engine.second_opinion import of_oracle, of_plan

#: ``CHUANGCHENG_AGREEMENT=2000 pytest tests/engine/test_agreement.py`` looks deeper than every run can.
EXAMPLES = int(os.environ.get("CHUANGCHENG_AGREEMENT", "12"))
PROFILE = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="CHUANGCHENG_AGREEMENT" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def agree(case: Case) -> None:
    """Score a season twice; every problem and every row must be the same."""
    with tempfile.TemporaryDirectory() as name:
        folder = case.write(Path(name))
        oracle = of_oracle(folder)
        assert not oracle.reading, "the generator wrote what the contract refuses"
        plan = of_plan(folder)
    assert plan.problems == oracle.problems
    assert plan.tables == oracle.tables


@PROFILE
@given(pick=st.randoms(use_true_random=False), seed=st.integers(0, 10**6))
def test_clean_seasons_agree(pick: Random, seed: int) -> None:
    agree(draw_case(pick, seed, rough=False))


@PROFILE
@given(pick=st.randoms(use_true_random=False), seed=st.integers(0, 10**6))
def test_rough_seasons_agree(pick: Random, seed: int) -> None:
    agree(draw_case(pick, seed, rough=True))


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_seeded_seasons_agree(seed: int) -> None:
    """Seasons from a plain seed are larger than those that hypothesis likes to draw."""
    agree(draw_case(Random(seed), seed, rough=seed % 2 == 1))
