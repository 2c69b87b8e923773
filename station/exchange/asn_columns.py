"""The columns of the CSV template, with the headings that customers write, and the rule of each value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from station.domain import asn_rules as rules


@dataclass(frozen=True, slots=True)
class Column:
    """name: the English heading; chinese: the other one. head: the same on every row, since it is of the truck."""

    name: str
    chinese: str
    rule: Callable[[str], str] | None = None
    needed: bool = False
    head: bool = False


COLUMNS = (
    Column("customer", "客户", needed=True, head=True),
    Column("reference", "客户单号", needed=True, head=True),
    Column("carrier", "承运商", head=True),
    Column("slot", "预约时段", rules.slot, head=True),
    Column("plate", "车牌", rules.plate, head=True),
    Column("trailer", "挂车", rules.plate, head=True),
    Column("driver_name", "司机姓名", head=True),
    Column("driver_id", "司机身份证号", rules.id_number, head=True),
    Column("licence", "驾驶证号", head=True),
    Column("vehicle_licence", "行驶证号", head=True),
    Column("seals", "封条", head=True),
    Column("waybill", "运单", rules.code, needed=True),
    Column("level", "层级", rules.level),
    Column("parent", "上级运单", rules.code),
    Column("master", "母单", rules.code),
    Column("weight_kg", "重量kg", rules.weight),
    Column("length_cm", "长cm", rules.length),
    Column("width_cm", "宽cm", rules.length),
    Column("height_cm", "高cm", rules.length),
    Column("flags", "标记"),
    Column("value_cny", "保价元", rules.value),
    Column("item", "品名"),
    Column("lot", "批号"),
    Column("production_date", "生产日期", rules.day),
    Column("quantity", "数量", rules.quantity),
    Column("unit", "单位"),
)
BY_HEADING = {heading: column for column in COLUMNS for heading in (column.name, column.chinese)}
DRIVER = ("driver_name", "driver_id", "licence", "vehicle_licence")
HEAD = tuple(column.name for column in COLUMNS if column.head)
