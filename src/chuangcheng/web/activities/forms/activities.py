"""The form of an activity: the kind first, then what that kind asks, the rest folded away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Place
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities import policy
from chuangcheng.stages.activities.models import Activity, ActivityKind
from chuangcheng.stages.activities.queries import kind_named
from chuangcheng.stages.activities.states import COUNTS, FESTIVALS, OFFICE_WORDS, FieldType
from chuangcheng.stages.plans.models import Cadence, Programme, Task
from chuangcheng.stages.plans.queries import units
from chuangcheng.stages.plans.states import Level, TaskKind
from chuangcheng.web.activities.forms.fields import CountField, further_field, label_of
from chuangcheng.web.register.forms import LongText, RecordForm, YesNoField
from chuangcheng.web.shell.forms import YuanField

#: What the form always shows first, whatever the kind asks.
FIRST = ("unit", "happened_on", "late", "title", "spot", "where")
#: What stands last of what is shown first.
LAST = ("photo",)


class SpotChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """One of the places of the programme that the account sees."""

    def __init__(self, by: Account, programme: Programme, **kwargs: Any) -> None:
        places = scoped(Place.objects.filter(organisation__in=units(programme), ended_on=None), by, path="organisation")
        super().__init__(places.select_related("organisation"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Name and unit, since names repeat."""
        return f"{obj.name}（{obj.organisation.name}）"


class ActivityForm(RecordForm):
    """An activity of one kind. ``first`` are the fields shown at once, ``more`` those folded away.

    ``kind`` is what is being recorded; a record that is changed brings its own. ``like`` fills in what the last one had.
    """

    title = forms.CharField(label=_("名称"), max_length=160, required=False)
    where = forms.CharField(label=_("地点"), max_length=160, required=False)
    starts_at = forms.TimeField(label=_("开始时间"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    theme = forms.CharField(label=_("主题"), max_length=160, required=False)
    organiser = forms.CharField(label=_("组织者"), max_length=160, required=False)
    festival = forms.CharField(
        label=_("节日"), max_length=20, required=False, help_text=_("例如：%(days)s。") % {"days": "、".join(FESTIVALS)}
    )
    level = forms.ChoiceField(
        label=_("层级"),
        choices=(("", "—"), *Level.choices),
        required=False,
        help_text=_("为哪一级承办；自办的可以不填。"),
    )
    nominees = LongText(
        label=_("候选名单"), required=False, help_text=_("评选类活动要有候选名单、公示日期和评选结果，才能算办完。")
    )
    shown_on = forms.DateField(
        label=_("公示日期"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    result = LongText(label=_("评选结果"), required=False)
    items = forms.CharField(
        label=_("对应测评项目"), required=False, max_length=400, help_text=_("测评体系里的编号，几个之间用空格隔开。")
    )
    important = YesNoField(label=_("重要活动"), required=False)
    hosted = YesNoField(label=_("承办"), required=False)
    completed = YesNoField(label=_("圆满完成"), required=False)
    copied: ClassVar[tuple[str, ...]] = (
        *("kind", "title", "where", "spot", "starts_at", "theme", "organiser", "festival", "level", "nominees"),
        *("shown_on", "result", *OFFICE_WORDS, *COUNTS),
    )

    def __init__(
        self,
        by: Account,
        programme: Programme,
        *args: Any,
        record: Activity | None = None,
        kind: ActivityKind | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(by, programme, *args, record=record, **kwargs)
        self.kind = kind or kind_named(programme.host, record.kind if record is not None else "")
        self.fields["kind"] = forms.CharField(widget=forms.HiddenInput, initial=self.kind.name, max_length=40)
        self.fields["spot"] = SpotChoice(by, programme, label=_("点位"), required=False)
        for name in COUNTS:
            label = label_of(name)
            self.fields[name] = (
                YuanField(label=label, min_value=0, required=False) if name == "money" else CountField(label=label)
            )
        for told in self.kind.fields:
            self.fields[f"numbers-{told['name']}"] = further_field(told)
        if record is None:
            self._ask_each()
            self.fields["photo"] = forms.FileField(
                label=_("照片"), required=False, help_text=_("可以不附；以后也能在记录页附上。"),
                widget=forms.FileInput({"accept": "image/*"}),
            )  # fmt: skip
        self._offer_plans()
        if not policy.may_keep_records(by, programme.host):
            for name in OFFICE_WORDS:
                del self.fields[name]
        self._narrow()

    def _ask_each(self) -> None:
        """People know how long each took part, not the sum."""
        if "minutes" in self.kind.asks:
            self.fields["each"] = CountField(
                label=_("每人时长（分钟）"), help_text=_("乘以志愿者人数（没有填的乘以参加人数），得出总时长。")
            )

    def _offer_plans(self) -> None:
        tasks = Task.objects.filter(programme=self.programme, kind__in=(TaskKind.TASK, TaskKind.MEASURE))
        cadences = Cadence.objects.filter(programme=self.programme, ended_on=None)
        for name, label, rows in (("tasks", _("任务"), tasks), ("cadences", _("周期任务"), cadences)):
            self.fields[name] = forms.ModelMultipleChoiceField(rows, label=label, required=False)

    def _narrow(self) -> None:
        """Leave out choices that are none: a unit that is alone, places and plans where there are not any."""
        for name in ("spot", "tasks", "cadences"):
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]
        units_seen = list(self.fields["unit"].queryset[:2])  # type: ignore[attr-defined]
        if len(units_seen) == 1:
            self.fields["unit"].initial = units_seen[0].pk
            self.fields["unit"].widget = forms.HiddenInput()

    def initial_of(self, record: Any) -> dict[str, Any]:
        """What the form shows of a record at first, its further columns, plans and items with it."""
        given = {name: getattr(record, name) for name in (*COUNTS, *self.copied) if hasattr(record, name)}
        given |= {f"numbers-{name}": value for name, value in record.numbers.items()}
        given |= {"spot": record.spot_id, "items": " ".join(record.items)}
        given |= {"tasks": list(record.tasks.all()), "cadences": list(record.cadences.all())}
        return {**super().initial_of(record), **given}

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields of the short form, in their order."""
        asked = [*self.kind.asks, *(f"numbers-{told['name']}" for told in self.kind.fields)]
        if "each" in self.fields:
            asked = ["each" if name == "minutes" else name for name in asked]
        names = [name for name in (*FIRST, *asked, *LAST) if name in self.fields]
        names += [name for name in self.errors if name in self.fields and name not in names]
        return [self[name] for name in names if not self[name].is_hidden]

    @property
    def more(self) -> list[forms.BoundField]:
        """Everything else."""
        shown = {field.name for field in self.first}
        return [field for field in self.visible_fields() if field.name not in shown]

    def clean_items(self) -> list[str]:
        """The ids, each once."""
        return list(dict.fromkeys(self.cleaned_data["items"].replace("，", " ").replace("、", " ").split()))

    def clean(self) -> dict[str, Any]:
        """What the action takes: further columns together, the sum of the time; the photo stands apart (``photo``)."""
        given = dict(super().clean() or self.cleaned_data)
        self.photo = given.pop("photo", None)
        if self.errors:
            return given
        given["numbers"] = self._numbers(given)
        each = given.pop("each", None)
        if each is not None and given.get("minutes") is None:
            given["minutes"] = each * (given.get("volunteers") or given.get("persons") or 1)
        for name in {"tasks", "cadences"} & given.keys():
            given[name] = list(given[name])
        served = [task.item for task in given.get("tasks", ()) if task.item]
        given["items"] = list(dict.fromkeys([*given["items"], *served]))
        return given

    def _numbers(self, given: dict[str, Any]) -> dict[str, Any]:
        """The further columns, taken out of what was typed; an empty one and an unticked box say nothing."""
        found = {}
        for told in self.kind.fields:
            value = given.pop(f"numbers-{told['name']}")
            if value in (None, "") or (told["type"] == FieldType.BOOLEAN and not value):
                continue
            found[told["name"]] = format(value, "f") if isinstance(value, Decimal) else value
        return found

    @property
    def is_ahead(self) -> bool:
        """Whether the day typed has not come: the activity is planned."""
        day = self.cleaned_data.get("happened_on")
        return day is not None and day > clock.today()


class MoveForm(forms.Form):
    """A move of an activity: a reason, a day, or both, as the move wants."""

    def __init__(self, *args: Any, reason: bool, day: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if day:
            self.fields["happened_on"] = forms.DateField(
                label=_("日期") if day == "must" else _("新的日期"), required=day == "must",
                widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
                help_text="" if day == "must" else _t("还没有定的可以不填。"),
            )  # fmt: skip
        if reason:
            self.fields["reason"] = LongText(label=_("原因"), rows=2)
        self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
