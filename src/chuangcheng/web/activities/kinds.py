"""Activities and articles as their pages know them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chuangcheng.stages.activities import actions, policy
from chuangcheng.stages.activities.models import Activity, Article
from chuangcheng.stages.activities.queries import visible_activities, visible_articles
from chuangcheng.stages.plans.states import Level
from chuangcheng.web.activities.forms import ActivityForm, ArticleForm
from chuangcheng.web.register.kinds import Kind, Room, shown
from chuangcheng.web.shell.tables import Column, Filter

ROOM = Room(_("活动"), ((_("活动"), "activity_list"), (_("约稿"), "article_list")))

ACTIVITY = Kind(
    word="activity",
    room=ROOM,
    title=_("活动"),
    lead=_("承办、评选和其他活动；圆满完成的计入得分和工作报告。"),
    icon="calendar-event",
    start=_("办了一次活动，就记一条：哪个单位、哪一天、什么类别、完成得怎样。"),
    model=Activity,
    rows=visible_activities,
    form=ActivityForm,
    record=lambda by, programme, values: actions.record_activity(by=by, programme=programme, **values),
    change=lambda by, record, values: actions.change_activity(by=by, activity=record, **values),
    withdraw=lambda by, record, revision, reason: actions.withdraw_activity(
        by=by, activity=record, revision=revision, reason=reason
    ),
    may=policy.may_keep_records,
    columns=lambda by, exporting: (
        Column("kind", _("类别"), lambda r: r.kind, sort=("kind",)),
        Column("title", _("名称"), lambda r: r.title, sort=("title",), wide=True),
        Column("level", _("层级"), lambda r: r.get_level_display(), sort=("level",)),
        Column("completed", _("圆满完成"), lambda r: shown(r, "completed"), sort=("completed",)),
    ),
    name=lambda r: r.title or r.kind,
    fields=("kind", "title", "level", "important", "hosted", "completed", "nominees", "shown_on", "result"),
    searched=("kind", "title"),
    filters=(Filter("level", _("层级"), fields=("level",), choices=lambda: Level.choices),),
)

ARTICLE = Kind(
    word="article",
    room=ROOM,
    title=_("约稿"),
    lead=_("上级约的稿件：完成没有，采用没有。"),
    icon="file-text",
    start=_("上级约了稿，就记一条：哪个单位写、题目、哪一天。"),
    model=Article,
    rows=visible_articles,
    form=ArticleForm,
    record=lambda by, programme, values: actions.record_article(by=by, programme=programme, **values),
    change=lambda by, record, values: actions.change_article(by=by, article=record, **values),
    withdraw=lambda by, record, revision, reason: actions.withdraw_article(
        by=by, article=record, revision=revision, reason=reason
    ),
    may=policy.may_keep_records,
    columns=lambda by, exporting: (
        Column("title", _("题目"), lambda r: r.title, sort=("title",), wide=True),
        Column("completed", _("完成"), lambda r: shown(r, "completed"), sort=("completed",)),
        Column("adopted", _("采用"), lambda r: shown(r, "adopted"), sort=("adopted",)),
    ),
    name=lambda r: r.title,
    fields=("title", "completed", "adopted"),
    searched=("title",),
)
