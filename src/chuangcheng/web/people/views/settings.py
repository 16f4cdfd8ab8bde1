"""One's own account: who I am here, what I may do, language, password, second factor."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chuangcheng.people.queries import current_roles


@login_required
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The account's own page; it shows no one else's."""
    account = request.user
    roles = current_roles(account).select_related("organisation")  # type: ignore[arg-type]
    second_factor = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()
    return render(request, "people/settings.html", {"roles": roles, "second_factor": second_factor})
