"""Forms of duties: who answers for what, the hand-over, the kinds in use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Organisation, Person
from chuangcheng.people.queries import scoped, visible_organisations
from chuangcheng.stages.plans.checks.duties import Thing, concern_of
from chuangcheng.stages.plans.models import Duty, DutyKind, Programme
from chuangcheng.stages.plans.queries.duties import grids_of, places_of, tasks_with_duties
from chuangcheng.stages.plans.states import Concern, Counted
from chuangcheng.web.shell.forms import DateInput, RevisionField

if TYPE_CHECKING:
    _Person = forms.ModelChoiceField[Person]
    _Unit = forms.ModelChoiceField[Organisation]
    _Duties = forms.ModelMultipleChoiceField[Duty]
    _Thing = forms.ModelChoiceField[Any]
else:
    _Person = _Unit = _Thing = forms.ModelChoiceField
    _Duties = forms.ModelMultipleChoiceField


class PersonChoice(_Person):
    """A person in sight who holds a post."""

    def __init__(self, by: Account, **kwargs: Any) -> None:
        rows = scoped(Person.objects.filter(left_on=None, organisation__ended_on=None), by, path="organisation")
        super().__init__(rows.select_related("organisation"), required=False, empty_label=_("由单位负责"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Unit, name and post."""
        return " · ".join(part for part in (obj.organisation.name, obj.name, obj.post) if part)


class UnitOfDuty(_Unit):
    """A unit in sight."""

    def __init__(self, by: Account, **kwargs: Any) -> None:
        rows = visible_organisations(by).filter(ended_on=None)
        super().__init__(rows, required=False, empty_label=_("随责任人"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Name and code."""
        return f"{obj.name}（{obj.code}）"


class WhoForm(forms.Form):
    """Who answers: a person, or a unit."""

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = _("没有落实到人时，只选责任单位。")
        self.fields["person"] = PersonChoice(by, label=_("责任人"))
        self.fields["unit"] = UnitOfDuty(by, label=_("责任单位"), help_text=told)

    @property
    def who(self) -> dict[str, Any]:
        """What the actions take."""
        return {"person": self.cleaned_data["person"], "unit": self.cleaned_data["unit"]}


class ThingChoice(_Thing):
    """One grid, place or task of a programme."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name with its unit."""
        owner = getattr(obj, "organisation", None) or getattr(obj, "host", None)
        return f"{obj}（{owner.name}）" if owner else str(obj)


class DutyForm(WhoForm):
    """A new duty: for the ``thing``, or, without one, for what is chosen among a programme's."""

    from_day = forms.DateField(label=_("起"), widget=DateInput, initial=clock.today)
    to_day = forms.DateField(label=_("止"), widget=DateInput, required=False, help_text=_("长期有效就留空。"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(
        self,
        by: Account,
        kinds: Sequence[DutyKind],
        *args: Any,
        thing: Thing | None = None,
        programme: Programme | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(by, *args, **kwargs)
        self.thing = thing
        used = [kind for kind in kinds if thing is None or kind.concerns == concern_of(thing)]
        names = list(dict.fromkeys(kind.name for kind in used))
        self.fields["kind"] = forms.ChoiceField(label=_("责任类别"), choices=[(name, name) for name in names])
        if programme is not None and thing is None:
            today = clock.today()
            for concern, rows in (
                (Concern.GRID, scoped(grids_of(programme, today), by, path="organisation")),
                (Concern.PLACE, scoped(places_of(programme, today), by, path="organisation")),
                (Concern.TASK, tasks_with_duties(programme)),
            ):
                field = ThingChoice(rows, label=concern.label, required=False, empty_label=_("不选"))
                self.fields[concern.value] = field
        self.order_fields(("grid", "place", "task", "kind", "person", "unit", "from_day", "to_day", "note"))

    def clean(self) -> dict[str, Any]:
        """Exactly one thing."""
        values = super().clean() or {}
        if self.thing is None:
            chosen = [values[concern] for concern in Concern.values if values.get(concern)]
            if len(chosen) != 1:
                self.add_error(None, _now("网格、点位、任务请选一个，只选一个。"))
            else:
                self.thing = chosen[0]
        return values


class HandOverForm(WhoForm):
    """To whom, from which day, why."""

    on = forms.DateField(label=_("自何日起"), widget=DateInput, initial=clock.today)
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("例如：换届、调离、分工调整。"))
    revision = RevisionField()

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(by, *args, **kwargs)
        self.fields["person"].label = _("由谁接手")
        self.fields["unit"].label = _("接手的单位")
        self.order_fields(("duties", "person", "unit", "on", "reason"))


class DutyChoices(_Duties):
    """Duties to hand over."""

    def label_from_instance(self, obj: Any) -> str:
        """For what, in which way."""
        return f"{obj.thing} · {obj.kind}"


class HandOverAllForm(HandOverForm):
    """All duties of a person, or some."""

    def __init__(self, by: Account, duties: Iterable[Duty], *args: Any, **kwargs: Any) -> None:
        super().__init__(by, *args, **kwargs)
        del self.fields["revision"]
        keys = [duty.pk for duty in duties]
        rows = Duty.objects.filter(pk__in=keys).select_related("grid", "place", "task")
        self.fields["duties"] = DutyChoices(
            rows, label=_("要交接的责任"), initial=keys, widget=forms.CheckboxSelectMultiple
        )
        self.order_fields(("duties", "person", "unit", "on", "reason"))


class EndDutyForm(forms.Form):
    """The last day, and why."""

    on = forms.DateField(label=_("最后一天"), widget=DateInput, initial=clock.today)
    reason = forms.CharField(label=_("原因"), max_length=200)
    revision = RevisionField()


class RemoveDutyForm(forms.Form):
    """Why it was a mistake."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class KindForm(forms.Form):
    """One kind of duty; a line without a name is left out."""

    name = forms.CharField(label=_("责任类别"), max_length=20, required=False)
    concerns = forms.ChoiceField(label=_("对什么负责"), choices=Concern.choices)
    most = forms.IntegerField(label=_("最多几人"), min_value=1, max_value=999, required=False)
    counted = forms.ChoiceField(label=_("按什么计数"), choices=Counted.choices)
    strict = forms.BooleanField(label=_("超出时不许登记"), required=False)
    wanted = forms.BooleanField(label=_("必须有人负责"), required=False)
    shows_phone = forms.BooleanField(label=_("公示牌上写全电话"), required=False)


KindForms = forms.formset_factory(KindForm, extra=3, max_num=40, absolute_max=40)
