"""Forms of the room, by page. What is valid stands in ``stages.plans.checks``."""

from chuangcheng.web.plans.forms.programmes import (
    GroupForm,
    HostChoice,
    MemberForm,
    NewProgrammeForm,
    NextStepForm,
    PhaseForm,
    ProgrammeForm,
)

__all__ = [
    "GroupForm",
    "HostChoice",
    "MemberForm",
    "NewProgrammeForm",
    "NextStepForm",
    "PhaseForm",
    "ProgrammeForm",
]
