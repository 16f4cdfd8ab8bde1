from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.test import RequestFactory

from chuangcheng.people.models import Organisation
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.tables import Column, Filter, Table


@dataclass(frozen=True)
class Line:
    pk: int
    name: str
    points: int | None
    money: int = 0
    day: date = date(2026, 1, 1)


LINES = [
    Line(1, "甲", 979_000, 300_000),
    Line(2, "乙", None),
    Line(3, "=1+1", 885_500, -150, date(2026, 2, 3)),
    Line(4, "丁", 900_000),
]


def table(query: str = "", rows: object = LINES, **more: object) -> Table:
    return Table(
        RequestFactory().get(f"/list/{query}"),
        rows,  # type: ignore[arg-type]
        columns=(
            Column("name", "名称", lambda line: line.name, sort=("name",), main=True),
            Column("points", "得分", lambda line: line.points, "points", ("points",)),
            Column("money", "奖补", lambda line: line.money, "money"),
            Column("day", "日期", lambda line: line.day, "day"),
        ),
        filters=(
            Filter("q", "搜索", "search", keep=lambda line, text: text in line.name),
            Filter("name", "名称", choices=lambda: [("甲", "甲")], keep=lambda line, name: line.name == name),
            Filter("from", "起", "from", keep=lambda line, day: line.day >= day),
        ),
        order="-points",
        **more,  # type: ignore[arg-type]
    )


def names(made: Table) -> list[str]:
    return [line.cells[0].text for line in made.lines]


def test_the_declared_order_puts_unknown_figures_last() -> None:
    assert names(table()) == ["甲", "丁", "=1+1", "乙"]
    assert names(table("?sort=points")) == ["=1+1", "丁", "甲", "乙"]


def test_decimal_points_stand_beneath_each_other() -> None:
    pads = {line.cells[1].text: line.cells[1].pad for line in table().lines}
    assert pads == {"97.9": "\u2007", "88.55": "", "90": "\u2008\u2007\u2007", "—": "\u2008\u2007\u2007"}


def test_a_head_sorts_and_turns_round() -> None:
    head = table("?sort=name&page=2&q=x").heads[0]
    assert head.direction == "ascending"
    assert head.url == "/list/?q=x&sort=-name"


@pytest.mark.parametrize(
    "query", ["?sort=money", "?sort=nothing", "?page=99", "?page=x", "?size=7", "?from=2026-99-99", "?name=戊"]
)
def test_strange_parameters_are_ignored(query: str) -> None:
    assert len(names(table(query))) == 4


def test_filters_narrow_and_can_be_cleared() -> None:
    assert names(table("?q=甲")) == ["甲"]
    assert names(table("?from=2026-02-01")) == ["=1+1"]
    narrowed = table("?name=甲&size=25")
    assert (names(narrowed), narrowed.narrowed, narrowed.clear_url) == (["甲"], True, "/list/?size=25")


def test_a_phone_folds_all_filters_but_the_search_and_counts_those_in_force() -> None:
    made = table("?name=甲&from=nonsense")
    assert [each.filter.key for each in made.standing_controls] == ["q"]
    assert [(each.filter.key, each.name) for each in made.folding_controls] == [("name", "name"), ("from", "from")]
    assert made.folded_in_force == 1
    assert table("?second-name=甲", name="second").folded_in_force == 1


def test_two_tables_of_a_page_keep_their_parameters_apart() -> None:
    assert names(table("?q=甲", name="second")) == ["甲", "丁", "=1+1", "乙"]
    assert names(table("?second-q=甲", name="second")) == ["甲"]


def test_pages_follow_each_other() -> None:
    assert names(table("?page=2", size=3)) == ["乙"]
    assert table("?page=2", size=3).pages == [(1, "/list/?page=1"), (2, "/list/?page=2")]


def test_the_csv_holds_every_row_and_no_formula() -> None:
    response = export(table("?export=csv", size=1), "名单")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["名称", "得分", "奖补", "日期"]
    assert rows[1] == ["甲", "97.9", "3000", "2026-01-01"]
    assert rows[3] == ["'=1+1", "88.55", "-1.5", "2026-02-03"]
    assert rows[4][1] == ""
    assert len(rows) == 5


def test_the_workbook_holds_numbers_and_dates() -> None:
    response = export(table("?export=xlsx"), "名单")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:3] == ["甲", 97.9, 3000]
    assert sheet["A4"].value == "=1+1"
    assert sheet["A4"].data_type == "s"
    assert sheet["D4"].is_date


def test_an_export_is_only_made_where_the_table_has_one() -> None:
    assert table("?export=csv", exports=False).wants_export == ""
    assert table("?export=exe").wants_export == ""


def test_a_queryset_is_sorted_and_filtered_by_the_database(people: object) -> None:
    made = Table(
        RequestFactory().get("/list/?q=甲&sort=-code"),
        Organisation.objects.all(),
        columns=(Column("code", "代码", lambda each: each.code, sort=("code",)),),
        filters=(Filter("q", "搜索", "search", ("name", "code")),),
    )
    assert names(made) == ["jia-town", "jia-2", "jia-1", "jia"]


def test_figures_of_a_fixed_column_have_the_same_decimals(rf: RequestFactory) -> None:
    column = Column("p", "得分", lambda row: row, "points", fixed=True)
    table = Table(rf.get("/"), [979_000, 930_000, 885_500, None], columns=(column,), caption="")
    assert [line.cells[0].text for line in table.lines] == ["97.90", "93.00", "88.55", "—"]
