"""Forms of the people room. What is valid stands in ``people.checks``; here is only what a field looks like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import visible_organisations
from chuangcheng.people.states import ORGANISATION_KINDS, RelationKind, RoleKind
from chuangcheng.rulebooks.shipped import shipped_rulebooks
from chuangcheng.stages.plans.states import Level
from chuangcheng.web.shell.forms import DateInput, RevisionField

_COLON = ("：", ":")

#: What a host most often is, as the shipped rulebooks call it.
HOST_KINDS = [(kind, ORGANISATION_KINDS[kind]) for kind in ("city", "county", "town", "village", "bureau")]


if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Organisation]
else:
    _Choice = forms.ModelChoiceField


class OrganisationChoice(_Choice):
    """One of the organisations that the account sees, those that ended left out."""

    def __init__(self, by: Account, **kwargs: Any) -> None:
        super().__init__(visible_organisations(by).filter(ended_on=None), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Name and code, since names repeat."""
        return f"{obj.name}（{obj.code}）"


class AttributesField(forms.CharField):
    """Further columns of a unit, one ``name：value`` on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        """Read the lines into a map; a line without a colon is told."""
        pairs: dict[str, str] = {}
        for line in (super().to_python(value) or "").splitlines():
            if not line.strip():
                continue
            colon = next((sign for sign in _COLON if sign in line), None)
            if colon is None:
                raise forms.ValidationError(_("“%(line)s”里没有冒号。请写成“名称：文字”。"), params={"line": line[:40]})
            name, _colon, text = line.partition(colon)
            pairs[name.strip()] = text.strip()
        return pairs

    def prepare_value(self, value: Any) -> Any:
        """Write a map as lines."""
        return "\n".join(f"{name}：{text}" for name, text in value.items()) if isinstance(value, dict) else value


class OrganisationForm(forms.Form):
    """What an organisation is called and how it counts."""

    name = forms.CharField(label=_("名称"), max_length=120)
    kind = forms.CharField(
        label=_("类型"),
        max_length=64,
        help_text=_("与考核细则里用的词一致，例如 village（村、社区）、town（乡镇、街道）、bureau（部门）。"),
    )
    group = forms.CharField(label=_("组别"), max_length=64, required=False, help_text=_("分组排名时用；不分组就留空。"))
    attributes = AttributesField(
        label=_("其他属性"), required=False, help_text=_("每行一项，写成“名称：文字”。考核细则可以引用。")
    )
    revision = RevisionField()


class NewOrganisationForm(OrganisationForm):
    """An organisation with its code and its territorial superior."""

    field_order = ("code", "name", "kind", "group", "parent", "from_day", "attributes")
    code = forms.CharField(label=_("代码"), max_length=64, help_text=_("导入表格和考核结果都用它，定下后不再改。"))
    from_day = forms.DateField(label=_("自何日起"), widget=DateInput)

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = OrganisationChoice(by, label=_("属地上级"), required=not by.is_administrator)
        self.fields["from_day"].initial = clock.today
        del self.fields["revision"]
        self.order_fields(self.field_order)


class EndForm(forms.Form):
    """The day on which something ends."""

    on = forms.DateField(label=_("日期"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today


class EndOrganisationForm(EndForm):
    """The day and the basis on which an organisation ends."""

    basis = forms.CharField(label=_("依据"), max_length=500, help_text=_("文件名称和文号。"))


class RelationForm(forms.Form):
    """A superior of an organisation."""

    kind = forms.ChoiceField(label=_("关系"), choices=RelationKind.choices)
    from_day = forms.DateField(label=_("起"), widget=DateInput)
    to_day = forms.DateField(label=_("止"), widget=DateInput, required=False, help_text=_("仍在延续就留空。"))

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = OrganisationChoice(by, label=_("上级"))
        self.fields["from_day"].initial = clock.today
        self.order_fields(("parent", "kind", "from_day", "to_day"))


class PersonForm(forms.Form):
    """Who holds a post."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    post = forms.CharField(label=_("职务"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"), max_length=40, required=False, help_text=_("只有本单位、文明办和管理员看得到全号。")
    )
    revision = RevisionField()


class AccountForm(forms.Form):
    """Whose account it is."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    revision = RevisionField()

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = OrganisationChoice(by, label=_("所属单位"), required=not by.is_administrator)


class NewAccountForm(AccountForm):
    """A new account; its password is made by the system and printed on a slip."""

    username = forms.CharField(label=_("用户名"), max_length=150, help_text=_("登录时用，可以用汉字、字母和数字。"))

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(by, *args, **kwargs)
        del self.fields["revision"]
        if by.is_administrator:
            self.fields["is_administrator"] = forms.BooleanField(label=_("系统管理员"), required=False)
        roles = [("", _("以后再授予")), *RoleKind.choices]
        told = _("对所属单位及其下属单位，从今天起。")
        self.fields["role"] = forms.ChoiceField(label=_("角色"), choices=roles, required=False, help_text=told)
        self.order_fields(("username", "name", "organisation", "role", "is_administrator"))

    def clean(self) -> dict[str, Any]:
        """A role needs the organisation that it is held for."""
        values = super().clean() or {}
        if values.get("role") and not values.get("organisation"):
            self.add_error("organisation", _("授予角色要写明所属单位。"))
        return values


class RoleForm(forms.Form):
    """What an account may do, for which organisation and all beneath it."""

    kind = forms.ChoiceField(label=_("角色"), choices=RoleKind.choices)
    from_day = forms.DateField(label=_("起"), widget=DateInput)
    to_day = forms.DateField(label=_("止"), widget=DateInput, required=False, help_text=_("长期有效就留空。"))

    def __init__(self, by: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = OrganisationChoice(by, label=_("单位"), help_text=_("连同其下属单位。"))
        self.fields["from_day"].initial = clock.today
        self.order_fields(("kind", "organisation", "from_day", "to_day"))


class RemoveSecondFactorForm(forms.Form):
    """Why the second factor is taken off an account."""

    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("例如：手机丢失，恢复码也不在。"))


class FirstOrganisationForm(forms.Form):
    """The office that hosts the installation."""

    name = forms.CharField(label=_("单位名称"), max_length=120, help_text=_("主办创建工作的单位，例如某县、某镇。"))
    kind = forms.ChoiceField(label=_("类型"), choices=HOST_KINDS, initial="town")
    code = forms.CharField(
        label=_("代码"), max_length=64, initial="host", help_text=_("导入表格时，下属单位用它写明上级。")
    )
    is_office = forms.BooleanField(
        label=_("我同时负责文明办工作"),
        required=False,
        initial=True,
        help_text=_("您的账号就能建创建活动、记录和计分。由别人负责就不选，接着为他建账号。"),
    )


class FirstYearForm(forms.Form):
    """The year's programme, and the rulebook it is assessed by."""

    title = forms.CharField(label=_("创建活动"), max_length=120)
    level = forms.ChoiceField(label=_("创建的称号"), choices=Level.choices)
    first = forms.DateField(label=_("第一天"), widget=DateInput)
    last = forms.DateField(label=_("最后一天"), widget=DateInput)
    document = forms.CharField(
        label=_("考核办法的文件"),
        max_length=200,
        required=False,
        help_text=_("文件名称和文号。不填就先存成草稿，改好后再发布。"),
    )
    clause = forms.CharField(label=_("依据条款"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*((one.name, one.title) for one in shipped_rulebooks()), ("", _("以后再选，或上传自己的"))]
        self.fields["rulebook"] = forms.ChoiceField(label=_("测评体系"), choices=choices, required=False)
        self.order_fields(("title", "level", "first", "last", "rulebook", "document", "clause"))


class UnitAccountsForm(forms.Form):
    """For which units an account is made."""

    def __init__(self, units: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = forms.MultipleChoiceField(
            label=_("单位"),
            choices=[(str(unit.pk), f"{unit.name}（{unit.code}）") for unit in units],
            initial=[str(unit.pk) for unit in units],
            widget=forms.CheckboxSelectMultiple,
        )


def organisation_initial(organisation: Organisation) -> dict[str, Any]:
    """What the form of an organisation shows at first."""
    return {name: getattr(organisation, name) for name in ("name", "kind", "group", "attributes", "revision")}
