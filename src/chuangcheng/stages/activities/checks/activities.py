"""What is valid in activities and articles."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.stages.activities.models import Activity, Article
from chuangcheng.stages.activities.states import ACTIVITY_MOVES, OFFICE_WORDS, ActivityState


def check_activity(activity: Activity) -> None:
    """An issue of a selection is complete only with nominees, a public display and a result (F11), and was shown
    before its day; no more are excused than were expected; what did not take place says why."""
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
    if activity.excused and activity.excused > (activity.expected or 0):
        raise Refused("too-many-excused", _("请假人数多于应到人数。请检查两个数字。"), field="excused")
    if activity.state in (ActivityState.POSTPONED, ActivityState.CANCELLED) and not activity.reason.strip():
        raise Refused("no-reason", _("请写明延期或取消的原因。"), field="reason")
    if activity.is_planned and activity.completed:
        raise Refused("not-held", _("活动还没有开展，不能填写“圆满完成”。"), field="completed")


def check_unconfirmed(activity: Activity) -> None:
    """Refuse (code ``confirmed``) to change what the office has confirmed."""
    if activity.state == ActivityState.CONFIRMED:
        raise Refused("confirmed", _("这次活动已经确认，不能修改。确需改正，请文明办先退回，写明原因。"))


def check_own_words(activity: Activity, was: Activity | None = None) -> None:
    """Refuse (code ``office-word``) a word about the unit's own activity that only the office says."""
    for name in OFFICE_WORDS:
        if getattr(activity, name) != (getattr(was, name) if was is not None else None):
            label = activity._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            raise Refused("office-word", _("“%(field)s”由文明办填写。请留空。") % {"field": label}, field=name)


def ensure_move(was: str, to: str) -> None:
    """Refuse (code ``wrong-state``) a move that the table does not have."""
    if to not in ACTIVITY_MOVES[was]:
        raise Refused(
            "wrong-state",
            _("活动现在是“%(was)s”，不能改为“%(to)s”。请刷新页面，看别人是否已经办过。")
            % {"was": ActivityState(was).label, "to": ActivityState(to).label},
        )


def check_article(article: Article) -> None:
    """Only a completed article can have been adopted (F12)."""
    if article.adopted and not article.completed:
        raise Refused("adopted-unfinished", _("约稿还没有完成，不能填写“采用”。"), field="adopted")
