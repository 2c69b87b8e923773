"""What a goods receipt says, read from its text form."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest

from station.documents.receipt import goods_receipt
from station.documents.text import as_text
from tests.unit.documents.samples import NAMES, NOTE, case, site, visit


def said(outcome: str = "with_exceptions", *, test: bool = True) -> str:
    return as_text(goods_receipt(case(3, outcome), visit(), site(test=test), NOTE, {}))


@pytest.mark.parametrize(
    "told",
    [
        "R-IN-01-000042", "1 号收货站", "华信电子有限公司", "粤B12345",  # what, who, whose, which truck
        "SF100000000002 | 13.10 | 12.40", "Dent 6.5 cm", "0.124",  # figures of a unit
        "-1", "拒签 · 李**", "A1009", "承运商书面说明", "TS-77", "5eed", "1/20", "4ead",  # what recomputes the draw
    ],
)  # fmt: skip
def test_the_receipt_tells(told: str) -> None:
    assert told in said()


def test_a_missing_unit_is_a_marked_row() -> None:
    row = next(line for line in said().splitlines() if "SF100000000003" in line)
    assert row.startswith("! 3 |")


def with_weight(**more: object) -> str:
    """The row of the first unit, weighed otherwise."""
    signed = case()
    first = signed.units["1"]
    assert first.weight is not None
    changed = msgspec.structs.replace(first, weight=msgspec.structs.replace(first.weight, **more))
    told = as_text(goods_receipt(replace(signed, units={**signed.units, "1": changed}), visit(), site(), NOTE, {}))
    return next(line for line in told.splitlines() if "SF100000000001 | 12.41" in line)


def test_a_weight_that_did_not_rest_is_marked_with_its_reason() -> None:
    row = with_weight(unstable_reason="门口风大")
    assert row.startswith("! 1 |")
    assert "未稳取重:门口风大 taken unstable: 门口风大" in row
    assert not with_weight().startswith("!")


def test_pictures_that_were_not_compared_are_told_of_their_unit() -> None:
    signed = case()
    sign_off = signed.delivery.sign_off
    assert sign_off is not None
    delivery = msgspec.structs.replace(
        signed.delivery, sign_off=msgspec.structs.replace(sign_off, not_compared=("2",))
    )  # fmt: skip
    told = as_text(goods_receipt(replace(signed, delivery=delivery), visit(), site(), NOTE, {}))
    (row,) = [line for line in told.splitlines() if "照片未查重" in line]
    assert "SF100000000002" in row
    assert "未查重" not in said()


def test_a_pallet_s_tare_is_told_and_nothing_to_be_marked() -> None:
    row = with_weight(tare=Decimal("25.0"))
    assert "皮重 25.0 kg tare 25.0 kg" in row
    assert not row.startswith("!")


def test_no_name_stands_in_full() -> None:
    text = said()
    assert "王**" in text
    assert not [name for name in (*NAMES.values(), "杨民敬") if name in text]


def test_the_checkpoint_is_carried_whole_with_the_index_of_the_sign_off() -> None:
    document = goods_receipt(case(), visit(), site(), NOTE, {})
    assert document.qr.encode() == NOTE
    assert "118" in document.qr_note.zh
    assert "118" in document.qr_note.en


@pytest.mark.parametrize("outcome", ["normal", "with_exceptions", "partly_refused"])
def test_a_receipt_has_a_space_for_the_stamp(outcome: str) -> None:
    assert "stamp: yes" in said(outcome)


def test_a_refusal_is_a_refusal_note_without_a_stamp() -> None:
    text = said("refused")
    assert text.startswith("拒收单")
    assert "stamp: no" in text
    assert "已验收" not in text


def test_only_a_test_certificate_says_test() -> None:
    assert "[TEST]" in said(test=True)
    assert "TEST" not in said(test=False)
