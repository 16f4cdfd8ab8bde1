"""Who may write about activities and articles: the office."""

from chuangcheng.stages.plans.policy import may_keep_records

__all__ = ["may_keep_records"]
