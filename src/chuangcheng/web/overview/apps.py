from django.apps import AppConfig


class OverviewPagesConfig(AppConfig):
    name = "chuangcheng.web.overview"
    label = "web_overview"
