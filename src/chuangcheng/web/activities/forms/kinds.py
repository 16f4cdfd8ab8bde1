"""The form of a kind of activity. Its further columns are written one a line, as people write a list."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from chuangcheng.stages.activities.models import ActivityKind
from chuangcheng.stages.activities.states import ASKABLE, FieldType
from chuangcheng.web.activities.forms.fields import label_of
from chuangcheng.web.register.forms import LongText
from chuangcheng.web.shell.forms import DateInput, RevisionField

_SEPARATOR: Final = re.compile(r"\s*[|｜]\s*")
MUST: Final = "必填"


def asked_choices() -> list[tuple[str, Any]]:
    """The common columns with their labels."""
    return [(name, label_of(name)) for name in ASKABLE]


def as_lines(fields: list[dict[str, Any]]) -> str:
    """Further columns as lines: ``名称 | 标签 | 类型 | 单位或选项 | 必填``."""
    return "\n".join(
        " | ".join(
            [
                told["name"],
                told["label"],
                str(FieldType(told["type"]).label),
                "、".join(told["choices"]) if told["type"] == FieldType.CHOICE else told.get("unit", ""),
                *([MUST] if told.get("required") else []),
            ]
        )
        for told in fields
    )


class KindForm(forms.Form):
    """Name, group, the common columns that are asked, and further ones."""

    name = forms.CharField(
        label=_("类别名称"), max_length=40, help_text=_("与考核细则、周期任务里用的词一致，以后不能改。")
    )
    group = forms.CharField(label=_("大类"), max_length=20)
    asks = forms.MultipleChoiceField(
        label=_("短表里先问的栏目"), required=False, widget=forms.CheckboxSelectMultiple, choices=asked_choices
    )

    def __init__(self, *args: Any, kind: ActivityKind | None = None, **kwargs: Any) -> None:
        if kind is not None:
            names = ("name", "group", "asks", "ended_on", "revision")
            kwargs["initial"] = {name: getattr(kind, name) for name in names}
            kwargs["initial"]["fields"] = as_lines(kind.fields)
        super().__init__(*args, **kwargs)
        self.fields["fields"] = LongText(
            label=_("其他栏目"), required=False, rows=5,
            help_text=_("一行一个：名称 | 标签 | 类型 | 单位或选项 | 必填。例如：dissuaded | 劝导人次 | 整数 | 人次。类型："
                        "整数、小数、文字、选项、是否。名称用小写英文字母。"),
        )  # fmt: skip
        if kind is not None:
            del self.fields["name"]
            self.fields["ended_on"] = forms.DateField(
                label=_("停用日期"), required=False, widget=DateInput, help_text=_("停用的类别不再出现在新活动里。")
            )
            self.fields["revision"] = RevisionField()

    def clean_fields(self) -> list[dict[str, Any]]:
        """The further columns; what a line lacks is named with its number."""
        found = []
        types = {str(kind.label): kind.value for kind in FieldType} | {kind.value: kind.value for kind in FieldType}
        for number, line in enumerate(self.cleaned_data["fields"].splitlines(), start=1):
            if not line.strip():
                continue
            name, label, kind, rest, must = (*_SEPARATOR.split(line.strip()), "", "", "", "")[:5]
            if kind not in types:
                raise forms.ValidationError(
                    _t("第 %(number)d 行的类型“%(kind)s”不认识。请写：名称 | 标签 | 类型 | 单位或选项。")
                    % {"number": number, "kind": kind}
                )
            found.append(_field(name, label, types[kind], rest, must))
        return found


def _field(name: str, label: str, kind: str, rest: str, must: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "label": label, "type": kind}
    if kind == FieldType.CHOICE:
        told["choices"] = [choice for choice in re.split(r"[、,，\s]+", rest) if choice]
    elif rest:
        told["unit"] = rest
    if must == MUST:
        told["required"] = True
    return told
