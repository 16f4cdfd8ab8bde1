"""Addresses: one room under each word, in the order of the flow."""

from __future__ import annotations

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import module_has_submodule

from chuangcheng.conf.signing_in import url_patterns as signing_in

#: Rooms whose addresses begin otherwise than with their own word.
_PLACES = {"shell": "", "overview": ""}


def _rooms() -> list[URLResolver]:
    """Every web room that has addresses, under its word."""
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith("chuangcheng.web.") and config.module and module_has_submodule(config.module, "urls"):
            word = config.name.rsplit(".", 1)[-1]
            found.append(path(_PLACES.get(word, f"{word}/"), include(f"{config.name}.urls")))
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include(signing_in)),
    *_rooms(),
]

handler400 = "chuangcheng.web.shell.errors.bad_request"
handler403 = "chuangcheng.web.shell.errors.permission_denied"
handler404 = "chuangcheng.web.shell.errors.page_not_found"
