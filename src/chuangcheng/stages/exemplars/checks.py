"""What is valid in exemplars, honours and materials."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.stages.exemplars.models import Exemplar, Honour, Material


def check_exemplar(exemplar: Exemplar) -> None:
    """A name without spaces around it."""
    if exemplar.name != exemplar.name.strip():
        raise Refused("wrong-value", _("姓名前后不能有空格。"), field="name")


def check_honour(honour: Honour) -> None:
    """The person belongs to the same programme; the gate of F7 is answered with a reason or not at all."""
    _check_programme(honour)
    if (honour.compliant is not None or honour.forceful is not None) and not honour.review_reason.strip():
        raise Refused("no-reason", _("填写了“规范报送”或“推报有力”，请写明审核意见。"), field="review_reason")


def check_material(material: Material) -> None:
    """The person belongs to the same programme; a refusal says why."""
    _check_programme(material)
    if material.compliant is False and not material.review_reason.strip():
        raise Refused("no-reason", _("材料不规范的，请写明审核意见。"), field="review_reason")


def _check_programme(record: Honour | Material) -> None:
    if record.exemplar.programme_id != record.programme_id:
        raise Refused("other-programme", _("这个人登记在另一个创建活动里。请重新选择。"), field="exemplar")
