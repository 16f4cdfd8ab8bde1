"""Forms of the people room. What is valid stands in ``people.checks``; here is only what a field looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import visible_organisations
from chuangcheng.people.states import RelationKind, RoleKind
from chuangcheng.web.shell.forms import DateInput, RevisionField

_COLON = ("：", ":")


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
        label=_("类型"), max_length=64, help_text=_("与考核细则里用的词一致，例如 village、town、bureau。")
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
        self.order_fields(("username", "name", "organisation", "is_administrator"))


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
    code = forms.CharField(label=_("代码"), max_length=64)
    kind = forms.CharField(
        label=_("类型"), max_length=64, initial="town", help_text=_("与考核细则里用的词一致，例如 county、town。")
    )


def organisation_initial(organisation: Organisation) -> dict[str, Any]:
    """What the form of an organisation shows at first."""
    return {name: getattr(organisation, name) for name in ("name", "kind", "group", "attributes", "revision")}
