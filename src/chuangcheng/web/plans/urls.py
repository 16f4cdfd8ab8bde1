"""Addresses of the pages of programmes."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.plans.kinds import MATTER
from chuangcheng.web.plans.views import (
    cadences,
    days,
    drafts,
    feeds,
    files,
    grid,
    letters,
    matters,
    parts,
    programmes,
    taking,
    targets,
    task_rows,
    task_steps,
    tasks,
)
from chuangcheng.web.register.views import record_urls

urlpatterns = [
    path("", programmes.listing, name="programme_list"),
    path("new/", programmes.new, name="programme_new"),
    path("texts/", drafts.listing, name="plan_text_list"),
    path("texts/new/", drafts.new, name="plan_text_new"),
    path("texts/jobs/<int:key>/", drafts.job, name="plan_text_job"),
    path("texts/<int:key>/", drafts.detail, name="plan_text"),
    path("texts/<int:key>/decide/", drafts.decide, name="plan_text_decide"),
    path("texts/<int:key>/year/", drafts.year, name="plan_text_year"),
    path("texts/<int:key>/take/", taking.take, name="plan_text_take"),
    path("texts/<int:key>/forget/", drafts.forget, name="plan_text_forget"),
    path("texts/<int:key>/<slug:word>/", drafts.change, name="plan_text_change"),
    path("<int:key>/", programmes.detail, name="programme"),
    path("<int:key>/edit/", programmes.edit, name="programme_edit"),
    path("<int:key>/group/", programmes.group_page, name="leading_group_page"),
    path("<int:key>/group/edit/", programmes.group, name="leading_group"),
    path("<int:key>/phases/", programmes.phases, name="phase_list"),
    path("<int:key>/phases/new/", parts.phase_new, name="phase_new"),
    path("phases/<int:key>/edit/", parts.phase_edit, name="phase_edit"),
    path("phases/<int:key>/remove/", parts.phase_remove, name="phase_remove"),
    path("<int:key>/next/new/", parts.step_new, name="next_step_new"),
    path("next/<int:key>/edit/", parts.step_edit, name="next_step_edit"),
    path("next/<int:key>/finish/", parts.step_finish, name="next_step_finish"),
    path("next/<int:key>/remove/", parts.step_remove, name="next_step_remove"),
    path("<int:key>/cadences/", cadences.listing, name="cadence_list"),
    path("<int:key>/cadences/new/", cadences.new, name="cadence_new"),
    path("<int:key>/cadences/preview/", cadences.preview, name="cadence_preview"),
    path("<int:key>/cadences/month/", cadences.month, name="cadence_month"),
    path("<int:key>/suspensions/new/", cadences.suspend, name="suspension_new"),
    path("suspensions/<int:key>/lift/", cadences.lift, name="suspension_lift"),
    path("cadences/<int:key>/", cadences.detail, name="cadence"),
    path("cadences/<int:key>/edit/", cadences.edit, name="cadence_edit"),
    path("cadences/<int:key>/end/", cadences.end, name="cadence_end"),
    path("cadences/<int:key>/mark/", cadences.mark, name="cadence_mark"),
    path("cadences/<int:key>/note/", cadences.note, name="cadence_note"),
    path("cadences/days/<int:key>/withdraw/", cadences.unnote, name="cadence_unnote"),
    path("<int:key>/days/", days.listing, name="day_list"),
    path("<int:key>/days/new/", days.new, name="day_new"),
    path("<int:key>/days/<int:day>/remove/", days.remove, name="day_remove"),
    path("feeds/", feeds.listing, name="feed_list"),
    path("feeds/new/", feeds.new, name="feed_new"),
    path("feeds/<int:key>/revoke/", feeds.revoke, name="feed_revoke"),
    path("feeds/<str:token>.ics", feeds.file, name="feed_file"),
    path("marks/<int:key>/withdraw/", cadences.unmark, name="mark_withdraw"),
    path("<int:key>/tasks/", tasks.listing, name="task_list"),
    path("<int:key>/tasks/new/", task_rows.new, name="task_new"),
    path("<int:key>/tasks/grid/", grid.grid, name="task_grid"),
    path("<int:key>/tasks/paste/", grid.paste, name="task_paste"),
    path("<int:key>/tasks/import/", grid.take_workbook, name="task_import"),
    path("<int:key>/tasks/file.<str:ending>", files.task_file, name="task_file"),
    path("tasks/<int:key>/", tasks.detail, name="task"),
    path("tasks/<int:key>/edit/", task_rows.edit, name="task_edit"),
    path("tasks/<int:key>/move/", task_rows.move, name="task_move"),
    *(
        path(f"tasks/<int:key>/{one.word}/", task_steps.step, {"word": one.word}, name=f"task_{one.word}")
        for one in task_steps.STEPS
    ),
    path("<int:key>/letters/", letters.listing, name="letter_list"),
    path("<int:key>/letters/new/", letters.new, name="letter_new"),
    path("<int:key>/letters/all/", letters.new_for_all, name="letter_new_all"),
    path("<int:key>/letters/file.<str:ending>", letters.all_in_one, name="letter_files"),
    path("letters/<int:key>/", letters.detail, name="letter"),
    path("letters/<int:key>/edit/", letters.edit, name="letter_edit"),
    path("letters/<int:key>/sign/", letters.sign, name="letter_sign"),
    path("letters/<int:key>/file.<str:ending>", letters.file, name="letter_file"),
    *(
        path(f"letters/<int:key>/{word}/", letters.step, {"word": word}, name=f"letter_{word}")
        for word in ("issue", "refuse", "end")
    ),
    path("<int:key>/targets/", targets.listing, name="target_list"),
    path("<int:key>/targets/new/", targets.new, name="target_new"),
    path("targets/<int:key>/", targets.detail, name="target"),
    path("targets/<int:key>/edit/", targets.edit, name="target_edit"),
    path("targets/<int:key>/remove/", targets.remove, name="target_remove"),
    path("targets/<int:key>/read/", targets.read, name="target_read"),
    path("readings/<int:key>/correct/", targets.correct, name="target_correct"),
    path("matters/", matters.listing, name="matter_list"),
    *(one for one in record_urls(MATTER, "matters/") if one.name != "matter_list"),
    *(
        path(f"matters/<int:key>/{word}/", matters.step, {"word": word}, name=f"matter_{word}")
        for word in ("result", "reply", "finish")
    ),
]
