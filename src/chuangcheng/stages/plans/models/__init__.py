"""A programme, what it is made of, and what every fact record of the later stages shares."""

from chuangcheng.stages.plans.models.cadences import Cadence, CadenceMark, CadenceOccasion, Feed, Suspension
from chuangcheng.stages.plans.models.drafts import PlanFile, PlanText, TextDecision
from chuangcheng.stages.plans.models.duties import Duty, DutyKind, Matter
from chuangcheng.stages.plans.models.programmes import LeadingMember, NextStep, Phase, Programme
from chuangcheng.stages.plans.models.records import ClosedPeriod, Record
from chuangcheng.stages.plans.models.tasks import Letter, Target, TargetReading, Task

__all__ = [
    "Cadence",
    "CadenceMark",
    "CadenceOccasion",
    "ClosedPeriod",
    "Duty",
    "DutyKind",
    "Feed",
    "LeadingMember",
    "Letter",
    "Matter",
    "NextStep",
    "Phase",
    "PlanFile",
    "PlanText",
    "Programme",
    "Record",
    "Suspension",
    "Target",
    "TargetReading",
    "Task",
    "TextDecision",
]
