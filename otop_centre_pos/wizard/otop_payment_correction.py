from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class OtopPaymentCorrection(models.TransientModel):
    """The cashier pressed Cash and the customer paid by QR: a manager says so while the till is open, and why.

    The amount stays. What was changed, by whom and why, stands on the ticket and on the list of tickets to check.
    """

    _name = "otop.payment.correction"
    _description = "Correction of a Way of Payment"

    order_id = fields.Many2one("pos.order", "Ticket", required=True, readonly=True)
    payment_id = fields.Many2one(
        "pos.payment",
        "Money Received",
        required=True,
        domain="[('pos_order_id', '=', order_id), ('is_change', '=', False)]",
    )
    available_method_ids = fields.Many2many(related="order_id.available_payment_method_ids")
    payment_method_id = fields.Many2one(
        "pos.payment.method", "Paid With", required=True, domain="[('id', 'in', available_method_ids)]"
    )
    reason = fields.Char(required=True)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        payments = self.env["pos.order"].browse(values.get("order_id")).payment_ids
        if len(payments) == 1:
            values["payment_id"] = payments.id
        return values

    def action_confirm(self):
        self.ensure_one()
        if not self.env.user.has_group("otop_centre.group_otop_manager"):
            raise AccessError(self.env._("A manager corrects how a paid ticket was paid. Ask one."))
        order, payment, method = self.order_id, self.payment_id, self.payment_method_id
        if payment.pos_order_id != order or order.state != "paid" or order.session_id.state == "closed":
            raise UserError(
                self.env._(
                    "%s is closed or invoiced, and its money is in the books. Ask the accountant to move it there.",
                    order.pos_reference or order.name,
                )
            )
        told = self.env._(
            "Paid with %(new)s, not %(old)s: %(reason)s",
            new=method.name,
            old=payment.payment_method_id.name,
            reason=self.reason,
        )
        payment._otop_unsealed().payment_method_id = method
        order.message_post(body=told)
        return {"type": "ir.actions.act_window_close"}
