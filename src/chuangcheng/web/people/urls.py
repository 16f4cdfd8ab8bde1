"""Addresses of the pages of people."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.people.views import settings

urlpatterns = [
    path("me/", settings.show, name="account_settings"),
]
