from django.apps import AppConfig


class ReportsPagesConfig(AppConfig):
    name = "chuangcheng.web.reports"
    label = "web_reports"
