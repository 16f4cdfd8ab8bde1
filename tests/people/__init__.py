"""The same people in every test. Places are invented: 甲县 with 甲镇 and two villages, and 乙县 with a village of its own.

    甲县 county ─ 甲镇 jia-town ─ 甲一村 jia-1, 甲二村 jia-2
    乙县 other  ─ 乙镇 yi-town  ─ 乙一村 yi-1

Access ladder of an endpoint or action: works for ``office`` → ``colleague`` (only the own village) → ``stranger`` 404 →
``leader`` and ``auditor`` 403 on writes → bad id → wrong verb.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.test import Client

from chuangcheng.people import actions
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.states import RoleKind

#: Since when everything below holds.
SINCE = date(2020, 1, 1)
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class People:
    """Organisations and accounts, by the words used in tests."""

    county: Organisation
    town: Organisation
    village: Organisation
    village_2: Organisation
    other_county: Organisation
    other_town: Organisation
    other_village: Organisation
    #: system administrator of the installation
    root: Account
    #: 文明办 of 甲县: owns the work
    office: Account
    #: responsible unit 甲一村
    colleague: Account
    #: responsible unit 甲二村: in the same town, yet not the same village
    neighbour: Account
    #: 文明办 of 乙县: as mighty as ``office``, but elsewhere
    stranger: Account
    leader: Account
    inspector: Account
    auditor: Account
    #: keeps organisations and accounts of 甲县
    administrator: Account


def log_in(account: Account) -> Client:
    """A browser in which the account is logged in."""
    client = Client()
    client.force_login(account)
    return client


def settle() -> People:
    """Make the organisations and accounts, through the product's own actions."""
    root = actions.make_first_administrator(username="root", name="系统管理员").account
    actions.set_password(by=root, account=root, password=PASSWORD)

    def organisation(code: str, name: str, kind: str, parent: Organisation | None = None) -> Organisation:
        return actions.create_organisation(by=root, code=code, name=name, kind=kind, parent=parent, from_day=SINCE)

    county = organisation("jia", "甲县", "county")
    town = organisation("jia-town", "甲镇", "town", county)
    village, village_2 = (
        organisation(f"jia-{n}", f"甲{word}村", "village", town) for n, word in ((1, "一"), (2, "二"))
    )
    other_county = organisation("yi", "乙县", "county")
    other_town = organisation("yi-town", "乙镇", "town", other_county)
    other_village = organisation("yi-1", "乙一村", "village", other_town)

    def account(username: str, name: str, kind: RoleKind, place: Organisation) -> Account:
        made = actions.make_account(by=root, username=username, name=name, organisation=place).account
        actions.set_password(by=made, account=made, password=PASSWORD)
        actions.grant_role(by=root, account=made, kind=kind, organisation=place, from_day=SINCE)
        return made

    return People(
        county=county,
        town=town,
        village=village,
        village_2=village_2,
        other_county=other_county,
        other_town=other_town,
        other_village=other_village,
        root=root,
        office=account("office", "文明办", RoleKind.OFFICE, county),
        colleague=account("colleague", "甲一村", RoleKind.UNIT, village),
        neighbour=account("neighbour", "甲二村", RoleKind.UNIT, village_2),
        stranger=account("stranger", "乙县文明办", RoleKind.OFFICE, other_county),
        leader=account("leader", "县领导", RoleKind.LEADER, county),
        inspector=account("inspector", "督查员", RoleKind.INSPECTOR, county),
        auditor=account("auditor", "审计员", RoleKind.AUDITOR, county),
        administrator=account("administrator", "管理员", RoleKind.ADMINISTRATOR, county),
    )
