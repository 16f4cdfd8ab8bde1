"""Activities, articles, what is measured, volunteers and registers."""

from chuangcheng.stages.activities.models.activities import Activity, ActivityKind, Article
from chuangcheng.stages.activities.models.measurements import Facility, Incident, Measure, Measurement
from chuangcheng.stages.activities.models.registers import Case, Service, Volunteer

__all__ = [
    "Activity",
    "ActivityKind",
    "Article",
    "Case",
    "Facility",
    "Incident",
    "Measure",
    "Measurement",
    "Service",
    "Volunteer",
]
