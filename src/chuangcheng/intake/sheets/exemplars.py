"""The sheets 好人 and 材料. A person is found by 人员编号, else by name in the unit; who is new is registered."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.intake import cells
from chuangcheng.intake.cells import Column
from chuangcheng.intake.running import Row, Running
from chuangcheng.intake.sheets.activities import YES_NO
from chuangcheng.intake.sheets.inspections import CODE, NOTE, UNIT
from chuangcheng.intake.sheets.records import RecordSheet, Values, as_they_are
from chuangcheng.people.models import Organisation
from chuangcheng.stages.exemplars import checks
from chuangcheng.stages.exemplars.actions import prepare_exemplar
from chuangcheng.stages.exemplars.models import Exemplar, Honour, Material
from chuangcheng.stages.exemplars.states import Stage
from chuangcheng.stages.plans.states import Level

PERSON = (
    Column("人员编号", "person", cells.text, example="（可不填）"),
    Column("姓名", "name", cells.text, example="（姓名）"),
)
REVIEW = Column("审核意见", "review_reason", cells.text)


class Register:
    """The exemplars of a programme, and those that the sheet brings; kept with the import that is under way."""

    def __init__(self, running: Running) -> None:
        self._running = running
        stored = list(Exemplar.objects.filter(programme=running.programme).select_related("unit"))
        self._by_code = {exemplar.code: exemplar for exemplar in stored}
        self._by_name: dict[tuple[int, str], list[Exemplar]] = {}
        for exemplar in stored:
            self._by_name.setdefault((exemplar.unit_id, exemplar.name), []).append(exemplar)
        self.new: list[Exemplar] = []

    def find(self, unit: Organisation, code: str, name: str) -> Exemplar:
        """The person of a row. Refused: missing-value (no name for somebody new), other-person, same-name."""
        known = self._by_code.get(code)
        if known is not None:
            if name and name != known.name:
                raise Refused(
                    "other-person",
                    _("人员编号“%(code)s”登记的是另一个姓名。请核对；更正姓名请在“好人”页面办理。") % {"code": code},
                    field="name",
                )
            return known
        named = [] if code else self._by_name.get((unit.pk, name), [])
        if len(named) > 1:
            raise Refused("same-name", _("这个村有几个人同名，请填写人员编号。"), field="person")
        return named[0] if named else self._register(unit, code, name)

    def _register(self, unit: Organisation, code: str, name: str) -> Exemplar:
        if not name:
            raise Refused("missing-value", _("还没有登记的人要填写姓名。"), field="name")
        exemplar = Exemplar(programme=self._running.programme, unit=unit, code=code, name=name, revision=1)
        prepare_exemplar(exemplar, desk=self._running.desk, by=self._running.by)
        self._by_code[exemplar.code] = exemplar
        self._by_name.setdefault((unit.pk, name), []).append(exemplar)
        self.new.append(exemplar)
        return exemplar


def register_of(running: Running) -> Register:
    """The register of an import, made when first asked for."""
    found = running.__dict__.get("register")
    if not isinstance(found, Register):
        found = running.__dict__["register"] = Register(running)
    return found


def person_fields(running: Running, row: Row) -> Values:
    """A row's values with its person found or registered."""
    values = as_they_are(running, row)
    code, name = str(values.pop("person", "") or ""), str(values.pop("name", "") or "")
    values["exemplar"] = register_of(running).find(values["unit"], code, name)
    if values.get("compliant") is not None or values.get("forceful") is not None:
        values["reviewed_by"] = running.by
    return values


def save_new(running: Running) -> None:
    """Write the persons that the sheet brings, before the records that are about them."""
    register = register_of(running)
    Exemplar.objects.bulk_create(register.new)
    register.new = []


HONOURS = RecordSheet(
    Honour,
    (
        CODE,
        UNIT,
        *PERSON,
        Column("称号", "title", cells.text, needed=True, example="县好人"),
        Column("层级", "level", cells.text, needed=True, choices=Level.values, example="县级"),
        Column("阶段", "stage", cells.text, needed=True, choices=Stage.values, example="当选"),
        Column("公布日期", "happened_on", cells.day, needed=True, example="2022-05-15"),
        Column("规范报送", "compliant", cells.yes, choices=YES_NO),
        Column("推报有力", "forceful", cells.yes, choices=YES_NO),
        REVIEW,
        NOTE,
    ),
    checks.check_honour,
    fields=person_fields,
    before=save_new,
)

MATERIALS = RecordSheet(
    Material,
    (
        CODE,
        UNIT,
        *PERSON,
        Column("题目", "title", cells.text),
        Column("报送日期", "happened_on", cells.day, needed=True, example="2022-04-25"),
        Column("规范报送", "compliant", cells.yes, choices=YES_NO),
        REVIEW,
        NOTE,
    ),
    checks.check_material,
    fields=person_fields,
    before=save_new,
)
