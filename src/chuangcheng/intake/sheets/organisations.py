"""The sheets 单位 and 人员: written by the actions of people, one after the other."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused
from chuangcheng.intake import cells
from chuangcheng.intake.cells import Column
from chuangcheng.intake.outcome import Addition, Change, SheetOutcome
from chuangcheng.intake.running import Row, Running
from chuangcheng.people import actions as people
from chuangcheng.people.models import Organisation, Person
from chuangcheng.people.queries import scoped, superior_on

UNITS = (
    Column("代码", "code", cells.text, needed=True, example="jia-1"),
    Column("名称", "name", cells.text, needed=True, example="示例村"),
    Column("类型", "kind", cells.text, needed=True, choices=("village", "town", "bureau"), example="village"),
    Column("上级代码", "parent", cells.text, example="jia-town"),
    Column("组别", "group", cells.text),
)
PERSONS = (
    Column("单位", "unit", cells.text, needed=True, example="jia-1"),
    Column("姓名", "name", cells.text, needed=True, example="（姓名）"),
    Column("职务", "post", cells.text, needed=True, choices=("书记", "分管人员"), example="书记"),
    Column("电话", "phone", cells.text),
)


def write_units(running: Running, name: str, rows: list[Row], headings: Mapping[str, str]) -> SheetOutcome:
    """Organisations by their code; superiors stand above those below them. Other columns are attributes."""
    outcome = SheetOutcome(name)
    seen: set[str] = set()
    for row in _superiors_first(rows):
        with running.row(name, row, headings):
            if row.code in seen:
                raise Refused("duplicate-code", _("代码“%(code)s”出现了两次。") % {"code": row.code}, field="code")
            seen.add(row.code)
            stored = Organisation.objects.filter(code=row.code).first()
            if stored is None:
                _create(running, row)
                outcome.added.append(Addition(row.number, row.code, f"{row.code} {row.values['name']}"))
            elif shown := _change(running, row, stored):
                outcome.changed.append(Change(row.number, row.code, shown))
            else:
                outcome.unchanged += 1
    return outcome


def _superiors_first(rows: list[Row]) -> list[Row]:
    """Rows in an order in which a superior of the same sheet comes before what stands beneath it."""
    by_code = {row.code: row for row in rows}
    placed: dict[int, Row] = {}
    for row in rows:
        chain = [row]
        while (above := by_code.get(str(chain[-1].values.get("parent") or ""))) is not None and above not in chain:
            chain.append(above)
        for superior in reversed(chain):
            placed.setdefault(superior.number, superior)
    return list(placed.values())


def _parent(row: Row) -> Organisation | None:
    code = str(row.values.get("parent") or "")
    if not code:
        return None
    parent = Organisation.objects.filter(code=code).first()
    if parent is None:
        raise Refused("unknown-unit", _("没有代码为“%(code)s”的上级单位。") % {"code": code}, field="parent")
    return parent


def _attributes(row: Row) -> dict[str, str]:
    return {title: text for title, text in row.further.items() if text}


def _create(running: Running, row: Row) -> None:
    since = running.chosen.first if running.chosen is not None else clock.today().replace(month=1, day=1)
    people.create_organisation(
        by=running.by,
        code=row.code,
        name=str(row.values["name"]),
        kind=str(row.values["kind"]),
        group=str(row.values.get("group") or ""),
        attributes=_attributes(row),
        parent=_parent(row),
        from_day=since,
    )


def _change(running: Running, row: Row, stored: Organisation) -> dict[str, tuple[str, str]]:
    """Change a known organisation where the sheet says otherwise; gives heading → (before, after)."""
    wanted = {
        "name": str(row.values["name"]),
        "kind": str(row.values["kind"]),
        "group": str(row.values["group"]) if "group" in row.values else stored.group,
    }
    attributes = {**stored.attributes, **_attributes(row)}
    for title in row.further:
        if not row.further[title]:
            attributes.pop(title, None)
    titles = {"name": "名称", "kind": "类型", "group": "组别"}
    shown = {titles[n]: (str(getattr(stored, n)), v) for n, v in wanted.items() if getattr(stored, n) != v}
    for title in sorted({*attributes, *stored.attributes}):
        if stored.attributes.get(title) != attributes.get(title):
            shown[title] = (stored.attributes.get(title) or "", attributes.get(title) or "")
    if shown:
        people.change_organisation(
            by=running.by,
            organisation=stored,
            name=wanted["name"],
            kind=wanted["kind"],
            group=wanted["group"],
            attributes=attributes,
        )
    parent, superior = _parent(row), superior_on(stored, clock.today())
    if parent is not None and superior is not None and parent != superior:
        raise Refused(
            "other-superior",
            _("“%(unit)s”现在的上级是“%(now)s”。变更隶属关系请在“单位”页面办理，以便写明起止日期。")
            % {"unit": stored.name, "now": superior.name},
            field="parent",
        )
    return shown


def write_persons(running: Running, name: str, rows: list[Row], headings: Mapping[str, str]) -> SheetOutcome:
    """Who holds a post, by unit, name and post; another telephone is a change."""
    outcome = SheetOutcome(name)
    for row in rows:
        with running.row(name, row, headings):
            unit = visible_unit(running, str(row.values["unit"]))
            person_name, post = str(row.values["name"]), str(row.values["post"])
            phone = str(row.values.get("phone") or "")
            stored = Person.objects.filter(organisation=unit, name=person_name, post=post, left_on=None).first()
            if stored is None:
                people.add_person(by=running.by, organisation=unit, name=person_name, post=post, phone=phone)
                outcome.added.append(Addition(row.number, "", f"{unit.name} {post}"))
            elif "phone" in row.values and stored.phone != phone:
                people.change_person(by=running.by, person=stored, name=person_name, post=post, phone=phone)
                outcome.changed.append(Change(row.number, "", {"电话": ("…", "…")}))
            else:
                outcome.unchanged += 1
    return outcome


def visible_unit(running: Running, word: str) -> Organisation:
    """A unit in sight by its code, or by its name where only one bears it; persons need no programme."""
    seen = scoped(Organisation.objects.all(), running.by, path="")
    found = seen.filter(code=word).first()
    named = list(seen.filter(name=word)[:2])
    if found is None and len(named) == 1:
        found = named[0]
    if found is None:
        raise Refused(
            "unknown-unit", _("没有“%(unit)s”这个单位。请写“单位”表里的代码。") % {"unit": word}, field="unit"
        )
    return found
