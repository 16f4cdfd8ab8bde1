"""Addresses of the pages of reports."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.reports.views import documents, figures, series

urlpatterns = [
    path("", documents.listing, name="report_list"),
    path("<int:key>/series/<str:kind>/", series.edit, name="series_edit"),
    path("publications/<int:key>/<str:kind>/", documents.preview, name="report_preview"),
    path("publications/<int:key>/<str:kind>/draft.<str:ending>", documents.draft, name="report_draft"),
    path("publications/<int:key>/sheets/<int:unit>.<str:ending>", documents.own_sheet, name="score_sheet"),
    path("issues/<int:key>/document.<str:ending>", documents.issued, name="issue_file"),
    path("runs/<int:key>/ledger.xlsx", documents.ledger, name="run_ledger"),
    path("publications/<int:key>/figures/<str:figure>/", figures.detail, name="figure"),
    path("publications/<int:key>/figures/<str:figure>/nil/", figures.confirm, name="nil_new"),
    path("nil/<int:key>/", figures.nil, name="nil_report"),
]
