"""Addresses of the pages of reminders."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.reminders import views

urlpatterns = [
    path("", views.listing, name="channel_list"),
    path("new/", views.new, name="channel_new"),
    path("<int:key>/", views.detail, name="channel"),
    path("<int:key>/edit/", views.edit, name="channel_edit"),
    path("<int:key>/on/", views.turn_on, name="channel_on"),
    path("<int:key>/off/", views.turn_off, name="channel_off"),
    path("<int:key>/test/", views.test, name="channel_test"),
    path("<int:key>/remove/", views.remove, name="channel_remove"),
]
