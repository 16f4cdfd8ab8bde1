"""Turns a refusal that no form has taken into a page with the right status."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from chuangcheng.base.errors import Refused
from chuangcheng.web.shell.errors import refusal_page


class RefusedMiddleware:
    """NotSeen → 404, NotAllowed → 403, Conflict → 409, any other ``Refused`` → 400, each in the reader's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; everything else is our bug and goes on to the 500 page."""
        return refusal_page(request, exception) if isinstance(exception, Refused) else None
