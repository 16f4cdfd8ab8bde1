"""Who may write down what inspections found: the office and inspectors; vetoes and judgements are the office's."""

from chuangcheng.stages.plans.policy import may_keep_programme, may_keep_records, may_record_inspection

__all__ = ["may_keep_programme", "may_keep_records", "may_record_inspection"]
