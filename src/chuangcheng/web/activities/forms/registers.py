"""Forms of readings, facilities, services, cases and incidents, and what moves them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Person, Place
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import (
    Activity,
    Case,
    Facility,
    Incident,
    Measure,
    Measurement,
    Service,
    Volunteer,
)
from chuangcheng.stages.activities.queries import name_for, units_with_names
from chuangcheng.stages.activities.states import (
    CASE_MOVES,
    TOOK_PLACE,
    CaseState,
    DisciplineStep,
    FacilityState,
    RegisterKind,
)
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing, units
from chuangcheng.web.activities.forms.fields import CountField
from chuangcheng.web.register.forms import LongText, RecordForm
from chuangcheng.web.shell.forms import DateInput, RevisionField, YuanField

#: Latest activities that a service may belong to.
MOST_ACTIVITIES = 50


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Somebody who holds a post in a unit of the programme that the account sees."""

    def __init__(self, by: Account, programme: Programme, **kwargs: Any) -> None:
        rows = Person.objects.filter(Q(left_on=None) | Q(left_on__gt=clock.today()), organisation__in=units(programme))
        super().__init__(scoped(rows.select_related("organisation"), by, path="organisation"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Name and unit, since names repeat."""
        return f"{obj.name}（{obj.organisation.name}）"


class MeasurementForm(RecordForm):
    """A reading of a measure."""

    number = forms.DecimalField(
        label=_("数值"),
        max_digits=18,
        decimal_places=2,
        help_text=_("错几次、及时几次、到会几人、几本、几分、多少元。"),
    )
    out_of = forms.DecimalField(
        label=_("总数"), max_digits=18, decimal_places=2, required=False,
        help_text=_("率要填：观测几次、应传几次、应到几人。连续无错：几个班都没有错。"),
    )  # fmt: skip
    excused = CountField(label=_("请假人数"))
    text = forms.CharField(label=_("说明"), max_length=200, required=False)
    copied: ClassVar[tuple[str, ...]] = ("number", "out_of", "excused", "text")

    def __init__(
        self, by: Account, programme: Programme, *args: Any, record: Measurement | None = None, **kwargs: Any
    ) -> None:
        super().__init__(by, programme, *args, record=record, **kwargs)
        measures = Measure.objects.filter(programme=programme).filter(
            Q(ended_on=None) | Q(pk=getattr(record, "measure_id", None))
        )
        self.fields["measure"] = forms.ModelChoiceField(measures, label=_("计量指标"))
        self.fields["person"] = PersonChoice(by, programme, label=_("人员"), required=False)
        self.fields["unit"].required = False
        self.order_fields(["measure", "happened_on", "late", "person", "unit", "number", "out_of", "excused", "text"])

    def initial_of(self, record: Any) -> dict[str, Any]:
        """The measure and the person by their keys."""
        return {**super().initial_of(record), "measure": record.measure_id, "person": record.person_id}

    def clean(self) -> dict[str, Any]:
        """A reading of a person is one of the person's unit."""
        given = dict(super().clean() or self.cleaned_data)
        if given.get("person") is not None:
            given["unit"] = given["person"].organisation
        elif given.get("unit") is None and "unit" not in self.errors:
            self.add_error("unit", _("请选择单位或人员。"))
        return given


class FacilityForm(RecordForm):
    """A word about a facility."""

    kind = forms.CharField(label=_("设施"), max_length=60, help_text=_("例如：母婴室、消毒间、无障碍通道。"))
    state = forms.ChoiceField(label=_("状态"), choices=FacilityState.choices)
    quantity = forms.IntegerField(label=_("数量"), min_value=0, initial=1, help_text=_("没有的填 0。"))
    copied: ClassVar[tuple[str, ...]] = ("kind", "state", "quantity")

    def __init__(
        self, by: Account, programme: Programme, *args: Any, record: Facility | None = None, **kwargs: Any
    ) -> None:
        super().__init__(by, programme, *args, record=record, **kwargs)
        places = Place.objects.filter(organisation__in=units(programme), ended_on=None).select_related("organisation")
        self.fields["spot"] = forms.ModelChoiceField(
            scoped(places, by, path="organisation"), label=_("点位"), required=False
        )

    def initial_of(self, record: Any) -> dict[str, Any]:
        """The place by its key."""
        return {**super().initial_of(record), "spot": record.spot_id}


class VolunteerChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A volunteer whom the account may record for."""

    def __init__(self, by: Account, programme: Programme, **kwargs: Any) -> None:
        self.known = units_with_names(by)
        rows = Volunteer.objects.filter(unit__in=units(programme), name__gt="").select_related("unit")
        super().__init__(scoped(rows, by).order_by("unit__code", "number"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Name and number."""
        return f"{name_for(obj, self.known)}（{obj.number}）"


class ServiceForm(RecordForm):
    """Time that a volunteer gave."""

    minutes = CountField(label=_("时长（分钟）"), required=True)
    content = forms.CharField(label=_("服务内容"), max_length=200, required=False)
    copied: ClassVar[tuple[str, ...]] = ("minutes", "content")

    def __init__(
        self, by: Account, programme: Programme, *args: Any, record: Service | None = None, **kwargs: Any
    ) -> None:
        super().__init__(by, programme, *args, record=record, **kwargs)
        del self.fields["unit"]
        self.fields["volunteer"] = VolunteerChoice(by, programme, label=_("志愿者"))
        rows = standing(scoped(Activity.objects.filter(programme=programme, state__in=TOOK_PLACE), by))
        latest = rows.order_by("-happened_on", "-pk").values_list("pk", flat=True)[:MOST_ACTIVITIES]
        keys = {*latest, getattr(record, "activity_id", None)}
        self.fields["activity"] = ActivityChoice(
            Activity.objects.filter(pk__in=keys).order_by("-happened_on"), label=_("活动"), required=False
        )
        self.order_fields(["volunteer", "happened_on", "late", "minutes", "activity", "content"])

    def initial_of(self, record: Any) -> dict[str, Any]:
        """The volunteer and the activity by their keys."""
        return {**super().initial_of(record), "volunteer": record.volunteer_id, "activity": record.activity_id}

    def clean(self) -> dict[str, Any]:
        """A service is one of the volunteer's unit."""
        given = dict(super().clean() or self.cleaned_data)
        if given.get("volunteer") is not None:
            given["unit"] = given["volunteer"].unit
        return given


class ActivityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the latest activities."""

    def label_from_instance(self, obj: Any) -> str:
        """Day and name."""
        return f"{obj.happened_on} {obj.title or obj.kind}（{obj.code}）"


class CaseForm(RecordForm):
    """A case of a register."""

    register = forms.ChoiceField(label=_("登记簿"), choices=RegisterKind.choices)
    kind = forms.CharField(label=_("类别"), max_length=60, required=False)
    title = forms.CharField(label=_("事项"), max_length=200, help_text=_("写什么事，不写姓名和证件号。"))
    person = forms.CharField(
        label=_("当事人"), max_length=60, required=False, help_text=_("只有本单位经办人看得到全名；日志里没有。")
    )
    persons = forms.IntegerField(label=_("人数"), min_value=0, initial=1)
    households = forms.IntegerField(label=_("户数"), min_value=0, initial=0)
    amount = YuanField(label=_("金额（元）"), min_value=0, required=False)
    handler = forms.CharField(label=_("承办人"), max_length=60, required=False)
    due_on = forms.DateField(label=_("办理期限"), widget=DateInput, required=False)
    copied: ClassVar[tuple[str, ...]] = (
        *("register", "kind", "title", "person", "persons", "households", "amount", "handler", "due_on"),
    )

    def __init__(
        self, by: Account, programme: Programme, *args: Any, record: Case | None = None, **kwargs: Any
    ) -> None:
        super().__init__(by, programme, *args, record=record, **kwargs)
        del self.fields["note"]  # notes of records are read by everyone in scope
        if by.organisation_id is not None and record is None:
            self.fields["unit"].initial = by.organisation_id


class CaseMoveForm(forms.Form):
    """Where a case stands now."""

    outcome = LongText(label=_("结果"), required=False, help_text=_("办结、转交、不符合条件的，写明结果。"))
    revision = RevisionField()

    def __init__(self, case: Case, sent: Any = None) -> None:
        super().__init__(sent, initial={"revision": case.revision, "outcome": case.outcome})
        moves = [(state.value, state.label) for state in CaseState if state in CASE_MOVES[case.state]]
        self.fields["state"] = forms.ChoiceField(label=_("状态"), choices=moves)
        self.order_fields(["state", "outcome"])


class CaseExportForm(forms.Form):
    """Which register leaves as a file, and for what."""

    register = forms.ChoiceField(label=_("登记簿"), choices=RegisterKind.choices)
    purpose = forms.CharField(
        label=_("用途"), max_length=200, help_text=_("会记入日志：谁、什么时候、导出多少条、做什么用。")
    )


class IncidentForm(RecordForm):
    """A breach of discipline."""

    kind = forms.CharField(label=_("情形"), max_length=60, help_text=_("例如：工作不在状态、串岗、做与工作无关的事。"))
    found_by = forms.CharField(label=_("发现人"), max_length=60, required=False)
    copied: ClassVar[tuple[str, ...]] = ("kind", "found_by")

    def __init__(
        self, by: Account, programme: Programme, *args: Any, record: Incident | None = None, **kwargs: Any
    ) -> None:
        super().__init__(by, programme, *args, record=record, **kwargs)
        del self.fields["unit"]
        self.fields["person"] = PersonChoice(by, programme, label=_("人员"))
        self.order_fields(["person", "happened_on", "late", "kind", "found_by"])

    def initial_of(self, record: Any) -> dict[str, Any]:
        """The person by key."""
        return {**super().initial_of(record), "person": record.person_id}

    def clean(self) -> dict[str, Any]:
        """An incident is one of the person's unit."""
        given = dict(super().clean() or self.cleaned_data)
        if given.get("person") is not None:
            given["unit"] = given["person"].organisation
        return given


class DecideForm(forms.Form):
    """What is decided about an incident, by whom and why."""

    step = forms.ChoiceField(label=_("处理"), choices=DisciplineStep.choices)
    decision = LongText(label=_("决定理由"))
    decided_by = forms.CharField(label=_("决定人"), max_length=60, required=False, help_text=_("不填就是您本人。"))
    revision = RevisionField()
