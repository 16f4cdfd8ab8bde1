"""The kinds of activity that rules speak of. Any other kind may be recorded; it is a word of the rulebook."""

from __future__ import annotations

from typing import Final

HOSTING: Final = "承办"
#: F11: each issue needs nominees, a display and a result.
SELECTIONS: Final = ("最美家庭", "清洁文明户", "村好人")
KINDS: Final = (HOSTING, *SELECTIONS, "志愿服务", "宣传", "培训", "清洁行动", "文化活动", "帮扶")
