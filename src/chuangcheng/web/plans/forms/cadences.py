"""Forms of cadences, suspensions and of the days that a cadence hangs on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chuangcheng.almanac import Rhythm
from chuangcheng.base.errors import Refused
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.plans import checks, queries
from chuangcheng.stages.plans.actions import Asked
from chuangcheng.stages.plans.models import Cadence, Programme, Task
from chuangcheng.stages.plans.queries.cadences import rhythm_of
from chuangcheng.stages.plans.states import CadenceWho, TaskState
from chuangcheng.web.plans.forms.programmes import HostChoice
from chuangcheng.web.plans.forms.rhythms import FIELDS, KINDS, START, WORD_CHOICES, filled, rhythm_fields, told
from chuangcheng.web.shell.forms import DateInput, RevisionField


class UnitsChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Several of the units that take part."""

    def label_from_instance(self, obj: Any) -> str:
        """The name alone: there are many, and they stand in the order of their codes."""
        return str(obj.name)


class CadenceForm(forms.Form):
    """What comes round, how often, by whom. Only the fields of the chosen kind of rhythm are there."""

    title = forms.CharField(label=_("内容"), max_length=200, help_text=_("例如：周五政治学习、两周一通报。"))
    kind = forms.ChoiceField(label=_("多久一次"), choices=KINDS)
    word = forms.ChoiceField(
        label=_("原文用词"),
        choices=WORD_CHOICES,
        required=False,
        help_text=_("原文只说“定期”“及时”时选它；次数由本单位定。"),
    )
    least = forms.IntegerField(label=_("每期至少几次"), min_value=1, max_value=999, initial=1)
    most = forms.IntegerField(label=_("每期至多几次"), min_value=1, max_value=999, required=False)
    who = forms.ChoiceField(label=_("由谁办"), choices=CadenceWho.choices, initial=CadenceWho.EACH)
    unit_kind = forms.ChoiceField(
        label=_("单位类型"), required=False, help_text=_("每个参加单位都办时，可以只限一类。")
    )
    units = UnitsChoice(Organisation.objects.none(), label=_("指定单位"), required=False)
    activity_kind = forms.CharField(
        label=_("活动类别"), max_length=40, required=False, help_text=_("登记了这类活动就算办了，不用再打勾。")
    )
    task = forms.ModelChoiceField(Task.objects.none(), label=_("对应任务"), required=False)
    first = forms.DateField(label=_("第一天"), widget=DateInput)
    last = forms.DateField(label=_("最后一天"), widget=DateInput)
    grace_days = forms.IntegerField(label=_("宽限天数"), min_value=0, max_value=60, initial=0)
    remind_days = forms.IntegerField(label=_("提前几天提醒"), min_value=0, max_value=60, initial=1)
    basis = forms.CharField(label=_("依据"), max_length=300, required=False)
    revision = RevisionField()

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rhythm: Rhythm | None = None
        units = queries.units(programme).filter(ended_on=None).exclude(pk=programme.host_id)
        kinds = sorted(set(units.values_list("kind", flat=True)))
        self.fields["unit_kind"].choices = [("", _("不限"))] + [(kind, kind) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["units"].queryset = queries.units(programme).filter(ended_on=None)  # type: ignore[attr-defined]
        tasks = Task.objects.filter(programme=programme).exclude(state=TaskState.DROPPED)
        self.fields["task"].queryset = tasks  # type: ignore[attr-defined]
        self.fields["first"].initial, self.fields["last"].initial = programme.first, programme.last
        source = self.data if self.is_bound else self.initial
        given = str(source.get("kind"))
        self.how = given if given in FIELDS else KINDS[0][0]
        self.fields["kind"].initial = self.how
        every = rhythm_fields()
        for name in FIELDS[self.how]:
            self.fields[name] = every[name]
            self.fields[name].initial = START.get(name)

    @property
    def rhythm_rows(self) -> list[Any]:
        """The fields that the chosen kind asks for."""
        return [self[name] for name in FIELDS[self.how]]

    def clean(self) -> dict[str, Any]:
        """The fields together say a rhythm."""
        cleaned = super().clean() or {}
        word = cleaned.get("word") or ("适时" if self.how == "none" else "")
        inner = told(self.how, cleaned)
        try:
            self.rhythm = checks.read_rhythm({"kind": "as_set", "word": word, "rhythm": inner} if word else inner)
        except Refused as refused:
            self.add_error("kind", str(refused))
        cleaned["rhythm"] = {"kind": "as_set", "word": word, "rhythm": inner} if word else inner
        return cleaned

    @property
    def asked(self) -> Asked:
        """What the action is given."""
        given = self.cleaned_data
        names = ("title", "rhythm", "first", "last", "who", "unit_kind", "task", "activity_kind", "least", "most")
        listed = list(given["units"]) if given["who"] == CadenceWho.LISTED else []
        return Asked(**{name: given[name] for name in (*names, "grace_days", "remind_days", "basis")}, units=listed)


def with_defaults(sent: QueryDict) -> QueryDict:
    """What a form sent, with the first values of a kind that was chosen only now."""
    names = FIELDS.get(sent.get("kind", ""), ())
    if any(name in sent for name in names):
        return sent
    data = sent.copy()
    for name in names:
        if name in START:
            data.setlist(name, START[name] if isinstance(START[name], list) else [START[name]])
    return data


def initial_of(cadence: Cadence) -> dict[str, Any]:
    """A form's first values on a cadence as it is."""
    names = ("title", "least", "most", "who", "unit_kind", "activity_kind", "task", "first", "last")
    given = {name: getattr(cadence, name) for name in (*names, "grace_days", "remind_days", "basis", "revision")}
    given["units"] = list(cadence.units.all())
    rhythm = {name: value for name, value in filled(rhythm_of(cadence)).items() if name not in ("first", "last")}
    return {**given, **rhythm}


class EndForm(forms.Form):
    """From which day nothing is asked any more, and why."""

    on = forms.DateField(label=_("从哪天起停止"), widget=DateInput)
    reason = forms.CharField(label=_("原因"), widget=forms.Textarea(attrs={"rows": 2}))
    revision = RevisionField()


class SuspensionForm(forms.Form):
    """Days on which nothing is asked."""

    cadence = forms.ModelChoiceField(
        Cadence.objects.none(), label=_("周期任务"), required=False, empty_label=_("全部周期任务")
    )
    unit = HostChoice(Organisation.objects.none(), label=_("单位"), required=False, empty_label=_("全部单位"))
    first = forms.DateField(label=_("第一天"), widget=DateInput)
    last = forms.DateField(label=_("最后一天"), widget=DateInput)
    reason = forms.CharField(
        label=_("原因"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例如：疫情防控、防汛。会写在每一期旁边。"),
    )
    basis = forms.CharField(label=_("依据"), max_length=300, required=False)

    def __init__(self, by: Account, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: QuerySet[Organisation] = scoped(queries.units(programme), by, path="")
        self.fields["cadence"].queryset = Cadence.objects.filter(programme=programme)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units.filter(ended_on=None)  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """From which day it is asked again."""

    on = forms.DateField(label=_("从哪天起恢复"), widget=DateInput)
    revision = RevisionField()


class OccasionForm(forms.Form):
    """The day from which a turn counts."""

    on = forms.DateField(label=_("日期"), widget=DateInput)
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如：五月检查。写人时只写办事需要的称呼。"))


class WithdrawForm(forms.Form):
    """Why a mark is taken back."""

    reason = forms.CharField(label=_("原因"), widget=forms.Textarea(attrs={"rows": 2}))
