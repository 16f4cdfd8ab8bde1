"""Why a unit has its score: item by item, with clause, settings, lines and the facts behind each (§8).

    from chuangcheng.engine.telling.explain import explain, explanation_text

An explanation is a view of the ledger and of the provenance that was compiled with it, never another formula.
"""

from chuangcheng.engine.telling.explain.model import Explanation, ItemTold, LineTold, Rank
from chuangcheng.engine.telling.explain.tell import UnknownPlace, explain
from chuangcheng.engine.telling.explain.text import explanation_text
from chuangcheng.engine.working.provenance import Trace

__all__ = [
    "Explanation",
    "ItemTold",
    "LineTold",
    "Rank",
    "Trace",
    "UnknownPlace",
    "explain",
    "explanation_text",
]
