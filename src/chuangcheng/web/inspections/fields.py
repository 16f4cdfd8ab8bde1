"""Fields that read pairs written one on each line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_COLONS = ("：", ":")


def points_of(text: str) -> Decimal:
    """A number of points as people type it. Raises ValidationError with what to do."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or -int(value.as_tuple().exponent) > 6 or abs(value) >= 10**12:
        raise forms.ValidationError(
            _("“%(text)s”不是得分。请写数字，最多六位小数。"), params={"text": text.strip()[:40]}
        )
    return value


class PairsField(forms.CharField):
    """One ``name：value`` on each line, read into a map. ``names_most`` bounds the length of a name."""

    def __init__(self, *, rows: int = 5, names_most: int = 64, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.names_most = names_most

    def value_of(self, text: str) -> Any:
        """The value behind a colon."""
        return text

    def to_python(self, value: Any) -> Any:
        """Read the lines; one without a colon, or a name twice, is told."""
        pairs: dict[str, Any] = {}
        for line in (super().to_python(value) or "").splitlines():
            if not line.strip():
                continue
            cut = [line.index(sign) for sign in _COLONS if sign in line]
            if not cut:
                raise forms.ValidationError(_("“%(line)s”里没有冒号。请写成“名称：内容”。"), params={"line": line[:40]})
            name, text = line[: min(cut)].strip(), line[min(cut) + 1 :].strip()
            if not name or len(name) > self.names_most or name in pairs:
                told = _("“%(line)s”：名称空着、太长，或与前面重复。请改正这一行。")
                raise forms.ValidationError(told, params={"line": line[:40]})
            pairs[name] = self.value_of(text)
        return pairs

    def prepare_value(self, value: Any) -> Any:
        """Write a map as lines."""
        return "\n".join(f"{name}：{text}" for name, text in value.items()) if isinstance(value, Mapping) else value


class PointsField(PairsField):
    """Item and points on each line."""

    def value_of(self, text: str) -> Decimal:
        """The points behind a colon."""
        return points_of(text)
