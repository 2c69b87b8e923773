"""decide: which rule answers which command, and on what it looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from station.domain import commands as c
from station.domain.case import Case, Happening, Means, TruckCase
from station.domain.rules import (
    air,
    archive,
    cctv,
    close,
    count,
    damage,
    documents,
    film,
    identity,
    lens,
    office,
    people,
    picture,
    scale,
    site,
    truck,
    unit,
    weigh,
)
from station.domain.state import CctvState, CustomerState, DeliveryState, DeviceState, PersonState, VisitState

Rule = Callable[[Any, Any, Means], list[Happening]]
Subject = Case | TruckCase | PersonState | CustomerState | DeliveryState | DeviceState | VisitState | CctvState

RULES: dict[type[c.Command], Rule] = {
    c.AddPerson: people.add_person,
    c.SetPin: people.set_pin,
    c.SignIn: people.sign_in,
    c.SignOut: people.sign_out,
    c.RegisterCustomer: office.register_customer,
    c.PublishAgreement: office.publish_agreement,
    c.AnnounceDelivery: office.announce,
    c.AddAuditNote: office.add_audit_note,
    c.OpenVisit: truck.open_visit,
    c.CheckIdentity: identity.check_identity,
    c.AcceptProxy: identity.accept_proxy,
    c.AcceptChange: identity.accept_change,
    c.PhotographManifest: truck.photograph_manifest,
    c.CheckSeal: truck.check_seal,
    c.ResumeUnloading: truck.resume_unloading,
    c.OpenDoor: truck.open_door,
    c.DepartVisit: truck.depart_visit,
    c.ScanUnit: unit.scan_unit,
    c.SetAside: unit.set_aside,
    c.TakeFace: unit.take_face,
    c.WaiveFace: unit.waive_face,
    c.WaiveWaybill: unit.waive_waybill,
    c.MarkDamage: damage.mark_damage,
    c.WeighUnit: weigh.weigh_unit,
    c.RefuseUnit: unit.refuse_unit,
    c.ReinstateUnit: unit.reinstate_unit,
    c.CloseUnloading: unit.close_unloading,
    c.KeyCount: count.key_count,
    c.CallCount: count.call_count,
    c.RecordSample: close.record_sample,
    c.RecloseUnit: close.reclose_unit,
    c.EnterUnit: close.enter_unit,
    c.ConfirmStep: close.confirm_step,
    c.Countersign: close.countersign,
    c.SignOff: close.sign_off,
    c.IssueReceipt: close.issue_receipt,
    c.RecordStamp: close.record_stamp,
    c.CheckScale: scale.check_scale,
    c.TakeUnstable: weigh.take_unstable,
    c.NoteClimate: air.note_climate,
    c.AcknowledgeAlarm: air.acknowledge_alarm,
    c.ViewDocument: documents.view_document,
    c.PurgeDocuments: documents.purge_documents,
    c.AcceptPicture: picture.accept_picture,
    c.ExportPictures: picture.export_pictures,
    c.AddDevice: site.add_device,
    c.AcceptSwap: site.accept_swap,
    c.PrepareArchive: archive.prepare_archive,
    c.ArchivePictures: archive.archive_pictures,
    c.CalibrateLens: lens.calibrate_lens,
    c.RegisterCctv: cctv.register_cctv,
    c.ChangeCctv: cctv.change_cctv,
    c.RetireCctv: cctv.retire_cctv,
    c.CompareCctvClock: cctv.compare_clock,
    c.RequestClip: cctv.request_clip,
    c.ImportClip: cctv.import_clip,
    c.ReviewClip: cctv.review_clip,
    c.WithdrawClip: cctv.withdraw_clip,
    c.NoteClipOverdue: cctv.note_overdue,
    c.BeginFilm: film.begin_film,
    c.RecordFilm: film.record_film,
    c.LoseFilm: film.lose_film,
    c.WaiveFilm: film.waive_film,
}


def decide(subject: Subject, command: c.Command, means: Means) -> list[Happening]:
    """The events of a command on its subject, [] where it changes nothing. Raises Refusal."""
    return RULES[type(command)](subject, command, means)
