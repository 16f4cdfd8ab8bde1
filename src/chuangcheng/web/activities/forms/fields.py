"""Fields that several forms of this room share."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.activities.states import FieldType
from chuangcheng.web.shell.formats import YUAN


class CountField(forms.IntegerField):
    """A whole number, typed on the number pad of a phone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(min_value=0, max_value=2_000_000_000, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"


class YuanField(forms.DecimalField):
    """An amount typed in yuan with at most two decimals; cleaned to whole fen, shown from them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(min_value=0, max_digits=14, decimal_places=2, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        """A count of 0.01 yuan."""
        yuan = super().clean(value)
        return yuan if yuan is None else int(Decimal(yuan) * YUAN)

    def prepare_value(self, value: Any) -> Any:
        """Fen of a record as yuan; what was typed stays as it was typed."""
        if isinstance(value, int) and not isinstance(value, bool):
            yuan = Decimal(value) / YUAN
            return format(yuan.quantize(Decimal(1)) if yuan == yuan.to_integral_value() else yuan, "f")
        return value


def further_field(told: Mapping[str, Any]) -> forms.Field:
    """The form field of a further column of a kind."""
    label = f"{told['label']}（{told['unit']}）" if told.get("unit") else told["label"]
    required = bool(told.get("required"))
    kind = told["type"]
    if kind == FieldType.INTEGER:
        return CountField(label=label, required=required)
    if kind == FieldType.DECIMAL:
        field = forms.DecimalField(label=label, required=required, min_value=0, max_digits=14, decimal_places=4)
        field.widget.attrs["inputmode"] = "decimal"
        return field
    if kind == FieldType.CHOICE:
        choices = (("", "—"), *((choice, choice) for choice in told["choices"]))
        return forms.ChoiceField(label=label, required=required, choices=choices)
    if kind == FieldType.BOOLEAN:
        return forms.BooleanField(label=label, required=False)
    return forms.CharField(label=label, required=required, max_length=200)


def label_of(name: str) -> Any:
    """How a column of an activity is labelled; money is typed in yuan."""
    return _("经费（元）") if name == "money" else Activity._meta.get_field(name).verbose_name  # type: ignore[union-attr]
