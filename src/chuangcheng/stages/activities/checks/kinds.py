"""What is valid in a kind of activity, and in the further columns that a kind asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.stages.activities.models import Activity, ActivityKind
from chuangcheng.stages.activities.states import ASKABLE, FieldType

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KEYS: Final = frozenset({"name", "label", "type", "unit", "choices", "required"})
#: Largest whole number of a further column.
LARGEST: Final = 2_000_000_000
LONGEST_TEXT: Final = 200
MOST_FIELDS: Final = 12


def check_kind(kind: ActivityKind) -> None:
    """Refuse a kind without a name or group, with an unknown column, or with a further column that cannot be kept
    (codes ``missing``, ``unknown-column``, ``wrong-field``)."""
    for name in ("name", "group"):
        if not getattr(kind, name).strip():
            raise Refused("missing", _("请填写类别名称和大类。"), field=name)
    unknown = [name for name in kind.asks if name not in ASKABLE]
    if unknown:
        raise Refused("unknown-column", _("没有这些栏目：%(names)s。") % {"names": "、".join(unknown)}, field="asks")
    if len(kind.fields) > MOST_FIELDS:
        raise Refused("wrong-field", _("其他栏目最多 %(most)d 个。") % {"most": MOST_FIELDS}, field="fields")
    seen: set[str] = set()
    for one in kind.fields:
        _check_field(one)
        if one["name"] in seen:
            raise Refused("wrong-field", _("栏目“%(name)s”写了两次。") % {"name": one["name"]}, field="fields")
        seen.add(one["name"])


def _check_field(one: Mapping[str, Any]) -> None:
    name, label = str(one.get("name", "")), str(one.get("label", ""))
    taken = {field.name for field in Activity._meta.get_fields()}
    if not set(one) <= _KEYS or not _NAME.fullmatch(name) or name in taken:
        raise Refused(
            "wrong-field",
            _("栏目“%(name)s”不能用：名称用小写字母开头，只含小写字母、数字和下划线，且不与已有栏目重名。")
            % {"name": name or label},
            field="fields",
        )
    if not label.strip() or len(label) > 20:
        raise Refused("wrong-field", _("栏目“%(name)s”要有 1 至 20 个字的标签。") % {"name": name}, field="fields")
    if one.get("type") not in FieldType.values:
        raise Refused("wrong-field", _("栏目“%(name)s”的类型不认识。") % {"name": label}, field="fields")
    if one["type"] == FieldType.CHOICE and not one.get("choices"):
        raise Refused("wrong-field", _("栏目“%(name)s”要写出选项。") % {"name": label}, field="fields")


def checked_numbers(given: Mapping[str, Any], fields: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The further columns as they are kept: whole numbers, texts, truth values; decimals as text. Columns left empty are
    left out. Refused (``missing``, ``wrong-number``, ``wrong-choice``) beside the column ``numbers-NAME``."""
    kept = {}
    for field in fields:
        name, value = field["name"], given.get(field["name"])
        if value is None or value == "":
            if field.get("required"):
                raise Refused("missing", _("请填写%(label)s。") % {"label": field["label"]}, field=f"numbers-{name}")
            continue
        kept[name] = _kept(field, value)
    return kept


def check_numbers(numbers: Mapping[str, Any], fields: Sequence[Mapping[str, Any]]) -> None:
    """Refuse further columns that the kind does not have (code ``unknown-column``)."""
    unknown = sorted(set(numbers) - {field["name"] for field in fields})
    if unknown:
        raise Refused("unknown-column", _("这个类别没有这些栏目：%(names)s。") % {"names": "、".join(unknown)})


def _kept(field: Mapping[str, Any], value: Any) -> Any:
    at, label = f"numbers-{field['name']}", field["label"]
    if field["type"] == FieldType.BOOLEAN:
        return bool(value)
    if field["type"] == FieldType.CHOICE and value not in field["choices"]:
        raise Refused(
            "wrong-choice",
            _("%(label)s只能是：%(choices)s。") % {"label": label, "choices": "、".join(field["choices"])},
            field=at,
        )
    if field["type"] in (FieldType.CHOICE, FieldType.TEXT):
        return str(value)[:LONGEST_TEXT]
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    whole = field["type"] == FieldType.INTEGER
    if not number.is_finite() or not 0 <= number <= LARGEST or (whole and number != number.to_integral_value()):
        told = _("%(label)s要填不小于 0 的整数。") if whole else _("%(label)s要填不小于 0 的数。")
        raise Refused("wrong-number", told % {"label": label}, field=at)
    return int(number) if whole else format(number, "f")
