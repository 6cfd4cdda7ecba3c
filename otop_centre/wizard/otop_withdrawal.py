from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.receive.stock_picking import REASONS


class OtopWithdrawal(models.TransientModel):
    """Choose what goes back to a producer: what lies here, lot by lot, and how much of it."""

    _name = "otop.withdrawal"
    _description = "Give Goods Back"
    _check_company_auto = True

    producer_id = fields.Many2one(
        "res.partner", required=True, domain=[("is_otop_producer", "=", True)], check_company=True
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    reason = fields.Selection(REASONS, required=True, default="unsold")
    note = fields.Text()
    line_ids = fields.One2many(
        "otop.withdrawal.line",
        "wizard_id",
        compute="_compute_line_ids",
        compute_sudo=False,  # a shelf is shown to those who may see it
        store=True,
        readonly=False,
    )
    is_empty = fields.Boolean(compute="_compute_is_empty")

    @api.depends("producer_id", "company_id")
    def _compute_line_ids(self):
        for wizard in self:
            quants = wizard.producer_id and self.env["stock.quant"].search(
                [
                    ("owner_id", "=", wizard.producer_id._origin.id),
                    ("product_id.producer_id", "=", wizard.producer_id._origin.id),
                    ("company_id", "=", wizard.company_id.id),
                    ("location_id.usage", "=", "internal"),
                    ("quantity", ">", 0),
                ],
                order="product_id, expiration_date, id",
            )
            wizard.line_ids = [Command.clear(), *[Command.create({"quant_id": quant.id}) for quant in quants or ()]]

    @api.depends("producer_id", "line_ids")
    def _compute_is_empty(self):
        for wizard in self:
            wizard.is_empty = wizard.producer_id and not wizard.line_ids

    def action_fill_all(self):
        for line in self.line_ids:
            line.quantity = line.available
        return self._reopen()

    def action_fill_expired(self):
        now = fields.Datetime.now()
        for line in self.line_ids:
            expired = line.quant_id.otop_alert_date and line.quant_id.otop_alert_date <= now
            line.quantity = line.available if expired else 0
        self.reason = "expired"
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give Goods Back"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_confirm(self):
        """Move the goods out and number the paper; the stock itself refuses what is not free."""
        self.ensure_one()
        # whichever centre the user works in, the goods leave the one chosen here
        self = self.with_company(self.company_id)
        lines = self.line_ids.filtered("quantity")
        if not lines:
            raise UserError(self.env._("Type how many pieces of which product go back to the producer."))
        operation = self.company_id.otop_withdrawal_type_id
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": operation.id,
                "partner_id": self.producer_id.id,
                "owner_id": self.producer_id.id,
                "otop_reason": self.reason,
                "note": self.note,
                "location_id": operation.default_location_src_id.id,
                "location_dest_id": operation.default_location_dest_id.id,
            }
        )
        picking.move_ids = [Command.create(line._prepare_move(picking)) for line in lines]
        picking.move_ids._action_confirm(merge=False)
        picking.move_ids.picked = True
        picking._action_done()
        return {
            "type": "ir.actions.act_window",
            "res_model": "stock.picking",
            "res_id": picking.id,
            "views": [(self.env.ref("otop_centre.stock_picking_view_form_withdrawal").id, "form")],
        }
