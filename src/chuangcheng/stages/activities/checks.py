"""What is valid in activities and articles."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.stages.activities.models import Activity, Article


def check_activity(activity: Activity) -> None:
    """An issue of a selection is complete only with nominees, a public display and a result (F11), and was shown
    before its day."""
    if activity.is_selection and activity.completed:
        for name in ("nominees", "shown_on", "result"):
            if not getattr(activity, name):
                raise Refused(
                    "selection-incomplete",
                    _("“%(kind)s”评选要有候选名单、公示日期和评选结果，才能算办完。请补填，或先不填“圆满完成”。")
                    % {"kind": activity.kind},
                    field=name,
                )
    if activity.shown_on is not None and activity.shown_on > activity.happened_on:
        raise Refused("shown-after", _("公示日期晚于评选日期。请检查两个日期。"), field="shown_on")


def check_article(article: Article) -> None:
    """Only a completed article can have been adopted (F12)."""
    if article.adopted and not article.completed:
        raise Refused("adopted-unfinished", _("约稿还没有完成，不能填写“采用”。"), field="adopted")
