from odoo import models

from ...tools import scan
from ...tools.typed_error import TypedError


class OtopIntake(models.Model):
    """What a scanner does on the count: a row for each product, one more piece for each scan.

    Each scan is kept at once, so a closed window loses nothing, and the two hundredth costs what the
    second did. The row scanned last gets the highest `sequence`; the screen shows that one first.
    """

    _inherit = "otop.intake"

    def otop_scan(self, text):
        """Count what was scanned. Without an intake only say whose product it is, so that one can be opened.

        :param str text: as the keys came, whatever the keyboard's layout
        :return: {"warning": sentence}, or {"producer": …} without an intake, or what the screen shows of
            the row: its id, name, pieces, the pieces before (False for a new row), whether it expires
        """
        try:
            product, pieces = self._scan_product(scan.barcode(text))
        except TypedError as error:
            return {"warning": self.env._(error.sentence, **error.values)}
        if warning := self._scan_refusal(product, text):
            return {"warning": warning}
        if not self:
            producer = product.producer_id
            return {"producer": {"id": producer.id, "display_name": producer.display_name}}
        return self._scan_count(product, pieces)

    def _scan_product(self, barcode):
        """:return: (product or none, pieces of its own unit that one scan stands for)"""
        for code in (barcode.code, barcode.piece):
            spellings = scan.spellings(code)
            if product := self.env["product.product"].search([("barcode", "in", spellings)], limit=1):
                return product, 1
            if pack := self.env["product.uom"].search([("barcode", "in", spellings)], limit=1):
                return pack.product_id, pack.uom_id._compute_quantity(1, pack.product_id.uom_id)
        return self.env["product.product"], 0

    def _scan_refusal(self, product, text):
        if self and self.state != "draft":
            return self.env._("This intake is closed. Open a new one for more goods.")
        if not product:
            return self.env._(
                "No product has the barcode %s. Register the product first, or type its name.", scan.latin_keys(text)
            )
        if not product.producer_id:
            return self.env._("%s belongs to the centre itself and is not taken on consignment.", product.display_name)
        if self.producer_id and product.producer_id != self.producer_id:
            return self.env._(
                "%(product)s belongs to %(owner)s, not to %(producer)s. Receive it on an intake of its own.",
                product=product.display_name,
                owner=product.producer_id.display_name,
                producer=self.producer_id.display_name,
            )
        return None

    def _scan_count(self, product, pieces):
        self.ensure_one()
        rows = self.line_ids.filtered(lambda line: line.product_id == product)
        row, sequence = rows[-1:], max(self.line_ids.mapped("sequence"), default=0) + 1
        before = row.quantity if row else False
        if row:
            row.write({"quantity": row.quantity + pieces, "sequence": sequence})
        else:
            row = row.create({"intake_id": self.id, "product_id": product.id, "quantity": pieces, "sequence": sequence})
        return {
            "row": row.id,
            "name": product.display_name,
            "quantity": row.quantity,
            "before": before,
            "expires": row.use_expiration_date,
        }

    def otop_unscan(self, row_id, before):
        """Take one scan back.

        :param before: the pieces that the row had before it, False if the scan made the row
        """
        row = self.line_ids.filtered(lambda line: line.id == row_id)
        if before is False:
            row.unlink()
        else:
            row.quantity = before
