"""Why a unit has its score: the engine's explanation, on the facts that the run kept."""

from __future__ import annotations

from collections.abc import Mapping

from chuangcheng.engine.scoring import Outcome, keep_scored, open_scored, score_season
from chuangcheng.engine.telling.explain import Explanation, explain
from chuangcheng.rulebooks.telling import reader_language
from chuangcheng.stages.scoring.models import Run, Standing
from chuangcheng.stages.scoring.queries.results import folder_of, records_of

Records = Mapping[tuple[str, str], tuple[str, int]]


def explanation(run: Run, standing: Standing) -> tuple[Explanation, Records]:
    """The explanation of a standing's score, and (fact kind, fact id) → record that each fact opens down to. It is told in
    the language of the page."""
    with _scored(run) as outcome:
        return explain(outcome, standing.unit.code, standing.period, reader_language()), records_of(run)


def _scored(run: Run) -> Outcome:
    """The run's facts, scored: as they were kept, else once more and kept for the next question."""
    folder = folder_of(run)
    outcome = open_scored(folder / "season", folder)
    if outcome is None:
        outcome = score_season(folder / "season", checked=True)
        keep_scored(outcome, folder)
    return outcome
