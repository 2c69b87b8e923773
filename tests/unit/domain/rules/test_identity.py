"""Three originals against the appointment, character by character; proxy, changed driver, foreign papers."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from station.domain import commands as c
from station.domain.agreements import Terms
from station.domain.asn import AsnDriver
from station.domain.events.visit import ChangeAccepted, IdentityFailed, IdentityMatched, ProxyAccepted
from tests.unit.domain.harness import DRIVER, PLATE, TRAILER, VISIT, Dock, documents

FOREIGN = replace(DRIVER, name="NGUYEN VAN AN", id_number="C1234567", licence_number="79001122")


def check(read: tuple[c.ReadDocument, ...]) -> c.CheckIdentity:
    return c.CheckIdentity(visit=VISIT, documents=read)


def change(dock: Dock, what: str, read: tuple[c.ReadDocument, ...]) -> c.AcceptChange:
    return c.AcceptChange(visit=VISIT, what=what, documents=read, notice=dock.paper())


def trailer(plate: str) -> c.ReadDocument:
    return c.ReadDocument(kind="trailer_licence", form="original", values={"plate": plate})


def test_everything_matches() -> None:
    dock = Dock().to("arrived")
    (matched,) = dock.give(check(documents()))
    assert isinstance(matched, IdentityMatched)
    assert all(all(document.matches.values()) for document in matched.documents)
    assert dock.truck.visit.identity == "matched"


@pytest.mark.parametrize(
    ("driver", "plate", "differences"),
    [
        (replace(DRIVER, name="杨明静"), PLATE, ("id_card.name@2", "licence.name@2")),
        (replace(DRIVER, name="杨民静"), PLATE, ("id_card.name@3", "licence.name@3")),
        (replace(DRIVER, name="杨民"), PLATE, ("id_card.name@3", "licence.name@3")),
        (replace(DRIVER, name="杨民敬明"), PLATE, ("id_card.name@4", "licence.name@4")),
        (replace(DRIVER, name="楊民敬"), PLATE, ("id_card.name@1", "licence.name@1")),
        (replace(DRIVER, name="杨民敬 "), PLATE, ("id_card.name@4", "licence.name@4")),
        (replace(DRIVER, licence_number="440304198503122714"), PLATE, ("licence.licence_number@18",)),
        (replace(DRIVER, vehicle_licence="4403051270"), PLATE, ("vehicle_licence.vehicle_licence@10",)),
        (DRIVER, "粤B12846", ("vehicle_licence.plate@5",)),
        (DRIVER, "粤Ｂ12345", ("vehicle_licence.plate@2",)),
    ],
)
def test_a_single_character_fails_and_its_place_is_named(
    driver: AsnDriver, plate: str, differences: tuple[str, ...]
) -> None:
    dock = Dock().to("arrived")
    (failed,) = dock.give(check(documents(driver, plate)))
    assert isinstance(failed, IdentityFailed)
    assert failed.differences == differences
    assert dock.refusal(c.PhotographManifest(visit=VISIT, picture=dock.picture())) == "identity.first"


def test_no_value_of_a_document_stands_in_the_entry() -> None:
    dock = Dock().to("identified")
    said = repr(dock.happened)
    assert not [value for value in (DRIVER.name, DRIVER.id_number, DRIVER.vehicle_licence) if value in said]
    assert dock.vault["V1:id_card:name"] == DRIVER.name


def test_after_a_failure_the_right_driver_passes() -> None:
    dock = Dock().to("arrived")
    dock.give(check(documents(replace(DRIVER, name="杨明静"))))
    dock.give(check(documents()))
    assert (dock.truck.visit.identity, dock.truck.visit.differences) == ("matched", ())


def test_an_electronic_licence_counts_where_the_agreement_says_so() -> None:
    assert Dock().to("arrived").refusal(check(documents(form="electronic"))) == "identity.electronic"
    allowed = Dock(terms=Terms(electronic_licence=True)).to("arrived")
    assert isinstance(allowed.give(check(documents(form="electronic")))[0], IdentityMatched)


def test_a_foreign_document_needs_a_supervisor_instead_of_the_check_digit() -> None:
    dock = Dock(driver=FOREIGN).to("arrived")
    read = documents(FOREIGN, foreign=True)
    assert dock.refusal(check(read)) == "identity.foreign_needs_supervisor"
    assert dock.refusal(check(read), "wang", "li") == "second.role"
    assert isinstance(dock.give(check(read), "wang", "zhao")[0], IdentityMatched)


def test_a_foreign_driver_who_was_not_announced_is_the_supervisors_to_accept() -> None:
    dock = Dock().to("arrived")
    (accepted,) = dock.give(change(dock, "driver", documents(FOREIGN, foreign=True)), "zhao")
    assert isinstance(accepted, ChangeAccepted)


@pytest.mark.parametrize(
    ("what", "driver", "plate", "left"),
    [
        ("driver", replace(DRIVER, name="王五"), PLATE, ""),
        ("vehicle", DRIVER, "粤B99999", ""),
        ("both", replace(DRIVER, name="王五"), "粤B99999", ""),
        ("driver", DRIVER, "粤B99999", "identity.change_not_covered"),
        ("vehicle", replace(DRIVER, name="王五"), PLATE, "identity.change_not_covered"),
    ],
)
def test_a_change_notice_covers_what_it_names_and_nothing_else(
    what: str, driver: AsnDriver, plate: str, left: str
) -> None:
    dock = Dock().to("arrived")
    command = change(dock, what, documents(driver, plate))
    if left:
        assert dock.refusal(command, "zhao") == left
    else:
        assert isinstance(dock.give(command, "zhao")[0], ChangeAccepted)
        assert dock.truck.visit.identity == "changed"
    assert dock.refusal(command, "wang") == "role.not_yours"


def test_a_notice_without_a_driver_is_covered_by_the_carriers_word_for_one() -> None:
    dock = Dock(driver=None).to("announced")
    dock.give(dock.arrival())
    assert isinstance(dock.give(check(documents()))[0], IdentityFailed), "nobody was announced, so nobody matches"
    assert dock.refusal(change(dock, "driver", documents(DRIVER, "粤B99999")), "zhao") == "identity.change_not_covered"
    dock.give(change(dock, "driver", documents()), "zhao")
    assert dock.truck.visit.identity == "changed"


def test_a_proxy_shows_letter_and_copy_beside_a_supervisor() -> None:
    dock = Dock().to("arrived")
    proxy = c.AcceptProxy(
        visit=VISIT,
        documents=documents(replace(DRIVER, name="王五"))[:1],
        letter=dock.paper(),
        id_copy=dock.paper(),
    )
    (accepted,) = dock.give(proxy, "wang", "zhao")
    assert isinstance(accepted, ProxyAccepted)
    assert accepted.letter.sha256 != accepted.id_copy.sha256
    assert (dock.truck.visit.identity, dock.truck.visit.identity_second) == ("proxy", "zhao")


def test_a_trailer_has_a_licence_of_its_own() -> None:
    dock = Dock(trailer=TRAILER).to("announced")
    dock.give(dock.arrival(trailer=TRAILER))
    assert dock.refusal(check(documents())) == "identity.document_missing"
    dock.give(check((*documents(), trailer(TRAILER))))
    assert dock.truck.visit.identity == "matched"


def test_another_trailer_than_announced_is_no_match() -> None:
    dock = Dock(trailer=TRAILER).to("announced")
    dock.give(dock.arrival(trailer="粤B9999挂"))
    (failed,) = dock.give(check((*documents(), trailer("粤B9999挂"))))
    assert isinstance(failed, IdentityFailed)
    assert failed.differences == ("trailer_licence.plate@3",)
    dock.give(change(dock, "vehicle", (*documents(), trailer("粤B9999挂"))), "zhao")
