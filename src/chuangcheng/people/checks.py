"""What is valid: shared by pages, the workbook import and the command line. Each raises Refused and says what to do."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.people.models import Account, Organisation, Relation, Role
from chuangcheng.people.queries import beneath
from chuangcheng.people.states import SCOPE, RelationKind

_CODE: Final = re.compile(r"[^\s/\\:,，、\"'<>|*?\x00-\x1f\x7f]{1,64}")
_USERNAME: Final = re.compile(r"[\w.@+-]{2,150}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def check_code(code: str) -> str:
    """The organisation's code, without blanks around it. Refused when empty, too long, or with signs that files and
    addresses cannot bear."""
    code = code.strip()
    if not _CODE.fullmatch(code):
        raise Refused(
            "bad-code",
            _("单位代码“%(code)s”不能用：请写 1 至 64 个字，不含空格、斜杠、冒号、逗号、引号等符号。")
            % {"code": code[:80]},
            field="code",
        )
    return code


def check_text(text: str, field: str, label: str, *, most: int, needed: bool = True) -> str:
    """One line of text, trimmed. Refused when missing, too long, or with invisible control signs."""
    text = text.strip()
    if needed and not text:
        raise Refused("missing", _("请填写%(label)s。") % {"label": label}, field=field)
    if len(text) > most:
        values = {"label": label, "most": most, "length": len(text)}
        raise Refused(
            "too-long", _("%(label)s最多 %(most)d 个字，现有 %(length)d 个字。请缩短。") % values, field=field
        )
    if _CONTROL.search(text):
        raise Refused(
            "control-sign", _("%(label)s里有看不见的控制符。请删去后重新输入。") % {"label": label}, field=field
        )
    return text


def check_attributes(attributes: dict[str, str]) -> dict[str, str]:
    """Further columns of a unit: names and values are texts. Refused otherwise, or when a name is empty."""
    for name, value in attributes.items():
        if not isinstance(name, str) or not isinstance(value, str) or not name.strip():
            raise Refused("bad-attribute", _("其他属性须为“名称—文字”的形式。"), field="attributes")
    return {name.strip(): value.strip() for name, value in attributes.items()}


def check_days(from_day: date, to_day: date | None) -> None:
    """Refused when the end comes before the beginning."""
    if to_day is not None and to_day < from_day:
        values = {"to": to_day.isoformat(), "from": from_day.isoformat()}
        raise Refused("days-reversed", _("止期 %(to)s 早于起期 %(from)s。请改正日期。") % values, field="to_day")


def check_code_free(code: str) -> None:
    """Refused when another organisation has the code."""
    if (other := Organisation.objects.filter(code=code).first()) is not None:
        raise Refused(
            "code-taken",
            _("单位代码 %(code)s 已属于“%(name)s”。请换一个代码，或打开那个单位修改。")
            % {"code": code, "name": other.name},
            field="code",
        )


def check_relation(child: Organisation, parent: Organisation, kind: str, from_day: date, to_day: date | None) -> None:
    """Refused for a relation to itself, a ring (on the day it begins), or a second territorial superior."""
    check_days(from_day, to_day)
    if child.pk == parent.pk:
        raise Refused("relation-to-itself", _("一个单位不能是自己的上级。请另选上级单位。"), field="parent")
    if kind in SCOPE and beneath(child, from_day).filter(pk=parent.pk).exists():
        values = {"child": child.name, "parent": parent.name}
        raise Refused(
            "relation-ring", _("“%(parent)s”本来就在“%(child)s”之下，不能再作它的上级。") % values, field="parent"
        )
    overlapping = Relation.objects.filter(Q(to_day=None) | Q(to_day__gte=from_day), child=child, kind=kind)
    if to_day is not None:
        overlapping = overlapping.filter(from_day__lte=to_day)
    if kind != RelationKind.TERRITORIAL:
        overlapping = overlapping.filter(parent=parent)
    if (other := overlapping.select_related("parent").first()) is not None:
        values = {"child": child.name, "parent": other.parent.name, "from": other.from_day.isoformat()}
        raise Refused(
            "relation-twice",
            _("“%(child)s”自 %(from)s 起已由“%(parent)s”管理。请先结束那段关系。") % values,
            field="parent",
        )


def check_username(username: str) -> str:
    """The user name, trimmed. Refused when badly formed or taken (letters are compared without case)."""
    username = username.strip()
    if not _USERNAME.fullmatch(username):
        raise Refused(
            "bad-username",
            _("用户名须为 2 至 150 个字，可用汉字、字母、数字和 . @ + - _ ，不含空格。"),
            field="username",
        )
    if Account.objects.filter(username__iexact=username).exists():
        raise Refused(
            "username-taken", _("用户名 %(name)s 已有人使用。请换一个。") % {"name": username}, field="username"
        )
    return username


def check_password_strength(password: str, account: Account) -> None:
    """Refused, with every reason, when the password is too weak."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused("weak-password", "".join(error.messages), field="password") from error


def check_not_the_slips(password: str, account: Account) -> None:
    """Refused when the first password of one's own is that of the first-log-in slip: others have held the paper."""
    if account.must_change_password and account.check_password(password):
        raise Refused("same-password", _("新密码不能与首次登录单上的密码相同。"), field="password1")


def check_role_free(account: Account, kind: str, organisation: Organisation, from_day: date) -> None:
    """Refused when the account holds the same role already."""
    held = Role.objects.filter(Q(to_day=None) | Q(to_day__gte=from_day))
    if held.filter(account=account, kind=kind, organisation=organisation).exists():
        raise Refused("role-twice", _("该账号已有这个角色。如要改日期，请先撤销原有角色。"), field="kind")
