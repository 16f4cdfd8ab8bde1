"""Who lives in the demo: invented places and people, and the log-ins that are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from chuangcheng.people import actions
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.states import RoleKind

PASSWORD: Final = "demo-chuangcheng"  # noqa: S105  (it is printed: the demo holds nothing real)
SINCE: Final = date(2020, 1, 1)

#: Village names made of stems and places, and one without an officer.
VILLAGES: Final = (
    *(
        "甲湾村",
        "乙湾村",
        "东岭样村",
        "西岭样村",
        "上柳样村",
        "下柳样村",
        "南坪样村",
        "北坪样村",
        "石桥样村",
        "木桥样村",
    ),
    *(
        "青禾样村",
        "金禾样村",
        "大满样村",
        "小满样村",
        "前塘样村",
        "后塘样村",
        "新泉样村",
        "旧泉样村",
        "长埂样村",
        "短埂样村",
        "中街样社区",
    ),
)
WITHOUT_OFFICER: Final = "短埂样村"


@dataclass(frozen=True, slots=True)
class LogIn:
    """A demo account: what it is called, its role and whose it is (``county``, ``town`` or a village's number)."""

    username: str
    name: str
    english: str
    role: RoleKind
    place: str


LOG_INS: Final = (
    LogIn("wmb", "文明办甲", "office of civilisation, scores and publishes", RoleKind.OFFICE, "county"),
    LogIn("wmb2", "文明办乙", "office, confirms money and answers objections", RoleKind.OFFICE, "county"),
    LogIn("leader", "分管领导", "leader, reads everything", RoleKind.LEADER, "county"),
    LogIn("inspector", "督查员", "inspector", RoleKind.INSPECTOR, "county"),
    LogIn("auditor", "审计员", "auditor, reads everything", RoleKind.AUDITOR, "county"),
    LogIn("cun1", "甲湾村联络员", "village 甲湾村", RoleKind.UNIT, "1"),
    LogIn("cun2", "乙湾村联络员", "village 乙湾村", RoleKind.UNIT, "2"),
    LogIn("admin", "系统管理员", "administrator", RoleKind.ADMINISTRATOR, "county"),
)


@dataclass(frozen=True, slots=True)
class Places:
    """The organisations of the demo and its accounts by user name."""

    county: Organisation
    town: Organisation
    villages: tuple[Organisation, ...]
    accounts: dict[str, Account]


def settle() -> Places:
    """Make organisations and accounts through the product's own actions."""
    root = actions.make_first_administrator(username="admin", name="系统管理员").account
    actions.set_password(by=root, account=root, password=PASSWORD)
    county = _organisation(root, "demo", "样本县", "county")
    town = _organisation(root, "demo-t", "样本镇", "town", county)
    villages = []
    for number, name in enumerate(VILLAGES, 1):
        attributes = {} if name == WITHOUT_OFFICER else {"officer": f"{name}分管人员"}
        code = f"demo-{number:02d}"
        villages.append(
            _organisation(root, code, name, "village", town, attributes | {"households": str(180 + 37 * number)})
        )
    places = {"county": county, "town": town, **{str(n): one for n, one in enumerate(villages, 1)}}
    accounts = {"admin": root}
    for one in LOG_INS:
        if one.username not in accounts:
            made = actions.make_account(by=root, username=one.username, name=one.name, organisation=places[one.place])
            actions.set_password(by=made.account, account=made.account, password=PASSWORD)
            accounts[one.username] = made.account
        actions.grant_role(
            by=root, account=accounts[one.username], kind=one.role, organisation=places[one.place], from_day=SINCE
        )
    return Places(county, town, tuple(villages), accounts)


def _organisation(
    by: Account,
    code: str,
    name: str,
    kind: str,
    parent: Organisation | None = None,
    attributes: dict[str, str] | None = None,
) -> Organisation:
    return actions.create_organisation(
        by=by, code=code, name=name, kind=kind, parent=parent, from_day=SINCE, attributes=attributes or {}
    )
