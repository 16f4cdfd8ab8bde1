"""Figures that open down, zeros that somebody confirmed, documents that hold no names without a basis."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from docx import Document as open_word
from openpyxl import load_workbook
from pypdf import PdfReader

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.reports import actions
from chuangcheng.stages.reports.models import NilReport, Series
from chuangcheng.stages.reports.queries.documents import ledger_workbook, report_of
from chuangcheng.stages.reports.queries.figures import SUPERVISED, figures
from chuangcheng.stages.reports.states import Kind
from chuangcheng.stages.scoring import actions as scoring
from chuangcheng.stages.scoring.models import Publication
from tests.stages.seasons import JULY, World

SPAN = {"first": date(2022, 4, 1), "last": date(2022, 6, 30)}


def words(path: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_figure_counts_and_opens_down_to_its_records(world: World) -> None:
    found = figures(world.programme, **SPAN)
    problem = Problem.objects.get()
    assert (found["problems"].value, found["problems"].records) == (1, (("rectification.problem", problem.pk),))
    assert found["misses"].value == 1
    assert found["hosting"].missing
    with pytest.raises(ValueError, match="hosting is missing"):
        _ = found["hosting"].text


def test_a_confirmed_zero_prints_zero_and_opens_to_the_confirmation(world: World) -> None:
    nil = actions.confirm_nil(
        by=world.people.office, programme=world.programme, unit=world.people.town, figure="hosting", **SPAN
    )
    figure = figures(world.programme, **SPAN)["hosting"]
    assert (figure.text, figure.nil) == ("0次", nil)
    with pytest.raises(Refused) as error:
        actions.confirm_nil(
            by=world.people.office, programme=world.programme, unit=world.people.town, figure="problems", **SPAN
        )
    assert error.value.code == "not-nil"
    actions.withdraw_nil(by=world.people.office, nil=nil)
    assert figures(world.programme, **SPAN)["hosting"].missing


def test_who_may_confirm_a_zero(world: World) -> None:
    for by, refusal in ((world.people.stranger, NotSeen), (world.people.leader, NotAllowed)):
        with pytest.raises(refusal):
            actions.confirm_nil(by=by, programme=world.programme, unit=world.people.town, figure="hosting", **SPAN)
    assert not NilReport.objects.exists()


def test_a_circular_without_a_basis_for_the_ranking_names_nobody(world: World) -> None:
    publication = world.publish()
    with frozen(JULY):
        issue = actions.issue_document(by=world.people.office, publication=publication, kind=Kind.CIRCULAR, dated=JULY)
    folder = Path(settings.MEDIA_ROOT) / issue.folder
    text = words(folder / "document.pdf")
    assert "第二季度" in text
    assert not [village.name for village in world.villages if village.name in text]
    assert issue.head in text
    word = open_word(io.BytesIO((folder / "document.docx").read_bytes()))
    assert any("第二季度" in paragraph.text for paragraph in word.paragraphs)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_a_series_at_once_none_is_lost(world: World) -> None:
    """Between the look at the revision and the write nobody else can save."""
    by, season = world.people.office, world.season

    def save(issuer: str, revision: int) -> Series:
        values = {"issuer": issuer}
        return actions.save_series(by=by, season=season, kind=Kind.WORK_REPORT, values=values, revision=revision)

    revision = save("甲镇", 0).revision
    between: list[str] = []

    def meanwhile(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if 'FROM "reports_series"' in sql and not between and not connection.in_atomic_block:
            between.append(sql)
            save("乙镇", revision)
        return answer

    with connection.execute_wrapper(meanwhile):
        save("丙镇", revision)
    assert between == [], "the other's save came between and is lost"
    for stale in (0, revision):
        with pytest.raises(Conflict):
            save("丁镇", stale)
    assert Series.objects.get().issuer == "丙镇"


def test_a_circular_with_a_basis_shows_the_ranking(world: World) -> None:
    scoring.switch_ranking(
        by=world.people.office, season=world.season, revision=None, document="考核办法", clause="第七条"
    )
    world.season.refresh_from_db()
    publication = world.publish()
    actions.save_series(
        by=world.people.office,
        season=world.season,
        kind=Kind.CIRCULAR,
        values={
            "issuer": "甲镇人民政府文件",
            "number": "甲政〔{year}〕{number}号",
            "next_number": 7,
            "signed_by": "甲镇人民政府",
        },
    )
    with frozen(JULY):
        issue = actions.issue_document(by=world.people.office, publication=publication, kind=Kind.CIRCULAR, dated=JULY)
        again = actions.issue_document(by=world.people.office, publication=publication, kind=Kind.CIRCULAR, dated=JULY)
    assert (issue.number, again.number) == ("甲政〔2022〕7号", "甲政〔2022〕8号")
    text = words(Path(settings.MEDIA_ROOT) / issue.folder / "document.pdf")
    for said in ("甲政〔2022〕7号", "甲二村", "示范村", "92.3"):
        assert said in text


def test_a_report_lists_what_is_missing_and_is_not_printed_until_then(world: World) -> None:
    publication = world.publish()
    report = report_of(publication, Kind.WORK_REPORT)
    assert {"hosting", "selections", "materials"} <= {figure.spec.key for figure in report.missing}
    assert report.lacking
    issue = {"by": world.people.office, "publication": publication, "kind": Kind.WORK_REPORT, "dated": JULY}
    with frozen(JULY), pytest.raises(Refused) as error:
        actions.issue_document(**issue)
    assert error.value.code == "figures-missing"
    with frozen(JULY):
        printed = actions.issue_document(leave_out=True, **issue)
    text = words(Path(settings.MEDIA_ROOT) / printed.folder / "document.pdf")
    assert "*" not in text
    assert "本期发现问题1个" in text.replace("\n", "")


def test_score_sheets_of_all_units_in_one_file(world: World) -> None:
    publication = world.publish()
    with frozen(JULY):
        issue = actions.issue_document(
            by=world.people.office, publication=publication, kind=Kind.SCORE_SHEET, dated=JULY
        )
    text = words(Path(settings.MEDIA_ROOT) / issue.folder / "document.pdf")
    for village in world.villages:
        assert f"{village.name}得分明细单" in text
    assert "92.3" in text


def test_the_ledger_is_a_workbook_with_real_numbers_scoped_to_the_reader(world: World) -> None:
    run = world.publish().run
    sheet = load_workbook(io.BytesIO(ledger_workbook(world.people.office, run)))["得分台账"]
    points = [row[6] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert -0.1 in points
    assert all(isinstance(number, int | float) for number in points)
    own = load_workbook(io.BytesIO(ledger_workbook(world.people.colleague, run)))["得分台账"]
    assert {row[0] for row in own.iter_rows(min_row=2, values_only=True)} == {"jia-1"}


def test_a_report_says_nothing_of_supervised_matters_where_none_were_due(world: World) -> None:
    assert "督办" not in _work_report(world.publish())


def test_a_report_claims_of_supervised_matters_what_holds(world: World) -> None:
    """F42: 36 of 37 with a result is 97.3 %, and 件件有结果 is not printed; when the last one has its result, it is."""
    office, unit = world.people.office, world.people.village
    matters = []
    for n in range(37):
        with frozen(date(2022, 6, 1)):
            matter = plans.hand_out_matter(
                by=office, programme=world.programme, unit=unit, happened_on=date(2022, 6, 1), code=f"m{n}",
                title="修好路灯", due_on=date(2022, 6, 20),
            )  # fmt: skip
            matters.append(plans.reply_to_matter(by=office, matter=matter, revision=1, reply="已告知"))
    for matter in matters[1:]:
        with frozen(date(2022, 6, 15)):
            plans.give_result(by=office, matter=matter, revision=2, result="修好了")
    publication = world.publish()
    text = _work_report(publication)
    assert "到期督办事项37件，有结果36件（97.3%），有回复37件（100.0%）。做到事事有回音。" in text
    assert "件件有结果" not in text
    found = figures(world.programme, **SPAN, specs=SUPERVISED)["matters_with_result"]
    assert (found.value, len(found.records)) == (36, 36)
    with frozen(date(2022, 6, 30)):
        plans.give_result(by=office, matter=matters[0], revision=2, result="修好了")
    assert "做到件件有结果、事事有回音。" in _work_report(publication)


def _work_report(publication: Publication) -> str:
    return "".join(
        sentence.text for sentence in report_of(publication, Kind.WORK_REPORT).sentences() if not sentence.missing
    )
