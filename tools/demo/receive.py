"""Goods: products with stars and certificates, and the opening intake of each producer."""

from datetime import date, datetime, time

from odoo import Command
from odoo.exceptions import UserError

from . import clock
from .sell import utc

CERTIFICATE_NUMBERS = {
    # code of the certificate type: column that holds its number
    "TCPS": "tcps_no",
    "FDA": "fda_serial",
    "HALAL": "halal_no",
    "COSM": "cosmetic_notif_no",
    "HERB": "herbal_reg_no",
}


def products(clerk, rows, partners, first):
    """:return: {sku: product.product}"""
    categories = {category.code: category for category in clerk["otop.category"].search([])}
    types = {kind.code: kind for kind in clerk["otop.certificate.type"].search([])}
    with clock.at(utc(first, 8), clerk):
        templates = clerk["product.template"].create(
            [_product(row, partners[row["producer_code"]], categories, types, first) for row in rows]
        )
        for row, template in zip(rows, templates, strict=True):
            template.with_context(lang="en_US").name = row["name_en"]
    return {row["sku"]: template.product_variant_id for row, template in zip(rows, templates, strict=True)}


def _product(row, partner, categories, types, first):
    subtype = categories[row["subtype"]]
    values = {
        "name": row["name_th"],
        "default_code": row["sku"],
        "barcode": row["barcode"],
        "producer_id": partner.id,
        "otop_category_id": subtype.parent_id.id,
        "otop_subtype_id": subtype.id,
        "otop_product_number": row["otop_product_no"],
        "otop_segment": row["segment_quadrant"],
        "otop_storage": row["storage"],
        "vat_class": "exempt" if row["vat_class"].startswith("exempt") else "taxable",
        "is_alcohol": row["is_alcohol"] == "1",
        "list_price": float(row["retail_price_vat_incl"]),
        "otop_wholesale_price": float(row["wholesale_price_vat_incl"] or 0),
        "otop_wholesale_minimum_quantity": int(row["moq_wholesale"] or 0),
        "shelf_life_days": int(row["shelf_life_days"] or 0) if row["tracking"] == "lot" else 0,
        "sale_ok": True,
        "available_in_pos": True,
        "invoice_policy": "delivery",
        "certificate_ids": [
            Command.create({"type_id": types[code].id, "number": row.get(CERTIFICATE_NUMBERS.get(code, ""), "")})
            for code in filter(None, row["standards"].split(";"))
            if code in types
        ],
    }
    if row["star"]:
        start = date(int(row["opc_year_be"]) - 543, 12, 1)
        values["star_ids"] = [
            Command.create(
                {
                    "year_be": row["opc_year_be"],
                    "star": int(row["star"]),
                    "date_from": start,
                    # stays until the next round is announced
                    "date_to": date(2027, 9, 30),
                }
            )
        ]
    return values


def intakes(clerk, producer_rows, goods_rows, partners, goods, first, echo):
    """The opening goods of every producer; what the rules refuse is said and left with the producer.

    :return: {product id: [(lot name, expiry moment, pieces)]} that now stand on the shelf
    """
    shelf = {}
    moment = utc(first, 8, 30)
    with clock.at(moment, clerk):
        for row in producer_rows:
            batch = [good for good in goods_rows if good["producer_code"] == row["producer_code"]]
            for line in _receive(clerk, partners[row["producer_code"]], batch, goods, first, echo):
                expiry = datetime.combine(line.expiry_date, time()) if line.expiry_date else None
                shelf[line.product_id.id] = [(line.lot_name, expiry, line.quantity_accepted)]
    pieces = sum(lot[2] for lots in shelf.values() for lot in lots)
    echo(f"  {len(shelf)} products, {pieces:,.0f} pieces on the shelf")
    return shelf


def _receive(clerk, partner, batch, goods, day, echo):
    """One intake. Goods that a rule refuses go back at once, with the reason; the others come in.

    :return: the rows that came in
    """
    intake = clerk["otop.intake"].create(
        {
            "producer_id": partner.id,
            "date": day,
            "line_ids": [
                Command.create(
                    {
                        "product_id": goods[row["sku"]].id,
                        "quantity": float(row["initial_consign_qty"]),
                        "price_unit": float(row["retail_price_vat_incl"]),
                        "lot_name": f"{row['sku']}-{day:%y%m%d}" if row["tracking"] == "lot" else False,
                    }
                )
                for row in batch
            ],
        }
    )
    for line in intake.line_ids.filtered("refusal_text"):
        echo(f"  rejected: {partner.producer_code}: {line.refusal_text}")
        reason = "refused" if line.product_id.is_alcohol else "certificate"
        line.write(
            {
                "quantity_rejected": line.quantity,
                "quantity_accepted": 0,
                "reject_reason_id": clerk.ref(f"otop_centre.otop_reject_reason_{reason}").id,
            }
        )
    try:
        with clerk.cr.savepoint():
            intake.action_confirm()
    except UserError as refusal:
        echo(f"  refused: {partner.producer_code}: {refusal.args[0]}")
        clerk.invalidate_all()
        intake.action_cancel()
        return intake.line_ids.browse()
    return intake.line_ids.filtered("quantity_accepted")
