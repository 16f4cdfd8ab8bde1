"""Writes of exemplars, honours and materials."""

from chuangcheng.stages.exemplars.actions.honours import change_honour, record_honour, review_honour, withdraw_honour
from chuangcheng.stages.exemplars.actions.materials import (
    change_material,
    record_material,
    review_material,
    withdraw_material,
)
from chuangcheng.stages.exemplars.actions.persons import change_exemplar, prepare_exemplar, register_exemplar

__all__ = [
    "change_exemplar",
    "change_honour",
    "change_material",
    "prepare_exemplar",
    "record_honour",
    "record_material",
    "register_exemplar",
    "review_honour",
    "review_material",
    "withdraw_honour",
    "withdraw_material",
]
