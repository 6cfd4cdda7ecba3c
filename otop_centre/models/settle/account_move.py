from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """The bill of a settlement, and the entry that pays it, stand and fall with them."""

    _inherit = "account.move"

    otop_settlement_ids = fields.One2many("otop.settlement", "bill_id", "Settlements", readonly=True)

    def write(self, vals):
        # EXTENDS 'account': every step of a move's life, whichever button or call it comes by, writes its state
        if "state" in vals:
            moving = self.filtered(lambda move: move.state != vals["state"])
            moving._otop_refuse_bill_alone()
            moving._otop_refuse_payment_alone()
        return super().write(vals)

    def _otop_documents(self):
        # EXTENDS 'otop_centre'
        paying = self.filtered(lambda move: move.origin_payment_id._otop_to_producers())
        return super()._otop_documents() | self.filtered("otop_settlement_ids") | paying

    def _otop_open_fields(self):
        # EXTENDS 'otop_centre': a bill takes its steps with its settlement only
        open_fields = super()._otop_open_fields()
        # sudo: see below
        return open_fields - {"state"} if self.sudo().otop_settlement_ids else open_fields

    def _otop_seal_remedy(self):
        # EXTENDS 'otop_centre'
        if self.otop_settlement_ids:
            return self.env._("Cancel the settlement; the bill goes with it.")
        if self.origin_payment_id._otop_to_producers():
            return self.env._("Open the payment and take it back there.")
        return super()._otop_seal_remedy()

    def _otop_is_open(self):
        # EXTENDS 'otop_centre'
        return super()._otop_is_open() or self.env["account.payment"]._otop_is_unsealed()

    def _otop_refuse_bill_alone(self):
        # sudo: the rule holds whether or not the accountant may read settlements
        settlements = self.sudo().otop_settlement_ids
        if not settlements or settlements._is_unsealed():
            return
        names = {
            "bill": settlements[0].bill_id.display_name,
            "settlement": settlements[0].name,
            "producer": settlements[0].producer_id.display_name,
        }
        if settlements[0].date_cancelled:
            raise UserError(
                self.env._(
                    "%(bill)s was the bill of the settlement %(settlement)s of %(producer)s, which is cancelled. "
                    "It stays cancelled; settle the producer again.",
                    **names,
                )
            )
        raise UserError(
            self.env._(
                "%(bill)s is the bill of the settlement %(settlement)s of %(producer)s. "
                "Cancel the settlement; the bill goes with it.",
                **names,
            )
        )

    def _otop_refuse_payment_alone(self):
        # sudo: the rule holds whether or not the accountant may read payments
        paying = self.sudo().origin_payment_id._otop_to_producers()
        if paying and not paying._otop_is_unsealed():
            raise UserError(
                self.env._(
                    "%(entry)s books the payment of %(producer)s. Open the payment and take it back there.",
                    entry=paying[0].move_id.display_name,
                    producer=paying[0].partner_id.display_name,
                )
            )
