"""Addresses of the pages of activities."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.activities.kinds import ACTIVITY, ARTICLE
from chuangcheng.web.activities.kinds.moves import MOVES
from chuangcheng.web.activities.views import calendar, entering, figures, kinds, moves
from chuangcheng.web.register.views import record_urls

urlpatterns = [
    *record_urls(ACTIVITY, "", begin=entering.begin),
    *(path(f"<int:key>/{one.word}/", moves.move, {"word": one.word}, name=one.url_name) for one in MOVES),
    path("month/", calendar.month, name="activity_month"),
    path("figures/", figures.summary, name="activity_figures"),
    path("kinds/", kinds.listing, name="activity_kinds"),
    path("kinds/install/", kinds.install, name="activity_kinds_install"),
    path("kinds/new/", kinds.new, name="activity_kind_new"),
    path("kinds/<int:key>/", kinds.edit, name="activity_kind"),
    *record_urls(ARTICLE, "articles/"),
]
