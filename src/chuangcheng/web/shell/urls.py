"""Addresses of the shell."""

from __future__ import annotations

from django.apps import apps
from django.urls import path

from chuangcheng.web.shell import language, views

urlpatterns = [
    path("language/setlang/", language.choose, name="set_language"),
    path("theme/", views.set_theme, name="set_theme"),
    path("components/", views.components, name="components"),
    path("components/progress/", views.components_progress, name="components_progress"),
]

if not apps.is_installed("chuangcheng.web.overview"):
    urlpatterns.append(path("", views.first_room, name="first_room"))
