"""Writes: copy, draft, change, publish and retire rulebooks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.rulebooks import adjust, checks, policy
from chuangcheng.rulebooks.models import Rulebook, Version
from chuangcheng.rulebooks.queries import next_number
from chuangcheng.rulebooks.shipped import shipped_rulebook
from chuangcheng.rulebooks.states import VersionState


def copy_shipped(*, by: Account, organisation: Organisation, name: str, title: str = "") -> Version:
    """Copy a shipped rulebook into the organisation as a draft. Refused: ``unknown-shipped``, ``name-taken``."""
    shipped = shipped_rulebook(name)
    if shipped is None:
        raise Refused("unknown-shipped", _("没有这套自带的测评体系。请从列表里选择。"), field="name")
    return create(
        by=by, organisation=organisation, name=name, title=title or shipped.title, text=shipped.text, origin=name
    )


def create(*, by: Account, organisation: Organisation, name: str, title: str, text: str, origin: str = "") -> Version:
    """Make a rulebook with a first draft. Refused: ``name-taken``, ``rulebook-empty``, ``rulebook-too-large``."""
    require_sight(by, organisation)
    require(policy.may_keep_rulebooks(by, organisation))
    checks.ensure_text(text)
    if Rulebook.objects.filter(organisation=organisation, name=name).exists():
        raise Refused(
            "name-taken", _("本单位已经有同一标识的测评体系。请在它下面新建版本，或换一个标识。"), field="name"
        )
    with action("rulebooks.rulebook.create", by=by) as entry:
        rulebook = Rulebook(name=name, title=title, organisation=organisation, origin=origin)
        rulebook.save()
        version = _new_version(rulebook, by, text, "")
        entry.on(rulebook)
        entry.say(name=name, title=title, origin=origin, digest=version.digest)
    return version


def draft_version(*, by: Account, version: Version, changes: str = "") -> Version:
    """Make a new draft from a version, which stays as it is."""
    rulebook = version.rulebook
    require_sight(by, rulebook.organisation)
    require(policy.may_keep_rulebooks(by, rulebook.organisation))
    with action("rulebooks.version.draft", by=by) as entry:
        draft = _new_version(rulebook, by, version.text, changes)
        entry.on(draft)
        entry.say(from_number=version.number, number=draft.number)
    return draft


def change_text(*, by: Account, version: Version, text: str, changes: str = "", revision: int | None = None) -> Version:
    """Put another text into a draft. A text with problems is kept: they are shown by line until they are mended."""
    _ensure_may_change(by, version, revision)
    checks.ensure_text(text)
    with action("rulebooks.version.change", by=by, on=version) as entry:
        before = version.digest
        _put(version, text)
        version.changes = changes or version.changes
        version.save()
        entry.say(before=before, after=version.digest)
    return version


def change_settings(
    *, by: Account, version: Version, settings: Mapping[str, str], revision: int | None = None
) -> Version:
    """Change common settings of a draft by their paths (``adjust.settings_of``). Refused: ``unknown-setting``,
    ``setting-empty``, ``setting-wrong``, ``rulebook-unreadable``."""
    _ensure_may_change(by, version, revision)
    checks.ensure_adjustable(version)
    before = {setting.path: setting.value for setting in adjust.settings_of(version.text)}
    changed = {path: value for path, value in settings.items() if before.get(path) != value}
    try:
        text = adjust.adjusted(version.text, changed)
        checks.ensure_settings(version, changed)
    except KeyError as error:
        raise Refused("unknown-setting", _("没有这项设置。请刷新页面后重试。"), field=str(error.args[0])) from None
    except ValueError as error:
        raise Refused("setting-empty", _("这一项不能留空。"), field=str(error.args[0])) from None
    with action("rulebooks.version.adjust", by=by, on=version) as entry:
        _put(version, text)
        version.save()
        entry.say(before={path: before[path] for path in changed}, after=changed)
    return version


def publish(
    *,
    by: Account,
    version: Version,
    document: str,
    clause: str,
    first: date,
    last: date | None,
    revision: int | None = None,
) -> Version:
    """Put a draft into force. Basis and days are written into its text, so that the engine reads them, too.

    Refused: ``no-basis``, ``days-reversed``, ``rulebook-has-errors``, ``version-state``.
    """
    require_sight(by, version.rulebook.organisation)
    require(policy.may_publish(by, version.rulebook.organisation))
    ensure_revision(version, revision)
    checks.ensure_move(version, VersionState.PUBLISHED)
    checks.ensure_publishable(version, document, first, last)
    with action("rulebooks.version.publish", by=by, on=version, basis=f"{document} {clause}".strip()) as entry:
        days = (first.isoformat(), last.isoformat() if last else None)
        _put(version, adjust.with_publication(version.text, document, clause, *days))
        version.state = VersionState.PUBLISHED
        version.basis_document, version.basis_clause = document, clause
        version.effective_from, version.effective_to = first, last
        version.published_at, version.published_by = clock.now(), by
        version.save()
        entry.say(number=version.number, digest=version.digest, effective_from=first, effective_to=last)
    return version


def retire(*, by: Account, version: Version, reason: str) -> Version:
    """Take a published version out of use for new seasons; what was scored by it stays."""
    require_sight(by, version.rulebook.organisation)
    require(policy.may_publish(by, version.rulebook.organisation))
    checks.ensure_move(version, VersionState.RETIRED)
    if not reason.strip():
        raise Refused("no-reason", _("请写明停用的原因。"), field="reason")
    with action("rulebooks.version.retire", by=by, on=version) as entry:
        version.state = VersionState.RETIRED
        version.save()
        entry.say(reason=reason)
    return version


def _ensure_may_change(by: Account, version: Version, revision: int | None) -> None:
    require_sight(by, version.rulebook.organisation)
    require(policy.may_keep_rulebooks(by, version.rulebook.organisation))
    ensure_revision(version, revision)
    checks.ensure_draft(version)


def _new_version(rulebook: Rulebook, by: Account, text: str, changes: str) -> Version:
    version = Version(rulebook=rulebook, number=next_number(rulebook), changes=changes)
    version.created_at, version.created_by = clock.now(), by
    _put(version, text)
    version.save()
    return version


def _put(version: Version, text: str) -> None:
    version.text = text
    version.digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
