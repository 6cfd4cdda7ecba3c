from odoo import api, models


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
        result = super()._validate_session(balancing_account, amount_to_balance, bank_payment_method_diffs)
        # sudo: a cashier who closes the till has no right on journal entries or the ledger
        if self.state == "closed" and self.sudo().move_id:
            self.sudo()._otop_entries().filtered(lambda entry: not entry.move_id)._book(self.sudo().move_id)
        return result

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
