"""Common settings are found in a rulebook's text and written back without losing anything else."""

from __future__ import annotations

import pytest

from chuangcheng.rulebooks.adjust import adjusted, settings_of, with_publication

pytestmark = pytest.mark.once

TEXT = """\
rulebook: town
version: "2022.1"   # as the council numbers it
items:
  - id: problems
    title: 问题扣分
    floor: -10
    ladder:
      fact: problem_state
      value: {escalate: double, base: -0.10, step: misses}   # 依次加倍
  - id: bonus
    title: 附加分
    items:
      - id: people
        title: 好人
        ladder: {fact: good_person, value: {by: [level], rows: [[国家级, 3], [省级, 2.5]], otherwise: 0}}
      - {id: hosting, title: 承办, cap: 3, measure: {fact: activity, count: id}, scale: {each: 1}}
ranking: {within: parent, ties: min}
settlement:
  per: period
  deposits: [{party: village, amount: 4000}]
  awards: [{rank: 1, party: village, amount: 3000, persons_at_least: 0.5}]
  ties: share
"""


def test_settings_are_listed_with_their_owners_and_present_values() -> None:
    found = {setting.path: (setting.owner, setting.label, setting.value) for setting in settings_of(TEXT)}
    assert found == {
        "items/0/floor": ("问题扣分", "floor", "-10"),
        "items/0/ladder/value/escalate": ("问题扣分", "escalate", "double"),
        "items/0/ladder/value/base": ("问题扣分", "points", "-0.10"),
        "items/1/items/0/ladder/value/rows/0/1": ("好人", "points", "3"),
        "items/1/items/0/ladder/value/rows/1/1": ("好人", "points", "2.5"),
        "items/1/items/1/cap": ("承办", "cap", "3"),
        "items/1/items/1/scale/each": ("承办", "points", "1"),
        "ranking/ties": ("ranking", "ties", "min"),
        "settlement/deposits/0/amount": ("deposits", "amount", "4000"),
        "settlement/awards/0/amount": ("awards", "amount", "3000"),
        "settlement/awards/0/persons_at_least": ("awards", "persons_at_least", "0.5"),
        "settlement/ties": ("settlement", "ties", "share"),
    }


def test_a_change_touches_only_its_setting() -> None:
    changed = adjusted(TEXT, {"items/0/ladder/value/base": "-0.25", "items/0/ladder/value/escalate": "add_double"})
    values = {setting.path: setting.value for setting in settings_of(changed)}
    before = {setting.path: setting.value for setting in settings_of(TEXT)}
    assert {path for path in values if values[path] != before[path]} == {
        "items/0/ladder/value/base",
        "items/0/ladder/value/escalate",
    }
    assert "# 依次加倍" in changed
    assert "# as the council numbers it" in changed
    assert 'version: "2022.1"' in changed


def test_what_is_no_setting_is_refused() -> None:
    with pytest.raises(KeyError):
        adjusted(TEXT, {"rulebook": "other"})
    with pytest.raises(ValueError, match="cap"):
        adjusted(TEXT, {"items/1/items/1/cap": " "})


def test_publication_writes_basis_and_days() -> None:
    published = with_publication(TEXT, "考核办法", "第三条", "2022-01-01", None)
    assert "document: 考核办法" in published
    assert "from: 2022-01-01" in published
    assert "# 依次加倍" in published
