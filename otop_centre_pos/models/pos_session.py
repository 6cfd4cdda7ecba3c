from odoo import api, models
from odoo.exceptions import UserError


class PosSession(models.Model):
    """A till from opening to closing. Its closing entry books what was sold for each producer."""

    _inherit = "pos.session"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'point_of_sale': what is sold for producers needs its account before the first ticket; a paid
        # ticket is never refused
        tills = self.env["pos.config"].browse({vals.get("config_id") for vals in vals_list} - {None, False})
        tills.company_id.filtered(lambda company: company._otop_is_centre())._otop_refuse_unready()
        return super().create(vals_list)

    def _get_sale_key(self, base_line):
        # EXTENDS 'point_of_sale': one line a producer on the proceeds account
        key = super()._get_sale_key(base_line)
        proceeds = self.company_id.otop_proceeds_account_id
        producer = base_line["product_id"].producer_id
        return {**key, "partner_id": producer.id if producer and base_line["account_id"] == proceeds else False}

    def _get_sale_vals(self, key, sale_vals):
        # EXTENDS 'point_of_sale'
        vals = super()._get_sale_vals(key, sale_vals)
        if key.get("partner_id"):
            vals["partner_id"] = key["partner_id"]
        return vals

    def _validate_session(self, balancing_account=False, amount_to_balance=0, bank_payment_method_diffs=None):
        # EXTENDS 'point_of_sale'
        self._otop_write_missing()
        result = super()._validate_session(balancing_account, amount_to_balance, bank_payment_method_diffs)
        # sudo: a cashier who closes the till has no right on journal entries or the ledger
        if self.state == "closed" and self.sudo().move_id:
            self.sudo()._otop_entries().filtered(lambda entry: not entry.move_id)._book(self.sudo().move_id)
        return result

    def _otop_write_missing(self):
        """Odoo lets whoever may use the till set a ticket to paid past the till's own step. The closing books
        its money, so its producer gets his entry, and a manager looks at it."""
        # sudo: a cashier who closes the till has no right on the ledger
        lines = self.sudo().order_ids.filtered(lambda order: order.state in ("paid", "done")).lines._otop_consigned()
        told = set(lines._otop_entries().mapped("origin_id"))
        for order in lines.filtered(lambda line: line.id not in told).order_id:
            order._otop_write_ledger()
            order._otop_unsealed().otop_odd_reason = " · ".join(
                filter(
                    None, [order.otop_odd_reason, self.env._("Set to paid, not paid at the till: look for its goods.")]
                )
            )

    def try_cash_in_out(self, _type, amount, reason, partner_id, extras):
        # EXTENDS 'point_of_sale': the till itself names whoever stands at it
        # sudo: whether it is a producer does not hang on who may read the register
        partner = self.env["res.partner"].sudo().browse(partner_id or ()) - self.env.user.partner_id
        producer = (partner | partner.commercial_partner_id).filtered("is_otop_producer")[:1]
        if _type != "in" and producer:
            raise UserError(
                self.env._(
                    "%(producer)s is a producer: money goes to producers from their settlements, not out of the drawer. "
                    "The finance division pays in Pay › Settlements to pay, also in cash.",
                    producer=producer.display_name,
                )
            )
        return super().try_cash_in_out(_type, amount, reason, partner_id, extras)

    def _create_picking_at_end_of_session(self):
        # EXTENDS 'point_of_sale'
        # sudo: the sale moves the goods, with their lots; a cashier has no rights on stock
        return super(PosSession, self.sudo())._create_picking_at_end_of_session()

    def _create_split_account_payment(self, payment, amounts):
        # EXTENDS 'point_of_sale': a producer who bought here gets his money back at the till as any customer
        till = self.with_context(**self.env["account.payment"]._otop_unsealed().env.context)
        return super(PosSession, till)._create_split_account_payment(payment, amounts)

    def _otop_entries(self):
        return self.order_ids.lines._otop_entries()
