"""Channels, what was sent through them, and which of them were looked at on a day."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.models import Programme


class ChannelKind(models.TextChoices):
    """Where a digest goes."""

    MAIL = "mail", _("电子邮件")
    WECOM = "wecom", _("企业微信群机器人")
    DINGTALK = "dingtalk", _("钉钉群机器人")
    FEISHU = "feishu", _("飞书群机器人")


class Channel(Revised):
    """One way out for one organisation's digest. It is off until somebody turns it on. Gates: ``reminders.actions``.

    ``address`` is a mail address or the robot's webhook; ``secret`` signs what goes to 钉钉 and 飞书. Both are shown to
    nobody again and never stand in the journal. The digest tells what ``keeper`` may see of ``unit`` and what is
    beneath it, in ``programme`` (None: all). ``at`` is when it goes out; between ``quiet_from`` and ``quiet_to`` nothing
    does.
    """

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("设置人"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("创建活动")
    )
    kind = models.CharField(_("方式"), max_length=10, choices=ChannelKind.choices)
    name = models.CharField(_("名称"), max_length=60)
    address = models.CharField(_("地址"), max_length=500)
    secret = models.CharField(_("签名密钥"), max_length=200, blank=True)
    at = models.TimeField(_("发送时间"), default=time(8, 30))
    quiet_from = models.TimeField(_("免打扰开始"), default=time(20, 0))
    quiet_to = models.TimeField(_("免打扰结束"), default=time(8, 0))
    working_days = models.BooleanField(_("只在工作日发"), default=True)
    is_on = models.BooleanField(_("已开启"), default=False)
    ended_at = models.DateTimeField(_("删除时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("提醒渠道")
        verbose_name_plural = _("提醒渠道")
        ordering = ("unit__code", "name", "id")

    def __str__(self) -> str:
        return self.name

    def is_quiet(self, moment: time) -> bool:
        """Whether a moment lies in the quiet hours, which may reach over midnight. Equal ends: there are none."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= moment < self.quiet_to
        return moment >= self.quiet_from or moment < self.quiet_to


class Delivery(Guarded):
    """One attempt to send: how many were late and due, and what came of it. No name of a person stands in it."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="deliveries")
    at = models.DateTimeField(_("时间"))
    day = models.DateField(_("日期"))
    is_test = models.BooleanField(_("测试"), default=False)
    late = models.PositiveIntegerField(_("逾期"), default=0)
    due = models.PositiveIntegerField(_("到期"), default=0)
    is_sent = models.BooleanField(_("已送达"), default=False)
    says = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("发送记录")
        verbose_name_plural = _("发送记录")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.channel} {self.at}"


class Round(models.Model):
    """That a channel's turn of a day was taken by a worker: of several that look at once, the one that writes it has it."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="rounds")
    day = models.DateField(_("日期"))

    class Meta:
        verbose_name = _("提醒轮次")
        constraints = (models.UniqueConstraint(fields=("channel", "day"), name="one_digest_a_day"),)

    def __str__(self) -> str:
        return f"{self.channel} {self.day}"
