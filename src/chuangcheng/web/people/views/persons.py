"""Persons and their posts. Telephones are masked for everyone who does not keep them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chuangcheng.base import clock
from chuangcheng.people import actions, policy
from chuangcheng.people.models import Person
from chuangcheng.stages.plans.queries.duties import duties_of_person
from chuangcheng.web.people import forms
from chuangcheng.web.people.views.sight import account_of, organisation_seen, seen
from chuangcheng.web.shell.forms import form_page


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Write down who holds a post of an organisation."""
    by, organisation = account_of(request), organisation_seen(request, key)
    policy.require(policy.may_keep_persons(by, organisation))
    form = forms.PersonForm(request.POST or None)
    back = reverse("organisation", args=[organisation.pk])

    def act() -> HttpResponse:
        values = {name: form.cleaned_data[name] for name in ("name", "post", "phone")}
        actions.add_person(by=by, organisation=organisation, **values)
        messages.success(request, _("已保存。"))
        return redirect(back)

    context = {"heading": _("新增人员"), "back": back, "crumbs": [(organisation.name, back)], "draft": "person"}
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Correct a person's name, post or telephone."""
    by = account_of(request)
    person = seen(Person.objects.select_related("organisation"), request, key, path="organisation")
    policy.require(policy.may_keep_persons(by, person.organisation))
    form = forms.PersonForm(request.POST or None, initial=_initial(person))
    back = reverse("organisation", args=[person.organisation_id])

    def act() -> HttpResponse:
        actions.change_person(by=by, person=person, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect(back)

    def fresh() -> forms.PersonForm:
        return forms.PersonForm(initial=_initial(Person.objects.get(pk=key)))

    context = {"heading": _("修改人员"), "back": back, "crumbs": [(person.organisation.name, back)]}
    return form_page(request, form, act, context, fresh=fresh)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Note that a person has left the post."""
    by = account_of(request)
    person = seen(Person.objects.select_related("organisation"), request, key, path="organisation")
    policy.require(policy.may_keep_persons(by, person.organisation))
    form = forms.EndForm(request.POST or None)
    back = reverse("organisation", args=[person.organisation_id])

    def act() -> HttpResponse:
        actions.end_post(by=by, person=person, on=form.cleaned_data["on"])
        if duties_of_person(person, clock.today()).exists():
            messages.warning(request, _("已记录离任。这个人还有责任没有交接，请接着办理。"))
            return redirect("duty_hand_over_all", key=person.pk)
        messages.success(request, _("已记录离任。"))
        return redirect(back)

    context = {"heading": _("%(name)s离任") % {"name": person.name}, "back": back}
    return form_page(request, form, act, {**context, "crumbs": [(person.organisation.name, back)]})


def _initial(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in ("name", "post", "phone", "revision")}
