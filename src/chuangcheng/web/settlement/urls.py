"""Addresses of the pages of settlement."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.settlement.views import batches, money

urlpatterns = [
    path("", money.seasons, name="settlement"),
    path("<int:key>/", money.balances, name="settlement_season"),
    path("<int:key>/lines/", money.lines, name="money_lines"),
    path("<int:key>/lines/new/", money.new, name="money_new"),
    path("<int:key>/hand-over/", money.hand_over, name="money_hand_over"),
    path("lines/<int:key>/reverse/", money.reverse_line, name="money_reverse"),
    path("<int:key>/batches/propose/", batches.propose, name="batch_propose"),
    path("batches/<int:key>/", batches.detail, name="batch"),
]
