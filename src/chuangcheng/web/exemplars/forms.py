"""Forms of exemplars, honours and materials. What is valid stands in ``stages.exemplars.checks``."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.stages.exemplars.models import Exemplar
from chuangcheng.stages.exemplars.queries import name_for, units_with_names, visible_exemplars
from chuangcheng.stages.exemplars.states import Stage
from chuangcheng.stages.plans.models import Programme, Record
from chuangcheng.stages.plans.states import Level
from chuangcheng.web.register.forms import LongText, RecordForm, UnitChoice
from chuangcheng.web.shell.forms import RevisionField


class ExemplarChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """An exemplar of the programme, named as the account may read it."""

    def __init__(self, by: Account, programme: Programme, **kwargs: Any) -> None:
        super().__init__(visible_exemplars(by, programme), **kwargs)
        self.known = units_with_names(by)

    def label_from_instance(self, obj: Any) -> str:
        """Name, unit and code."""
        exemplar: Exemplar = obj
        return f"{name_for(exemplar, self.known)}（{exemplar.unit.name}，{exemplar.code}）"


class AboutExemplarForm(RecordForm):
    """A record about an exemplar; it counts for the exemplar's unit unless another is given."""

    def __init__(
        self, by: Account, programme: Programme, *args: Any, record: Record | None = None, **kwargs: Any
    ) -> None:
        super().__init__(by, programme, *args, record=record, **kwargs)
        self.fields["unit"].required = record is not None
        if record is None:
            self.fields["unit"].help_text = _("记在哪个单位名下；不选就记在推荐单位名下。")
            self.fields["exemplar"] = ExemplarChoice(by, programme, label=_("好人"))
            self.order_fields(["exemplar", *self.fields])


class HonourForm(AboutExemplarForm):
    """An honour that an exemplar was nominated for or given."""

    title = forms.CharField(label=_("称号"), max_length=80)
    level = forms.ChoiceField(label=_("层级"), choices=Level.choices)
    stage = forms.ChoiceField(label=_("荣誉阶段"), choices=Stage.choices, help_text=_("日期填名单公布的那一天。"))
    copied = ("title", "level", "stage")


class MaterialForm(AboutExemplarForm):
    """A written account that was handed in."""

    title = forms.CharField(label=_("题目"), max_length=160, required=False)
    copied = ("title",)


class ExemplarForm(forms.Form):
    """Personal data of an exemplar."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(
        label=_("电话"), max_length=30, required=False, help_text=_("只有文明办和推荐单位看得到姓名全称和电话。")
    )
    story = LongText(label=_("事迹简介"), required=False, rows=5)
    revision = RevisionField()


class NewExemplarForm(ExemplarForm):
    """A person whom a unit recommends."""

    code = forms.CharField(label=_("编号"), max_length=64, required=False, help_text=_("可以不填，由系统编号。"))

    def __init__(self, by: Account, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revision"]
        self.fields["unit"] = UnitChoice(by, programme, label=_("推荐单位"))
        self.order_fields(("unit", "name", "phone", "story", "code"))


def _answer(label: Any) -> forms.TypedChoiceField:
    choices = (("yes", _("是")), ("no", _("否")))
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=lambda value: value == "yes", widget=forms.RadioSelect
    )


class ReviewForm(forms.Form):
    """The gate: was it handed in by the rules, and why."""

    compliant = _answer(_("规范报送"))
    reason = LongText(label=_("审核意见"))
    revision = RevisionField()
    field_order = ("compliant", "forceful", "reason")


class MaterialReviewForm(ReviewForm):
    """A material may be found good without a word; a refusal says why."""

    reason = LongText(label=_("审核意见"), required=False, help_text=_("不规范的必须写明。"))


class HonourReviewForm(ReviewForm):
    """Was it recommended with force, too."""

    forceful = _answer(_("推报有力"))
