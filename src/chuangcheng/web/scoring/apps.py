from django.apps import AppConfig


class ScoringPagesConfig(AppConfig):
    name = "chuangcheng.web.scoring"
    label = "web_scoring"
