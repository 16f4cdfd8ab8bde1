"""Writes: storing, captioning, citing and withdrawing evidence; saying what is wanted."""

from chuangcheng.evidence.actions.pieces import Caption, change_caption, cite, store, withdraw
from chuangcheng.evidence.actions.wants import drop_want, set_want

__all__ = ["Caption", "change_caption", "cite", "drop_want", "set_want", "store", "withdraw"]
