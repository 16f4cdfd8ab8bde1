from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SettlementConfig(AppConfig):
    name = "chuangcheng.stages.settlement"
    label = "settlement"
    verbose_name = _("奖惩兑现")
