"""Addresses of the pages of the import."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.intake import views

urlpatterns = [
    path("", views.new, name="import_new"),
    path("template.xlsx", views.template_file, name="import_template"),
    path("jobs/<int:key>/", views.job, name="import_job"),
    path("<str:token>/", views.preview, name="import_preview"),
    path("<str:token>/again/", views.again, name="import_again"),
    path("<str:token>/import/", views.confirm, name="import_confirm"),
]
