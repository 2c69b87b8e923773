"""Who may do what: every command's roles in one table (receiving.md §1)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    CLERK = "clerk"
    INSPECTOR = "inspector"
    DISPATCHER = "dispatcher"
    ASSISTANT = "assistant"
    STOREKEEPER = "storekeeper"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    ACCOUNT_OFFICER = "account_officer"
    CUSTOMER_SERVICE = "customer_service"
    FINANCE = "finance"
    LEGAL = "legal"
    MANAGEMENT = "management"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


_DOCK = frozenset({Role.CLERK, Role.SUPERVISOR})
_PICTURES = frozenset({Role.CLERK, Role.INSPECTOR, Role.SUPERVISOR})
_SUPERVISOR = frozenset({Role.SUPERVISOR})
_SYSTEM = frozenset({Role.ADMINISTRATOR})
_EVERYBODY = frozenset(Role)
_CLIPS = frozenset({Role.SUPERVISOR, Role.MANAGER, Role.ACCOUNT_OFFICER, Role.LEGAL})
_PAPERS = frozenset({Role.SUPERVISOR, Role.MANAGER, Role.LEGAL, Role.AUDITOR})

# Command class name -> roles of the acting person. A command that is not here is nobody's.
ACTIONS: dict[str, frozenset[Role]] = {
    "AddPerson": _SYSTEM,
    "SetPin": _EVERYBODY,
    "SignIn": _EVERYBODY,
    "SignOut": _EVERYBODY,
    "RegisterCustomer": frozenset({Role.ACCOUNT_OFFICER, Role.ADMINISTRATOR}),
    "PublishAgreement": frozenset({Role.ACCOUNT_OFFICER}),
    "AnnounceDelivery": frozenset({Role.DISPATCHER, Role.ASSISTANT, Role.ACCOUNT_OFFICER, Role.SUPERVISOR}),
    "OpenVisit": _DOCK,
    "CheckIdentity": _DOCK,
    "AcceptProxy": _DOCK,
    "AcceptChange": _SUPERVISOR,
    "PhotographManifest": _PICTURES,
    "CheckSeal": _DOCK,
    "ResumeUnloading": _SUPERVISOR,
    "OpenDoor": _DOCK,
    "ScanUnit": _DOCK,
    "TakeFace": _PICTURES,
    "WaiveFace": _DOCK,
    "WaiveWaybill": _DOCK,
    "MarkDamage": _PICTURES,
    "WeighUnit": _DOCK,
    "RefuseUnit": _DOCK,
    "ReinstateUnit": _DOCK,
    "SetAside": _DOCK,
    "CloseUnloading": _DOCK,
    "KeyCount": _DOCK,
    "CallCount": _DOCK,
    "RecordSample": frozenset({Role.INSPECTOR, Role.SUPERVISOR}),
    "RecloseUnit": frozenset({Role.INSPECTOR, Role.SUPERVISOR}),
    "BeginFilm": frozenset({Role.INSPECTOR, Role.SUPERVISOR}),
    "WaiveFilm": frozenset({Role.INSPECTOR, Role.SUPERVISOR}),
    "EnterUnit": _DOCK,
    "Countersign": _DOCK,
    "ConfirmStep": _DOCK,
    "SignOff": _DOCK,
    "RecordStamp": _DOCK,
    "DepartVisit": _DOCK,
    "AcknowledgeAlarm": _DOCK | {Role.INSPECTOR, Role.STOREKEEPER, Role.MANAGER, Role.ACCOUNT_OFFICER},
    "ViewDocument": _PAPERS,
    "AddAuditNote": frozenset({Role.AUDITOR}),
    "CheckScale": _DOCK,
    "TakeUnstable": _DOCK,
    "AcceptPicture": _DOCK,
    "ExportPictures": frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.ACCOUNT_OFFICER, Role.LEGAL}),
    "AddDevice": frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    "AcceptSwap": _DOCK,
    "PrepareArchive": _SYSTEM,
    "ArchivePictures": frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    "CalibrateLens": frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    "RegisterCctv": _SYSTEM,
    "ChangeCctv": _SYSTEM,
    "RetireCctv": _SYSTEM,
    "CompareCctvClock": frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}),
    "RequestClip": _CLIPS | {Role.CLERK, Role.CUSTOMER_SERVICE},
    "ImportClip": _CLIPS,
    "ReviewClip": _CLIPS,
    "WithdrawClip": _CLIPS,
}

# Who may stand beside the actor as the second person of a cross-check or an override.
SECONDS: dict[str, frozenset[Role]] = {
    "WaiveFace": _DOCK,
    "TakeUnstable": _DOCK,
    "ReinstateUnit": _DOCK,
    "WaiveWaybill": _DOCK,
    "AcceptProxy": _SUPERVISOR,
    "CheckIdentity": _SUPERVISOR,
    "Countersign": frozenset({Role.CLERK, Role.SUPERVISOR, Role.INSPECTOR}),
    "AcceptPicture": _DOCK,
    "AcceptSwap": _SUPERVISOR,
    "WaiveFilm": _DOCK | {Role.INSPECTOR},
}

# Where a second person is always needed but for these roles, who answer for it alone.
ALONE: dict[str, frozenset[Role]] = {"AcceptSwap": _SUPERVISOR}

# What everybody does with the own account -> who may do it with another's: a forgotten PIN, a session left behind.
OWN_ACCOUNT: dict[str, frozenset[Role]] = {"SetPin": _SYSTEM, "SignIn": frozenset(), "SignOut": _SYSTEM}


def may(roles: frozenset[Role], action: str) -> bool:
    """Whether any of a person's roles allows an action."""
    return bool(roles & ACTIONS.get(action, frozenset()))


def may_alone(roles: frozenset[Role], action: str) -> bool:
    """Whether any of a person's roles allows an action without somebody beside, as far as the role decides that."""
    return action not in ALONE or bool(roles & ALONE[action])


def may_second(roles: frozenset[Role], action: str) -> bool:
    """Whether any of a person's roles allows to be the second person of an action."""
    return bool(roles & SECONDS.get(action, frozenset()))
