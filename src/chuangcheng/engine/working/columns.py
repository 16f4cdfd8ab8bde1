"""What the names of expressions are in the tables of facts and units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from chuangcheng.engine import model
from chuangcheng.engine.model import Node, Rulebook, Type
from chuangcheng.engine.names import column, fact_table
from chuangcheng.engine.working.emitted import Emitted, Names, Plain, cell

#: Columns that every unit has, by their names in units.csv.
OF_UNIT: Final = {"unit": "unit", "name": "name", "parent": "parent", "kind": "kind", "group": "grp"}
#: Columns that every fact has beside its unit.
OF_FACT: Final = {"id": "id", "date": "day"}


@dataclass(slots=True)
class Columns:
    """The physical columns of one rulebook's tables.

    ``attributes`` are the attribute columns of units in the order of units.csv. Where no season is at hand
    (``rules plan``) they are the declared ones, and others are numbered as they come up.
    """

    rulebook: Rulebook
    attributes: Mapping[str, Type] | None = None
    _places: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = self.rulebook.unit_columns if self.attributes is None else self.attributes
        self._places = {name: place for place, name in enumerate(known)}

    def table(self, kind: str) -> str:
        """The table of a fact kind."""
        return fact_table(self.number(kind), kind)

    def number(self, kind: str) -> int:
        """The place of a fact kind among the declared ones."""
        return list(self.rulebook.facts).index(kind)

    def of_fact(self, kind: str, name: str, alias: str) -> str:
        """SQL of a column of a fact; ``unit`` stands in the table of units."""
        if name in OF_FACT:
            return f"{alias}.{OF_FACT[name]}"
        return f"{alias}.{column(list(self.rulebook.facts[kind].columns).index(name), name)}"

    def of_unit(self, name: str, alias: str) -> str:
        """SQL of a column of a unit."""
        if name in OF_UNIT:
            return f"{alias}.{OF_UNIT[name]}"
        return f"{alias}.{column(self._places.setdefault(name, len(self._places)), name)}"

    def fact_type(self, kind: str, name: str) -> Type:
        """The type of a column of a fact."""
        if name in ("id", "unit"):
            return Type.TEXT
        return Type.DATE if name == "date" else self.rulebook.facts[kind].columns[name]

    def unit_names(self, alias: str) -> Names:
        """Answer names of an expression that sees a unit."""
        return lambda name: cell(self.of_unit(name.name, alias), name.type)

    def fact_names(self, kind: str, alias: str, unit_alias: str) -> Names:
        """Answer names of an expression that sees a fact and its unit."""

        def answer(name: model.Name) -> Emitted:
            if name.of == "unit":
                return cell(self.of_unit(name.name, unit_alias), name.type)
            if name.name == "unit":
                return Plain(f"{unit_alias}.unit")
            return cell(self.of_fact(kind, name.name, alias), name.type)

        return answer


def names_in(node: Node) -> Iterator[model.Name]:
    """Yield every name in a tree."""
    match node:
        case model.Name():
            yield node
        case model.Constant():
            return
        case model.Arithmetic(_, left, right) | model.Compare(_, left, right):
            yield from names_in(left)
            yield from names_in(right)
        case model.Negative(value) | model.Not(value) | model.IsNull(value):
            yield from names_in(value)
        case model.Logic(_, parts) | model.Call(_, parts):
            for part in parts:
                yield from names_in(part)
        case model.In(value, options):
            for part in (value, *options):
                yield from names_in(part)
        case model.Case(branches, otherwise):
            for part in (*(part for branch in branches for part in branch), otherwise):
                yield from names_in(part)


def sees_unit(*expressions: model.Expression | None) -> bool:
    """Whether any of these, which see a fact, need the table of units."""
    return any(
        name.of == "unit" or (name.of == "fact" and name.name == "unit")
        for expression in expressions
        if expression is not None
        for name in names_in(expression.tree)
    )
