"""Evidence in an account's sight, its bytes, and pictures that look alike."""

from chuangcheng.evidence.queries.likeness import Like, findings_of, similar
from chuangcheng.evidence.queries.sight import (
    Download,
    damaged_files,
    download,
    evidence_for,
    thumbnail,
    visible_evidence,
)

__all__ = [
    "Download",
    "Like",
    "damaged_files",
    "download",
    "evidence_for",
    "findings_of",
    "similar",
    "thumbnail",
    "visible_evidence",
]
