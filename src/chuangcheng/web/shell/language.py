"""The language that a person reads in: a cookie for the device, and the account's own choice wherever it logs in."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from chuangcheng.people import actions
from chuangcheng.people.models import Account

R = TypeVar("R", bound=HttpResponseBase)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """The switch: this device from now on, and the account of whoever is logged in. What is no language of ours changes
    nothing."""
    response = set_language(request)
    language, account = request.POST.get("language", ""), request.user
    if isinstance(account, Account) and language in dict(settings.LANGUAGES) and language != account.language:
        actions.set_language(by=account, language=language)
    return response


def read_in(response: R, language: str) -> R:
    """The response, from which on this device shows pages in ``language``."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
