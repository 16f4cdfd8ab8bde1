"""Accounts and their roles."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models.organisations import Organisation
from chuangcheng.people.states import RoleKind


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by user name. Accounts are made by ``people.actions.make_account`` and nowhere else."""


class Account(Revised, AbstractBaseUser):
    """Who logs in. Gates: ``people.actions.accounts``.

    There is no ``last_login``: nobody's presence is counted here. Until the first password is changed
    (``must_change_password``) nothing else can be done, and the slip's password dies after ``slip_until``.
    """

    last_login = None  # takes Django's field away, and with it the write at every log-in

    username = models.CharField(_("用户名"), max_length=150, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="accounts", null=True, blank=True
    )
    is_active = models.BooleanField(_("启用"), default=True)
    is_administrator = models.BooleanField(_("系统管理员"), default=False)
    must_change_password = models.BooleanField(_("须修改密码"), default=False)
    slip_until = models.DateField(_("首次登录单有效期"), null=True, blank=True)
    language = models.CharField(_("语言"), max_length=10, blank=True)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["username"]
        verbose_name = _("账号")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def check_password(self, raw_password: str) -> bool:
        """Compare only. Django would also renew the hash here, a write outside any action; it is renewed when the
        password is next set."""
        return check_password(raw_password, self.password)

    def set_password(self, raw_password: Any) -> None:
        self.password = make_password(raw_password)


class Role(Guarded):
    """What an account may do for an organisation and all beneath it, from day to day (both included, None: still)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(_("角色"), max_length=14, choices=RoleKind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    from_day = models.DateField(_("起"))
    to_day = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["account_id", "kind", "organisation_id", "from_day"]
        indexes: ClassVar = [models.Index(fields=["account", "from_day"], name="role_of_account")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(to_day=None) | models.Q(to_day__gte=models.F("from_day")), name="role_days"
            ),
            models.UniqueConstraint(
                fields=["account", "kind", "organisation"],
                condition=models.Q(to_day=None),
                name="role_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.kind} {self.organisation}"
