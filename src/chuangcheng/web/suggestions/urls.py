"""Addresses of the pages of suggestions."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.suggestions import views

urlpatterns = [
    path("", views.listing, name="suggestion_list"),
    path("new/", views.new, name="suggestion_new"),
    path("<int:key>/", views.detail, name="suggestion"),
]
