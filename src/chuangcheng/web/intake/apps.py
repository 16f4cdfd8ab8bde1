from django.apps import AppConfig


class IntakePagesConfig(AppConfig):
    name = "chuangcheng.web.intake"
    label = "web_intake"
