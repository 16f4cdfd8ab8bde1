"""Writes of scoring: seasons, runs, publications, objections."""

from chuangcheng.stages.scoring.actions.objections import answer_objection, file_objection, withdraw_objection
from chuangcheng.stages.scoring.actions.publishing import publish_run, reopen_period
from chuangcheng.stages.scoring.actions.runs import export_folder, run_season
from chuangcheng.stages.scoring.actions.season_entries import (
    change_rounds,
    drop_assessed,
    drop_source,
    enter_assessed,
    set_source,
)
from chuangcheng.stages.scoring.actions.seasons import (
    change_season,
    exempt_unit,
    open_season,
    set_group,
    set_units,
    switch_fines,
    switch_ranking,
)

__all__ = [
    "answer_objection",
    "change_rounds",
    "change_season",
    "drop_assessed",
    "drop_source",
    "enter_assessed",
    "exempt_unit",
    "export_folder",
    "file_objection",
    "open_season",
    "publish_run",
    "reopen_period",
    "run_season",
    "set_group",
    "set_source",
    "set_units",
    "switch_fines",
    "switch_ranking",
    "withdraw_objection",
]
