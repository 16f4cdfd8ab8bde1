from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulebooksConfig(AppConfig):
    name = "chuangcheng.rulebooks"
    label = "rulebooks"
    verbose_name = _("测评体系")
