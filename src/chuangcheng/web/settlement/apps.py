from django.apps import AppConfig


class SettlementPagesConfig(AppConfig):
    name = "chuangcheng.web.settlement"
    label = "web_settlement"
