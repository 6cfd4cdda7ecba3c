"""Agreements of the fiscal year 2570, one a producer, confirmed by the manager."""

from odoo import Command

from . import clock
from .sell import utc


def agreements(manager, producer_rows, goods_rows, partners, goods, first, last, echo):
    """One agreement a producer; products at another rate are its exceptions."""
    with clock.at(utc(first, 8), manager):
        drafts = manager["otop.agreement"].create(
            [
                {
                    "producer_id": partners[row["producer_code"]].id,
                    "date_start": first,
                    "date_end": last,
                    "mode": row["contract_mode"],
                    "commission_rate": float(row["gp_rate"]),
                    "commission_base": row["commission_base"],
                    "settlement_cycle": row["settlement_cycle"],
                    "line_ids": _exceptions(row, goods_rows, goods),
                }
                for row in producer_rows
            ]
        )
        drafts.action_confirm()
    echo(f"  {len(drafts)} agreements, {drafts[:1].name} to {drafts[-1:].name}, {len(drafts.line_ids)} exceptions")
    return drafts


def _exceptions(producer_row, goods_rows, goods):
    return [
        Command.create(
            {"product_tmpl_id": goods[row["sku"]].product_tmpl_id.id, "commission_rate": float(row["gp_rate"])}
        )
        for row in goods_rows
        if row["producer_code"] == producer_row["producer_code"]
        and row["gp_rate"]
        and float(row["gp_rate"]) != float(producer_row["gp_rate"])
    ]
