"""Sentences for ledger lines and movements of money: why each stands there (§4, §7, G36)."""

from __future__ import annotations

from typing import Final

REASONS: Final[dict[str, tuple[str, str]]] = {
    # --- leaves ---------------------------------------------------------------------------------------------------
    "ladder": ("由 {before} 变为 {after}", "from {before} to {after}"),
    "number": ("数值 {number}", "from the number {number}"),
    "places": ("{places} 处合计", "{places} places together"),
    "checklist": ("{places} 个点位的检查结果", "results at {places} places"),
    "judgement": ("由人评定", "judged by a person"),
    "import": ("外部得分", "a figure from outside"),
    "formula": ("由其他项目得出：{items}", "worked out from {items}"),
    # --- the tree ---------------------------------------------------------------------------------------------------
    "start": ("起始分 {start}", "begins with {start} points"),
    "clamp-cap": ("最多 {cap} 分", "no more than {cap} points"),
    "clamp-floor": ("最少 {floor} 分", "no less than {floor} points"),
    "weight": ("按权重 {weight} 折算", "multiplied by the weight {weight}"),
    "na-zero": ("不适用，计 0 分", "not applicable: 0 points"),
    "na-full": ("不适用，计满分", "not applicable: full marks"),
    "na-peer-mean": ("不适用，计同组平均分", "not applicable: the mean of the group"),
    "na-constant": ("不适用，计 {points} 分", "not applicable: {points} points"),
    "na-rescale": ("有不适用的项目，按其余项目折算", "rescaled to the items that apply"),
    # --- totals -----------------------------------------------------------------------------------------------------
    "total-cap": ("总分最多 {cap} 分", "the total is no more than {cap}"),
    "total-floor": ("总分最少 {floor} 分", "the total is no less than {floor}"),
    "veto": ("一票否决：总分清零", "veto: the total becomes 0"),
    "imputed": ("本期未考核，按 {points} 分计", "not held: counted as {points}"),
    # --- money: words of the contract (G34), the same in every language; pages put them into sentences ----------------
    "deposit": ("deposit", "deposit"),
    "award": ("award {places}", "award {places}"),
    "award-all": ("award", "award"),
    "fine": ("fine {places}", "fine {places}"),
    "fine-last": ("fine last", "fine last"),
    "fine-all": ("fine", "fine"),
}  # fmt: skip
