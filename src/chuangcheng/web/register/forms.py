"""The form that all fact records share. What is valid stands in the stages' checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.plans.checks import closed_periods
from chuangcheng.stages.plans.models import ClosedPeriod, Programme, Record
from chuangcheng.stages.plans.queries import units
from chuangcheng.web.shell import formats
from chuangcheng.web.shell.forms import DateInput, RevisionField

if TYPE_CHECKING:
    _UnitChoice = forms.ModelChoiceField[Organisation]
else:
    _UnitChoice = forms.ModelChoiceField


class UnitChoice(_UnitChoice):
    """One of the units that take part in a programme and that the account sees."""

    def __init__(self, by: Account, programme: Programme, **kwargs: Any) -> None:
        super().__init__(scoped(units(programme).filter(ended_on=None), by, path=""), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Name and code, since names repeat."""
        return f"{obj.name}（{obj.code}）"


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not said yet."""

    def __init__(self, **kwargs: Any) -> None:
        choices = (("", gettext_lazy("还没有定")), ("yes", gettext_lazy("是")), ("no", gettext_lazy("否")))
        super().__init__(choices=choices, coerce=lambda value: value == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """True and False as the choices that stand for them."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class LongText(forms.CharField):
    """Text of several lines."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def late_field(periods: list[ClosedPeriod]) -> forms.BooleanField:
    """Whether a fact of one of the closed periods is booked on the day of its entry."""
    closed = _("、").join(
        _("%(first)s 至 %(last)s") % {"first": formats.day(p.first), "last": formats.day(p.last)} for p in periods
    )
    told = _(
        "已公布关账：%(closed)s。这些日子的事要补录，请勾选：按今天（%(today)s）入账，计入当前期，原日期照样保留。"
    )
    return forms.BooleanField(
        label=gettext_lazy("补录已关账期间的事"),
        required=False,
        help_text=told % {"closed": closed, "today": formats.day(clock.today())},
    )


class RecordForm(forms.Form):
    """Unit and day first, then the fields of the kind, then note, late booking and code.

    ``copied`` names the record's fields that the form shows at first when a record is changed.
    """

    happened_on = forms.DateField(label=gettext_lazy("日期"), widget=DateInput)
    note = LongText(label=gettext_lazy("备注"), required=False, rows=2)
    copied: ClassVar[tuple[str, ...]] = ()
    #: For kinds whose action takes no note when a record is changed.
    note_is_kept: ClassVar[bool] = True

    def __init__(
        self, by: Account, programme: Programme, *args: Any, record: Record | None = None, **kwargs: Any
    ) -> None:
        if record is not None:
            kwargs["initial"] = {**self.initial_of(record), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.by, self.programme, self.record = by, programme, record
        self.fields["unit"] = UnitChoice(by, programme, label=gettext_lazy("单位"))
        self._offer_late(closed_periods(programme))
        if record is None:
            self.fields["happened_on"].initial = clock.today
            self.fields["code"] = forms.CharField(
                label=gettext_lazy("编号"),
                max_length=64,
                required=False,
                help_text=gettext_lazy("可以不填，由系统编号。"),
            )
        else:
            self.fields["revision"] = RevisionField(initial=record.revision)
            if not self.note_is_kept:
                del self.fields["note"]
        own = [name for name in self.fields if name not in ("unit", "happened_on", "note", "late", "code", "revision")]
        self.order_fields(["unit", "happened_on", "late", *own, "note", "code"])

    def initial_of(self, record: Record) -> dict[str, Any]:
        """What the form shows of a record at first."""
        names = ("happened_on", "note", "revision", *self.copied)
        return {"unit": record.unit_id, **{name: getattr(record, name) for name in names}}

    def _offer_late(self, periods: list[ClosedPeriod]) -> None:
        if periods:
            self.fields["late"] = late_field(periods)


class WithdrawForm(forms.Form):
    """Why a record is left out from now on."""

    reason = LongText(label=gettext_lazy("撤回原因"), help_text=gettext_lazy("记录仍然看得到，不再计入得分和报告。"))
    revision = RevisionField()
