"""Who lives in the demo: invented places and people, and the log-ins that are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chuangcheng.cli.demo.setting import LogIn, administrator, log_in, organisation
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.states import RoleKind

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
    root = administrator()
    county = organisation(root, "demo", "样本县", "county")
    town = organisation(root, "demo-t", "样本镇", "town", county)
    villages = []
    for number, name in enumerate(VILLAGES, 1):
        attributes = {} if name == WITHOUT_OFFICER else {"officer": f"{name}分管人员"}
        code = f"demo-{number:02d}"
        villages.append(
            organisation(root, code, name, "village", town, attributes | {"households": str(180 + 37 * number)})
        )
    places = {"county": county, "town": town, **{str(n): one for n, one in enumerate(villages, 1)}}
    accounts = {one.username: log_in(root, one, places[one.place]) for one in LOG_INS}
    return Places(county, town, tuple(villages), accounts)
