"""Forms of grids and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.actions import GridGiven, PlaceGiven
from chuangcheng.people.models import Account, Grid, Organisation, Place
from chuangcheng.people.queries import visible_grids, visible_places
from chuangcheng.people.states import PLACE_KINDS, GridKind, PositionSystem
from chuangcheng.web.people.forms import AttributesField, OrganisationChoice
from chuangcheng.web.shell.forms import RevisionField

if TYPE_CHECKING:
    _Grid = forms.ModelChoiceField[Grid]
else:
    _Grid = forms.ModelChoiceField


class GridChoice(_Grid):
    """A grid in sight that has not ended."""

    def __init__(self, by: Account, **kwargs: Any) -> None:
        super().__init__(visible_grids(by).filter(ended_on=None), required=False, empty_label=_("没有"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Name and unit, since names repeat."""
        return f"{obj.name}（{obj.organisation.name}）"


class DatalistInput(forms.TextInput):
    """A text with words that are offered."""

    template_name = "people/datalist.html"

    def __init__(self, words: list[str]) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.words = words

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The widget with its words."""
        return {**super().get_context(name, value, attrs), "words": self.words}


class GridForm(forms.Form):
    """One grid. Its boundary comes from a file."""

    name = forms.CharField(label=_("名称"), max_length=120)
    code = forms.CharField(label=_("编号"), max_length=64, help_text=_("同一个单位内不重复，例如 G01。"))
    kind = forms.ChoiceField(label=_("类型"), choices=GridKind.choices)
    households = forms.IntegerField(label=_("户数"), required=False, min_value=0, max_value=1_000_000)
    revision = RevisionField()

    def __init__(self, by: Account, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["within"] = GridChoice(by, label=_("所在网格"), help_text=_("在更大的网格或片区里就选上。"))
        if organisation is None:
            self.fields["organisation"] = OrganisationChoice(by, label=_("单位"))
        self.order_fields(("organisation", "name", "code", "kind", "within", "households"))

    @property
    def given(self) -> GridGiven:
        """What the action takes."""
        names = ("code", "name", "kind", "within", "households")
        return GridGiven(**{name: self.cleaned_data[name] for name in names})


class PlaceForm(forms.Form):
    """One place."""

    name = forms.CharField(label=_("名称"), max_length=120)
    code = forms.CharField(label=_("编号"), max_length=64, help_text=_("同一个单位内不重复，例如 P001。"))
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    longitude = forms.DecimalField(label=_("经度"), required=False, max_digits=16, decimal_places=12)
    latitude = forms.DecimalField(label=_("纬度"), required=False, max_digits=16, decimal_places=12)
    system = forms.ChoiceField(
        label=_("坐标系"), choices=PositionSystem.choices, help_text=_("从哪里抄来的坐标；存的都是 WGS-84。")
    )
    attributes = AttributesField(label=_("其他属性"), required=False, help_text=_("每行一项，例如“许可证：有”。"))
    revision = RevisionField()

    def __init__(self, by: Account, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = _("从提示里选，或写自己的词。")
        words = DatalistInput(kinds_in_use(visible_places(by)))
        self.fields["kind"] = forms.CharField(label=_("类型"), max_length=60, widget=words, help_text=told)
        self.fields["grid"] = GridChoice(by, label=_("所在网格"))
        if organisation is None:
            self.fields["organisation"] = OrganisationChoice(by, label=_("责任单位"))
        self.order_fields(
            ("organisation", "name", "code", "kind", "grid", "address", "longitude", "latitude", "system", "attributes")
        )

    @property
    def given(self) -> PlaceGiven:
        """What the action takes."""
        names = ("code", "name", "kind", "grid", "address", "longitude", "latitude", "system", "attributes")
        return PlaceGiven(**{name: self.cleaned_data[name] for name in names})


class BoundariesForm(forms.Form):
    """A file of boundaries."""

    file = forms.FileField(
        label=_("GeoJSON 文件"),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        help_text=_("每个网格一个面（Polygon 或 MultiPolygon），最大5兆字节。"),
    )
    property = forms.CharField(
        label=_("哪个属性写着网格编号"),
        max_length=60,
        initial="code",
        help_text=_("编号在几个单位里重复时，写成“单位代码/编号”。"),
    )
    system = forms.ChoiceField(label=_("坐标系"), choices=PositionSystem.choices)


def kinds_in_use(places: QuerySet[Place]) -> list[str]:
    """The kinds that stand on places in sight, then those that are offered."""
    used = list(places.order_by("kind").values_list("kind", flat=True).distinct())
    return [*used, *(kind for kind in PLACE_KINDS if kind not in used)]
