from django.apps import AppConfig


class RulebooksPagesConfig(AppConfig):
    name = "chuangcheng.web.rulebooks"
    label = "web_rulebooks"
