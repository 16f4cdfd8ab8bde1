"""What is valid in volunteers, services, cases and incidents."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused
from chuangcheng.stages.activities.models import Case, Incident, Service, Volunteer
from chuangcheng.stages.activities.states import CASE_MOVES, CaseState

#: More minutes than a day has are a slip of the pen.
MOST_MINUTES: Final = 24 * 60
#: A citizen's number has no place in any register.
_CITIZEN: Final = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def check_volunteer(volunteer: Volunteer) -> None:
    """A volunteer is registered by name, with consent of a day that has come, before the registration."""
    if not volunteer.name.strip():
        raise Refused("missing", _("请填写姓名。"), field="name")
    if not volunteer.consent_by.strip():
        raise Refused("no-consent", _("请写明本人怎样表示同意，例如：签了登记表。"), field="consent_by")
    if volunteer.consent_on > clock.today() or volunteer.consent_on > volunteer.registered_on:
        raise Refused("consent-later", _("同意的日期不能晚于登记日期和今天。"), field="consent_on")
    if volunteer.birth_year is not None and not 1900 <= volunteer.birth_year <= clock.today().year:
        raise Refused("wrong-year", _("出生年份不对。"), field="birth_year")
    for name in ("name", "phone", "squad", "skills", "consent_by"):
        check_no_citizen(getattr(volunteer, name), name)


def check_service(service: Service) -> None:
    """A service belongs to a volunteer of the unit, who was registered then and had not left, and fits into a day."""
    volunteer = service.volunteer
    if volunteer.unit_id != service.unit_id:
        raise Refused("other-unit", _("这名志愿者不在所选的单位登记。"), field="volunteer")
    left = volunteer.left_on is not None and service.happened_on > volunteer.left_on
    if service.happened_on < volunteer.registered_on or left:
        raise Refused("not-registered", _("这一天不在该志愿者的登记期间。请检查日期。"), field="happened_on")
    if not 0 < service.minutes <= MOST_MINUTES:
        raise Refused("wrong-minutes", _("一天的服务时长应在 1 至 1440 分钟之间。"), field="minutes")
    if service.activity is not None and service.activity.programme_id != service.programme_id:
        raise Refused("other-programme", _("这次活动属于另一个创建活动。"), field="activity")


def check_case(case: Case) -> None:
    """A closed case has its outcome; a due day does not lie before the day it was taken."""
    if case.state in (CaseState.SETTLED, CaseState.REFUSED, CaseState.PASSED_ON) and not case.outcome.strip():
        raise Refused("no-outcome", _("请写明办理结果。"), field="outcome")
    if case.due_on is not None and case.due_on < case.happened_on:
        raise Refused("due-before", _("办理期限早于受理日期。请检查两个日期。"), field="due_on")
    for name in ("title", "person", "outcome", "note", "handler"):
        check_no_citizen(getattr(case, name), name)


def ensure_case_move(was: str, to: str) -> None:
    """Refuse (code ``wrong-state``) a move that the table does not have."""
    if to not in CASE_MOVES[was]:
        raise Refused(
            "wrong-state",
            _("这件事现在是“%(was)s”，不能改为“%(to)s”。请刷新页面，看别人是否已经办过。")
            % {"was": CaseState(was).label, "to": CaseState(to).label},
            field="state",
        )


def check_incident(incident: Incident) -> None:
    """An incident has a kind and is about a person of the unit."""
    if not incident.kind.strip():
        raise Refused("missing", _("请填写情形。"), field="kind")
    if incident.person.organisation_id != incident.unit_id:
        raise Refused("other-unit", _("这个人不在所选的单位。请检查单位和人员。"), field="person")


def check_no_citizen(text: str, field: str) -> None:
    """Refuse (code ``citizen-number``) a number of 18 digits: no work here needs one (guardrail 10)."""
    if _CITIZEN.search(text):
        raise Refused("citizen-number", _("这里不要填身份证号。请删去后再保存。"), field=field)
