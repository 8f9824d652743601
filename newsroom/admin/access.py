"""The table of every address: who may look, who may send, in which states, and what asks for a fresh proof.

The gate (`newsroom/admin/gate.py`) asks it before any view runs; an address that is not here answers nobody. What
depends on the thing itself is decided by the workflow's function that the table names; views ask it, and say why.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from newsroom import roles
from newsroom.roles import Role
from roundups import workflow
from roundups.models import RulingKind

Who = frozenset[str]
NOBODY: Who = frozenset()
STAFF: Who = frozenset(Role.values)
WRITERS: Who = frozenset({Role.JOURNALIST, Role.EDITOR})
PHOTOGRAPHERS: Who = frozenset({Role.JOURNALIST, Role.PHOTO_EDITOR, Role.EDITOR})
EDITORS: Who = frozenset({Role.EDITOR})
LEADS: Who = frozenset({Role.PHOTO_EDITOR, Role.EDITOR})
ADMINISTRATORS: Who = frozenset({Role.ADMINISTRATOR})
RECORD_READERS: Who = roles.holding("newsroom.view_recordrow")
# What readers get, or no longer get, by these steps is in the world: 5-promises, S12.
PROVED_STEPS = frozenset({"publish", "schedule", "reissue", "retract", "reinstate"})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Access:
    """Who may look (GET) and send (POST) at an address.

    `everybody`: readers, without any session. `entrance`: whoever signs in, not yet known. `own`: each person for
    themselves, whatever their roles. `begins`: also before the person has a second factor. `decides`: the workflow's
    function that says no for some things of some states or other people's. `proof`: when a fresh proof is asked for.
    """

    looks: Who = NOBODY
    sends: Who = NOBODY
    everybody: bool = False
    entrance: bool = False
    own: bool = False
    begins: bool = False
    decides: Callable[..., Any] | None = None
    proof: Callable[[HttpRequest, Mapping[str, Any]], bool] | None = None


def _steps_with_proof(request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
    return kwargs.get("name") in PROVED_STEPS and roles.is_editor(request.user)


def _overruling(request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
    return request.POST.get("kind") == RulingKind.OVERRULED


def _sending(request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
    return request.method == "POST"


def _always(request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
    return True


def _forms(
    noun: str, *, decides: Callable[..., Any] | None = None, lists: Who = NOBODY, **changed: Access
) -> dict[str, Access]:
    """The admin's five addresses of a model: whoever has the permission in the table of roles; `changed` differ.

    `lists`: who sends from the list itself.
    """
    app, _sign, model = noun.partition("_")

    def have(verb: str) -> Who:
        return roles.holding(f"{app}.{verb}_{model}")

    usual = {
        "changelist": Access(looks=have("view"), sends=lists),
        "add": Access(looks=have("add"), sends=have("add")),
        "change": Access(looks=have("view"), sends=have("change"), decides=decides),
        "delete": Access(looks=have("delete"), sends=have("delete"), decides=decides),
        "history": Access(looks=have("view")),
    }
    return {f"admin:{noun}_{verb}": changed.get(verb, access) for verb, access in usual.items()}


_READERS = Access(everybody=True)
_ENTRANCE = Access(entrance=True)
_OWN = Access(own=True)
_OWN_PROVED = Access(own=True, proof=_always)
_BEGINS = Access(own=True, begins=True)
_BEGINS_PROVED = Access(own=True, begins=True, proof=_always)
_STEPS = Access(looks=STAFF, sends=WRITERS, decides=workflow.open_steps)
_RULINGS = Access(sends=WRITERS, decides=workflow.may_rule, proof=_overruling)
_PEOPLE = Access(looks=ADMINISTRATORS, sends=ADMINISTRATORS, proof=_sending)

TABLE: dict[str, Access] = {
    # Readers
    "health": _READERS,
    **{
        f"public:{name}": _READERS
        for name in (
            "picture",
            "asset",
            "sitemap",
            "sitemap_of_year",
            "news_sitemap",
            "robots",
            "security",
            "manifest",
            "favicon",
            "missing",
            "away",
            "home",
            "day",
            "text",
            "month",
            "year",
            "numbered_day",
            "corrections",
            "corrections_of_year",
            "rss",
            "atom",
            "json",
            "corrections_feed",
            "search",
            "report",
            "page",
            "shared",  # whoever has the link: its token is asked, not its reader
            "shared_picture",
        )
    },
    # Sign-in
    "account_login": _ENTRANCE,
    "mfa_authenticate": _ENTRANCE,
    "entrance_challenge": _ENTRANCE,
    "mfa_login_webauthn": _ENTRANCE,
    "invitation": _ENTRANCE,
    "account_logout": _ENTRANCE,
    **({"as_demo": _ENTRANCE} if settings.LOCAL else {}),
    "admin:login": _ENTRANCE,
    "admin:logout": Access(),
    "admin:password_change": Access(),
    "admin:password_change_done": Access(),
    "mfa_reauthenticate": _OWN,
    "proof_challenge": _OWN,
    "kept_form": _OWN,
    "mfa_index": _BEGINS,
    "mfa_activate_totp": _BEGINS_PROVED,
    "app_picture": _BEGINS,
    "mfa_add_webauthn": _BEGINS_PROVED,
    "passkey_challenge": _BEGINS_PROVED,
    "mfa_generate_recovery_codes": _OWN_PROVED,
    "remove_factor": _OWN_PROVED,
    "account_change_password": _OWN_PROVED,
    "end_sessions": _OWN,
    # The desk
    "admin:index": Access(looks=STAFF),
    "admin:app_list": Access(looks=STAFF),
    "admin:jsi18n": Access(looks=STAFF),
    "admin:autocomplete": Access(),
    "admin:view_on_site": Access(),
    "admin:open_day": Access(sends=WRITERS),
    "admin:import_text": Access(looks=WRITERS, sends=WRITERS),
    # Stories
    **_forms("roundups_story", decides=workflow.may_edit_story),
    "admin:place_story": Access(sends=EDITORS),
    "admin:story_step": _STEPS,
    "admin:story_preview": Access(looks=STAFF),
    "admin:story_versions": Access(looks=STAFF),
    "admin:story_comment": Access(looks=PHOTOGRAPHERS, sends=PHOTOGRAPHERS),
    "admin:settle_comment": Access(sends=PHOTOGRAPHERS, decides=workflow.settle_comment),
    "admin:rule_on_story": _RULINGS,
    "admin:fix_story": Access(sends=WRITERS, decides=workflow.may_fix),
    "admin:share_story": Access(sends=WRITERS, decides=workflow.may_share),
    "admin:preview_link": Access(looks=WRITERS, decides=workflow.may_share),
    "admin:revoke_preview_link": Access(sends=WRITERS, decides=workflow.may_share),
    # Roundups
    **_forms("roundups_roundup", decides=workflow.may_edit_roundup, add=Access()),
    "admin:roundup_step": dataclasses.replace(_STEPS, proof=_steps_with_proof),
    "admin:roundup_preview": Access(looks=STAFF),
    "admin:share_roundup": Access(sends=EDITORS, decides=workflow.may_share),
    "admin:rule_on_roundup": _RULINGS,
    **_forms("roundups_edition"),
    "admin:redaction": Access(looks=EDITORS, sends=EDITORS, decides=workflow.may_redact, proof=_always),
    **_forms("roundups_report", lists=WRITERS),
    # Photos
    **_forms("roundups_photo", decides=workflow.may_edit_photo),
    "admin:bring_photos": Access(sends=PHOTOGRAPHERS),
    "admin:use_as_lead": Access(sends=LEADS, decides=workflow.may_edit_roundup),
    "admin:photo_original": Access(looks=PHOTOGRAPHERS, decides=workflow.may_edit_photo),
    "admin:desk_picture": Access(looks=STAFF),
    "admin:desk_thumbnail": Access(looks=STAFF),
    **_forms("roundups_knowncredit", lists=LEADS),
    # The paper
    **_forms("roundups_glossaryentry"),
    **_forms("roundups_stylephrase"),
    **_forms("newsroom_masthead"),
    **_forms("newsroom_counter"),
    **_forms("newsroom_page"),
    # The record
    "admin:newsroom_recordrow_changelist": Access(looks=RECORD_READERS),
    "admin:newsroom_recordrow_csv": Access(sends=RECORD_READERS),
    # People
    **_forms("newsroom_staff", add=_PEOPLE, change=_PEOPLE),
    "admin:reset_sign_in": Access(looks=ADMINISTRATORS, sends=ADMINISTRATORS, proof=_always),
    "admin:end_everybodys_sessions": Access(looks=ADMINISTRATORS, sends=ADMINISTRATORS, proof=_always),
}
