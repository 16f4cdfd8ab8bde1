"""Fields that several forms of this room share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.activities.states import FieldType


class CountField(forms.IntegerField):
    """A whole number, typed on the number pad of a phone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(min_value=0, max_value=2_000_000_000, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"


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
