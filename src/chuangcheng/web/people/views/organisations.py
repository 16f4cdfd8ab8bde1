"""Organisations and how they stand to each other."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.people import actions, policy
from chuangcheng.people.models import Organisation, Relation
from chuangcheng.people.queries import scoped, visible_organisations
from chuangcheng.people.states import kind_word
from chuangcheng.stages.plans.policy import may_keep_duties
from chuangcheng.web.people import forms
from chuangcheng.web.people.tree import organisation_tree
from chuangcheng.web.people.views.sight import account_of, organisation_seen, seen
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.tables import Column, Filter, Table

_ROOM = gettext_lazy("单位与人员")


def _address(organisation: Organisation) -> str:
    return reverse("organisation", args=[organisation.pk])


@login_required
@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """The organisations in sight, beneath each other."""
    by = account_of(request)
    context = {
        "tree": organisation_tree(by),
        "may_administer": policy.has_role(by, ["administrator"]) or by.is_administrator,
    }
    return render(request, "people/tree.html", context)


def _kinds(request: HttpRequest) -> list[tuple[str, str]]:
    kinds = visible_organisations(account_of(request)).order_by("kind").values_list("kind", flat=True).distinct()
    return [(kind, kind_word(kind)) for kind in kinds]


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The organisations in sight as a list to sort, filter and export."""
    table = Table(
        request,
        scoped(Organisation.objects.all(), account_of(request), path=""),
        columns=(
            Column("name", _("名称"), lambda o: o.name, sort=("name",), main=True, link=_address),
            Column("code", _("代码"), lambda o: o.code, sort=("code",)),
            Column("kind", _("类型"), lambda o: o.kind_word, sort=("kind", "code")),
            Column("group", _("组别"), lambda o: o.group, sort=("group", "code")),
            Column("ended", _("撤销日期"), lambda o: o.ended_on, "day", sort=("ended_on",), spare=True),
        ),
        filters=(
            Filter("q", _("搜索"), "search", ("name", "code")),
            Filter("kind", _("类型"), fields=("kind",), choices=lambda: _kinds(request)),
        ),
        order="code",
        caption=_("单位列表"),
    )
    if table.wants_export:
        return export(table, _("单位"))
    return render(request, "people/organisations.html", {"table": table})


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One organisation: what it is, whom it stands beneath, who works there."""
    by, organisation = account_of(request), organisation_seen(request, key)
    may_keep = policy.may_keep_persons(by, organisation)
    context = {
        "organisation": organisation,
        "upward": organisation.upward.select_related("parent").order_by(
            F("to_day").desc(nulls_first=True), "-from_day"
        ),
        "persons": organisation.persons.filter(left_on=None),
        "may_administer": policy.may_administer(by, organisation),
        "may_keep_persons": may_keep,
        "may_hand_over": may_keep and may_keep_duties(by, organisation),
        "visible": set(visible_organisations(by).filter(downward__child=organisation).values_list("pk", flat=True)),
    }
    return render(request, "people/organisation.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an organisation beneath another."""
    by = account_of(request)
    policy.require(by.is_administrator or policy.has_role(by, ["administrator"]))
    form = forms.NewOrganisationForm(by, request.POST or None, initial={"parent": request.GET.get("parent")})

    def act() -> HttpResponse:
        made = actions.create_organisation(by=by, **form.cleaned_data)
        messages.success(request, _("已建立单位“%(name)s”。") % {"name": made.name})
        return redirect(_address(made))

    back = reverse("organisation_tree")
    context = {"heading": _("新建单位"), "back": back, "crumbs": [(_ROOM, back)], "draft": "organisation"}
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change what an organisation is called and how it counts."""
    by, organisation = account_of(request), organisation_seen(request, key)
    policy.require(policy.may_administer(by, organisation))
    form = forms.OrganisationForm(request.POST or None, initial=forms.organisation_initial(organisation))

    def act() -> HttpResponse:
        actions.change_organisation(by=by, organisation=organisation, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect(_address(organisation))

    def fresh() -> forms.OrganisationForm:
        return forms.OrganisationForm(initial=forms.organisation_initial(organisation_seen(request, key)))

    context = {"heading": _("修改单位"), "back": _address(organisation), "crumbs": _crumbs(organisation)}
    return form_page(request, form, act, context, fresh=fresh)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Note that an organisation has ended; its records stay."""
    by, organisation = account_of(request), organisation_seen(request, key)
    policy.require(policy.may_administer(by, organisation))
    form = forms.EndOrganisationForm(request.POST or None)

    def act() -> HttpResponse:
        actions.end_organisation(by=by, organisation=organisation, **form.cleaned_data)
        messages.success(request, _("已记录撤销。原有记录保留。"))
        return redirect(_address(organisation))

    context = {"heading": _("撤销单位"), "back": _address(organisation), "crumbs": _crumbs(organisation)}
    context["lead"] = _("撤销后不再出现在新记录的选项里，原有记录和得分都保留。")
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def relate(request: HttpRequest, key: int) -> HttpResponse:
    """Place an organisation beneath another one."""
    by, organisation = account_of(request), organisation_seen(request, key)
    policy.require(policy.may_administer(by, organisation))
    form = forms.RelationForm(by, request.POST or None)

    def act() -> HttpResponse:
        actions.relate(by=by, child=organisation, **form.cleaned_data)
        messages.success(request, _("已记录上级关系。"))
        return redirect(_address(organisation))

    context = {"heading": _("新增上级"), "back": _address(organisation), "crumbs": _crumbs(organisation)}
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def end_relation(request: HttpRequest, key: int) -> HttpResponse:
    """End a relation on a day."""
    by = account_of(request)
    relation = seen(Relation.objects.select_related("child", "parent"), request, key, path="child")
    policy.require(policy.may_administer(by, relation.child))
    form = forms.EndForm(request.POST or None)

    def act() -> HttpResponse:
        actions.end_relation(by=by, relation=relation, to_day=form.cleaned_data["on"])
        messages.success(request, _("已记录这段关系的止期。"))
        return redirect(_address(relation.child))

    context = {"heading": _("结束上级关系"), "back": _address(relation.child), "crumbs": _crumbs(relation.child)}
    return form_page(request, form, act, context)


def _crumbs(organisation: Organisation) -> list[tuple[object, str]]:
    return [(_ROOM, reverse("organisation_tree")), (organisation.name, _address(organisation))]
