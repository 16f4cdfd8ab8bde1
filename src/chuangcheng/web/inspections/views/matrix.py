"""A whole matrix of base scores for one day: units × items."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require
from chuangcheng.people.queries import scoped
from chuangcheng.stages.inspections import actions, policy, queries
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import units
from chuangcheng.web.inspections.fields import points_of
from chuangcheng.web.inspections.forms import MatrixForm
from chuangcheng.web.inspections.kinds import BASE_SCORE
from chuangcheng.web.register.sight import programme_seen
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of

#: Most items that one page takes.
MOST_ITEMS = 30
_COMMAS = str.maketrans("，、；;\n\t", ",,,,,,")


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the matrix."""

    name: str
    label: str
    text: str
    fault: str


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the matrix."""

    unit: Organisation
    cells: tuple[Cell, ...]


@login_required
@require_http_methods(["GET", "POST"])
def matrix(request: HttpRequest) -> HttpResponse:
    """Choose unit kind and items, fill in the cells, save all of them or none."""
    by, programme = account_of(request), programme_seen(request)
    require(policy.may_record_inspection(by, programme.host))
    places = list(scoped(units(programme).filter(ended_on=None).exclude(pk=programme.host_id), by, path=""))
    kinds = Counter(unit.kind for unit in places)
    kind = request.GET.get("kind") or (kinds.most_common(1)[0][0] if kinds else "")
    items = _items(request, by, programme)
    form = MatrixForm(by, programme, request.POST or None)
    scores, lines = _read(request, [unit for unit in places if unit.kind == kind], items)
    if request.method == "POST" and any(cell.fault for line in lines for cell in line.cells):
        form.add_error(None, _("有的格子没有填对，请看表里的说明。"))

    def act() -> HttpResponse:
        made = actions.record_base_matrix(by=by, programme=programme, scores=scores, **form.cleaned_data)
        messages.success(request, _("已记录%(count)s个单位的基础分。") % {"count": len(made)})
        return redirect(back)

    back = f"{reverse('base_score_list')}?programme={programme.pk}"
    context = {
        "heading": _("整表录入基础分"),
        "back": back,
        "crumbs": [(BASE_SCORE.title, back)],
        "season": programme.title,
        "programme": programme,
        "kinds": sorted(kinds),
        "kind": kind,
        "items": items or [_("得分")],
        "items_text": "，".join(items),
        "lines": lines,
    }
    return form_page(request, form, act, context, template="inspections/matrix.html")


def _items(request: HttpRequest, by: Account, programme: Programme) -> list[str]:
    """The items asked for; without any, those of the latest base score that was given by items. Empty: totals."""
    asked = request.GET.get("items")
    if asked is None:
        latest = queries.visible_base_scores(by, programme).filter(items__isnull=False).first()
        return [item.item for item in latest.items.all()] if latest else []
    names = [name.strip()[:80] for name in asked.translate(_COMMAS).split(",")]
    return list(dict.fromkeys(name for name in names if name))[:MOST_ITEMS]


def _read(
    request: HttpRequest, places: list[Organisation], items: list[str]
) -> tuple[dict[Organisation, Decimal | dict[str, Decimal]], list[Line]]:
    """The scores typed and the lines to show. An empty cell counts for nothing, a unit without any is left out."""
    scores: dict[Organisation, Decimal | dict[str, Decimal]] = {}
    lines = []
    for unit in places:
        given: dict[str, Decimal] = {}
        cells = []
        for place, item in enumerate(items or [_("得分")]):
            name = f"c-{unit.pk}-{place}"
            cell = Cell(name, f"{unit.name} {item}", request.POST.get(name, "").strip(), "")
            cells.append(_checked(cell, item, given))
        if given:
            scores[unit] = given if items else given[_("得分")]
        lines.append(Line(unit, tuple(cells)))
    return scores, lines


def _checked(cell: Cell, item: str, given: dict[str, Any]) -> Cell:
    if not cell.text:
        return cell
    try:
        given[item] = points_of(cell.text)
    except ValidationError as error:
        return Cell(cell.name, cell.label, cell.text, error.messages[0])
    return cell
