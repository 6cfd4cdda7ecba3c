from odoo import api, fields, models
from odoo.exceptions import UserError

from ..settings.otop_document_seal import EVERYTHING, by

REASONS = [
    ("unsold", "Unsold"),
    ("expired", "Expired or about to"),
    ("damaged", "Damaged or faulty"),
    ("asked", "Producer asked for it"),
    ("ended", "Agreement ended"),
    ("recall", "Recall"),
]


class StockPicking(models.Model):
    """A transfer. Of the operation Withdrawal it gives goods back to their producer.

    What producers gave and took back is Odoo's until it is done; then it is a paper, and stands.
    """

    _name = "stock.picking"
    _inherit = ["otop.document.mixin", "stock.picking"]
    _document_open = dict.fromkeys(("draft", "waiting", "confirmed", "assigned"), EVERYTHING) | dict.fromkeys(
        ("done", "cancel"), by("base.group_user", "printed", "user_id")
    )

    otop_step = fields.Selection(related="picking_type_id.otop_step", store=True, index="btree_not_null")
    otop_intake_ids = fields.One2many("otop.intake", "picking_id", "Intake")
    otop_reason = fields.Selection(REASONS, "Reason of Withdrawal")

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'stock': withdrawals are numbered as papers of the centre
        operations = self.env["stock.picking.type"]
        for vals in vals_list:
            operation = operations.browse(vals.get("picking_type_id") or self._default_picking_type_id())
            if operation.otop_step == "withdrawal" and vals.get("name", "/") == "/":
                vals["name"] = self.env["ir.sequence"]._otop_next(
                    "otop.withdrawal", operation.company_id._otop_day(), operation.company_id
                )
        return super().create(vals_list)

    def _documents(self):
        return self.filtered("otop_step")

    def _document_new_values(self, vals):
        # a transfer begins as Odoo's
        return vals

    def _document_remedy(self):
        if self.otop_step == "intake":
            return self.env._("Put a mistake right with a withdrawal or another intake.")
        return self.env._("Take the goods in again with an intake if they came back.")

    def _action_done(self):
        # EXTENDS 'stock'
        self.filtered(lambda picking: picking.otop_step == "withdrawal")._otop_check_withdrawal()
        if papers := self._documents():
            papers._document_log("done")
            self = self._unsealed()
        return super()._action_done()

    def action_cancel(self):
        # EXTENDS 'stock'
        if papers := self._documents().filtered(lambda picking: picking.state not in ("done", "cancel")):
            papers._document_log("cancel")
            self = self._unsealed()
        return super().action_cancel()

    def unlink(self):
        # EXTENDS 'stock': a paper that is done or cancelled keeps its number
        # pylint: disable=no-raise-unlink
        if kept := self._documents().filtered(lambda picking: picking.state in ("done", "cancel")):
            raise UserError(
                self.env._("%(document)s has a number and must be kept. Leave it as it is.", document=kept[0].name)
            )
        return super().unlink()

    def _send_confirmation_email(self):
        # EXTENDS 'stock': a producer who takes goods home is no customer who waits for a parcel
        return super(
            StockPicking, self.filtered(lambda picking: picking.otop_step != "withdrawal")
        )._send_confirmation_email()

    def _otop_check_goods(self):
        """Goods on a paper that is done stand: no row more, none less, none other."""
        if self._is_unsealed():
            return
        # sudo: whether it is a paper does not hang on who may read it
        if done := self.sudo()._documents().filtered(lambda picking: picking.state == "done"):
            raise UserError(
                self.env._(
                    "%(document)s is done, so its goods stand as they are. %(remedy)s",
                    document=done[0].name,
                    remedy=done[0]._document_remedy(),
                )
            )

    def _otop_check_withdrawal(self):
        """What is given back must lie here, and not be promised to a customer."""
        for picking in self:
            partners = picking.partner_id | picking.partner_id.commercial_partner_id
            for line in picking.move_line_ids.filtered("quantity"):
                if partners and line.product_id.producer_id not in partners:
                    raise UserError(
                        self.env._(
                            "%(product)s belongs to %(owner)s and cannot be given to %(partner)s. Take it off %(document)s.",
                            product=line.product_id.display_name,
                            owner=line.product_id.producer_id.display_name or self.env._("the centre itself"),
                            partner=picking.partner_id.display_name,
                            document=picking.name,
                        )
                    )
            by_stock = picking.move_line_ids.filtered("quantity").grouped(
                lambda line: (line.product_id, line.location_id, line.lot_id, line.package_id)
            )
            for lines in by_stock.values():
                # sudo: the free quantity counts everybody's reservations
                quants = lines[0].sudo()._otop_quants()
                on_hand = sum(quants.mapped("quantity"))
                wanted = sum(lines.mapped("quantity_product_uom"))
                free = on_hand - sum(quants.mapped("reserved_quantity")) + wanted
                if lines.product_id.uom_id.compare(wanted, free) > 0:
                    raise UserError(lines._otop_refuse_withdrawal(on_hand, free))

    def _otop_day(self):
        """The day in the centre on which the goods moved; the document keeps a moment in UTC."""
        return self.company_id._otop_day(self.date_done or self.scheduled_date)

    def action_otop_print_withdrawal(self):
        return self.env.ref("otop_centre.action_report_otop_withdrawal").report_action(self)
