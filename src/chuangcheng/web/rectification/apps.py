from django.apps import AppConfig


class RectificationPagesConfig(AppConfig):
    name = "chuangcheng.web.rectification"
    label = "web_rectification"
