"""Addresses of the pages of activities."""

from __future__ import annotations

from chuangcheng.web.activities.kinds import ACTIVITY, ARTICLE
from chuangcheng.web.register.views import record_urls

urlpatterns = [*record_urls(ACTIVITY, ""), *record_urls(ARTICLE, "articles/")]
