"""Addresses of today's page and of the first day's checklist."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.overview import views

urlpatterns = [
    path("", views.today, name="overview"),
    path("work/", views.work, name="work"),
    path("heat/", views.heat_page, name="heat"),
    path("start/", views.start, name="start"),
    path("start/later/", views.later, name="start_later"),
]
