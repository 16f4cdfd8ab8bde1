"""List, page, forms and withdrawal of any kind of fact record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base.errors import NotSeen
from chuangcheng.evidence import policy as evidence_policy
from chuangcheng.evidence.queries import evidence_for
from chuangcheng.people.policy import require
from chuangcheng.people.queries import scoped
from chuangcheng.stages.plans.checks import closed_periods, closing_of
from chuangcheng.stages.plans.models import ClosedPeriod, Programme, Record
from chuangcheng.stages.plans.queries import units
from chuangcheng.web.register.forms import WithdrawForm
from chuangcheng.web.register.history import steps
from chuangcheng.web.register.kinds import Kind, Room, told_fields
from chuangcheng.web.register.sight import programme_among, programme_seen, programmes_seen
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen
from chuangcheng.web.shell.tables import Column, Filter, State, Table

View = Callable[..., HttpResponse]

STANDING = State(gettext_lazy("有效"), "good", "check")
LATE = State(gettext_lazy("补录"), "warn", "clock")
WITHDRAWN = State(gettext_lazy("已撤回"), "", "ban")


def state_of(record: Record) -> State:
    """A record's state as a badge."""
    return WITHDRAWN if record.withdrawn_on else LATE if record.is_late else STANDING


@dataclass(frozen=True, slots=True)
class Tab:
    """One of a room's lists."""

    label: Any
    url: str
    current: bool
    count: int | None = None


class _Standing(Filter):
    """Standing or withdrawn."""

    __slots__ = ()

    def condition(self, value: Any) -> Q:
        """What a row must fulfil."""
        return Q(withdrawn_on__isnull=value == "standing")


def tabs(room: Room, current: str, programme: Programme | None) -> list[Tab]:
    """The lists of a room, in the same programme."""
    query = f"?programme={programme.pk}" if programme else ""
    return [Tab(label, reverse(name) + query, name == current) for label, name in room.tabs]


def record_urls(kind: Kind, at: str, *, begin: View | None = None) -> list[URLPattern]:
    """The addresses of a kind's pages beneath ``at`` ('' or ``word/``). ``begin`` stands in for the page ``new``."""

    def view(page: View, *verbs: str) -> View:
        def answer(request: HttpRequest, **at: Any) -> HttpResponse:
            return page(kind, request, **at)

        guard: Any = require_http_methods(list(verbs)) if verbs else require_GET
        return login_required(guard(answer))  # type: ignore[no-any-return]

    word = kind.word
    return [
        path(at, view(listing), name=f"{word}_list"),
        path(f"{at}new/", begin or view(new, "GET", "POST"), name=f"{word}_new"),
        path(f"{at}<int:key>/", view(detail), name=word),
        path(f"{at}<int:key>/edit/", view(edit, "GET", "POST"), name=f"{word}_edit"),
        path(f"{at}<int:key>/withdraw/", view(withdraw, "GET", "POST"), name=f"{word}_withdraw"),
    ]


def listing(kind: Kind, request: HttpRequest) -> HttpResponse:
    """The records of a kind in one programme, as far as the account sees them."""
    by, programmes = account_of(request), programmes_seen(request)
    programme = programme_among(request, programmes)
    if programme is None:
        return render(request, "register/list.html", {"kind": kind, "tabs": tabs(kind.room, f"{kind.word}_list", None)})
    table = _table(kind, request, programme)
    if table.wants_export:
        return export(table, str(kind.title))
    context = {
        "kind": kind,
        "table": table,
        "programme": programme,
        "programmes": programmes,
        "season": programme.title,
        "tabs": tabs(kind.room, f"{kind.word}_list", programme),
        "may_record": kind.begins(by, programme),
        "new_url": f"{reverse(f'{kind.word}_new')}?programme={programme.pk}",
        "looks": [(look, f"{reverse(look.url_name)}?programme={programme.pk}") for look in kind.looks],
        "new_acts": [(act, f"{reverse(act.url_name)}?programme={programme.pk}") for act in kind.new_acts],
    }
    return render(request, "register/list.html", context)


def _table(kind: Kind, request: HttpRequest, programme: Programme) -> Table:
    by = account_of(request)
    places: Any = scoped(units(programme), by, path="")
    return Table(
        request,
        kind.rows(by, programme),
        columns=(
            Column("code", _("编号"), lambda r: r.code, sort=("code",), main=True, link=lambda r: reverse(kind.word, args=[r.pk])),
            Column("unit", _("单位"), lambda r: r.unit.name, sort=("unit__code",)),
            *kind.columns(by, bool(request.GET.get("export"))),
            Column("day", _("日期"), lambda r: r.happened_on, "day", sort=("happened_on",)),
            Column("state", _("状态"), state_of, "state"),
        ),
        filters=(
            Filter("q", _("搜索"), "search", ("code", "unit__name", "note", *kind.searched)),
            Filter("unit", _("单位"), fields=("unit_id",), choices=lambda: places.values_list("pk", "name")),
            *(kind.filters_for(by, programme) if kind.filters_for else ()),
            *kind.filters,
            Filter("from", _("起"), "from", ("happened_on",)),
            Filter("until", _("止"), "until", ("happened_on",)),
            _Standing("standing", _("状态"), choices=lambda: (("standing", _("有效")), ("withdrawn", _("已撤回")))),
        ),
        order="-day",
        exports=kind.exports,
        caption=_("%(kind)s列表") % {"kind": kind.title},
    )  # fmt: skip


def detail(kind: Kind, request: HttpRequest, key: int) -> HttpResponse:
    """One record: what it says, its evidence, its history."""
    by, record = account_of(request), _seen(kind, request, key)
    closed = closing_of(record.booked_on, closed_periods(record.programme))
    may = kind.changes(by, record) and _is_open(record, closed)
    acts = kind.acts_for(record, by) if kind.acts_for else kind.acts if may else ()
    context = {
        "kind": kind,
        "record": record,
        "name": kind.name(record) or record.code,
        "season": record.programme.title,
        "state": state_of(record),
        "told": [*told_fields(record, kind.fields), *kind.more(record, by)],
        "closed": closed,
        "may_change": may,
        "acts": [(act, reverse(act.url_name, args=[record.pk])) for act in acts if _is_open(record, closed)],
        "list_url": f"{reverse(f'{kind.word}_list')}?programme={record.programme_id}",
        "edit_url": reverse(f"{kind.word}_edit", args=[record.pk]),
        "withdraw_url": reverse(f"{kind.word}_withdraw", args=[record.pk]),
        "evidence": evidence_for(by, record),
        "may_cite": evidence_policy.may_store(by, record.unit),
        "attach": f"{record._meta.label_lower}:{record.pk}",
        "steps": steps(record),
    }
    return render(request, "register/record.html", context)


def new(kind: Kind, request: HttpRequest) -> HttpResponse:
    """Record a fact."""
    by, programme = account_of(request), programme_seen(request)
    require(kind.begins(by, programme))
    form = kind.form(by, programme, request.POST or None, initial=_asked(request))

    def act() -> HttpResponse:
        record = kind.record(by, programme, dict(form.cleaned_data))
        messages.success(request, _("已记录，编号%(code)s。") % {"code": record.code})
        return redirect(kind.word, key=record.pk)

    back = f"{reverse(f'{kind.word}_list')}?programme={programme.pk}"
    context = {"heading": kind.record_word, "back": back, "crumbs": [(kind.title, back)], "draft": kind.word}
    return form_page(request, form, act, {**context, "season": programme.title}, template=kind.form_template)


def edit(kind: Kind, request: HttpRequest, key: int) -> HttpResponse:
    """Change a record."""
    by, record = account_of(request), _seen(kind, request, key)
    require(kind.changes(by, record))
    form = kind.form(by, record.programme, request.POST or None, record=record)

    def act() -> HttpResponse:
        kind.change(by, record, dict(form.cleaned_data))
        messages.success(request, _("已保存。"))
        return redirect(kind.word, key=record.pk)

    def fresh() -> Any:
        now = _seen(kind, request, key)
        return kind.form(by, now.programme, record=now)

    context = {"heading": _("修改%(kind)s") % {"kind": kind.title}, **_back(kind, record)}
    return form_page(request, form, act, context, template=kind.form_template, fresh=fresh)


def withdraw(kind: Kind, request: HttpRequest, key: int) -> HttpResponse:
    """Leave a record out of the facts, with the reason."""
    by, record = account_of(request), _seen(kind, request, key)
    require(kind.changes(by, record))
    form = WithdrawForm(request.POST or None, initial={"revision": record.revision})

    def act() -> HttpResponse:
        kind.withdraw(by, record, form.cleaned_data["revision"], form.cleaned_data["reason"])
        messages.success(request, _("已撤回%(code)s。") % {"code": record.code})
        return redirect(kind.word, key=record.pk)

    heading = _("撤回%(kind)s %(code)s") % {"kind": kind.title, "code": record.code}
    told = [*told_fields(record, kind.fields), *kind.more(record, by)]
    context = {"heading": heading, "submit": _("撤回"), "record": record, "told": told, **_back(kind, record)}
    return form_page(request, form, act, context, template="register/withdraw.html")


def _back(kind: Kind, record: Record) -> dict[str, Any]:
    """Where the forms of a record lead back to."""
    here = reverse(kind.word, args=[record.pk])
    above = f"{reverse(f'{kind.word}_list')}?programme={record.programme_id}"
    return {"back": here, "crumbs": [(kind.title, above), (record.code, here)], "season": record.programme.title}


def _seen(kind: Kind, request: HttpRequest, key: int) -> Any:
    related = ("programme__host", "unit", "created_by", "withdrawn_by", *kind.related)
    record: Any = seen(kind.model._default_manager.select_related(*related), request, key, path="unit")
    if kind.may_see is not None and not kind.may_see(account_of(request), record):
        raise NotSeen
    return record


def _is_open(record: Record, closed: ClosedPeriod | None) -> bool:
    return record.withdrawn_on is None and (closed is None or record.is_planned)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What a link may fill in beforehand."""
    return {name: value for name, value in request.GET.dict().items() if name != "programme"}
