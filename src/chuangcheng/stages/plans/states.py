"""The words of a programme that are chosen from a list."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How high a title, an honour or an activity stands. The stored text is what rulebooks compare with (F4, F9)."""

    NATIONAL = "国家级", _("国家级")
    PROVINCE = "省级", _("省级")
    CITY = "市级", _("市级")
    COUNTY = "县级", _("县级")
    TOWN = "镇级", _("镇级")
    VILLAGE = "村级", _("村级")


class Duty(models.TextChoices):
    """A place in the leading group."""

    HEAD = "head", _("组长")
    FIRST_DEPUTY = "first_deputy", _("第一副组长")
    DEPUTY = "deputy", _("副组长")
    MEMBER = "member", _("成员")
    OFFICE_HEAD = "office_head", _("办公室主任")
    OFFICE_MEMBER = "office_member", _("办公室成员")
