from odoo import models
from odoo.exceptions import UserError

# What Odoo itself writes on an entry after it was posted: its state (whose steps have rules of their own), that it
# was sent, looked at, or secured against changes.
OPEN = {
    *("state", "is_move_sent", "sending_data", "invoice_pdf_report_file", "checked"),
    *("inalterable_hash", "secure_sequence_number"),
}
# A customer's invoice is told which payments are meant for it.
OPEN_ON_INVOICES = OPEN | {"matched_payment_ids", "payment_ids"}


def lasting(model, names):
    """Those of these fields that are written down: what Odoo works out on the way is no fact of an entry."""
    return {name for name in names if model._fields[name].store}


class AccountMove(models.Model):
    """An entry that stands for something of a producer is as it was posted: his sales, his bill, his payment.

    Odoo lets an accountant write accounts, partners, sums and the state of payment of a posted entry by RPC."""

    _inherit = "account.move"

    def write(self, vals):
        # EXTENDS 'account'
        for move in self:
            move._otop_check_open(lasting(move, vals.keys() - move._otop_open_fields()))
        return super().write(vals)

    def _otop_documents(self):
        """Those that stand for something of a producer."""
        return self._otop_in_ledger()

    def _otop_open_fields(self):
        return OPEN_ON_INVOICES if self.is_sale_document() else OPEN

    def _otop_seal_remedy(self):
        return self.env._("Make a credit note (or a new document) instead.")

    def _otop_is_open(self):
        """Whether a step of the centre's own is at work."""
        return self.env["otop.document.seal"]._is_unsealed()

    def _otop_check_open(self, names):
        """Refuse if one of these fields, of the entry or of its lines, is written on an entry that stands."""
        names = set(names) - self.env["otop.document.seal"]._document_technical()
        if not names or self._otop_is_open():
            return
        # sudo: what is sealed does not hang on who may read it
        posted = self.sudo().filtered(lambda move: move.state != "draft")
        if sealed := posted._otop_documents()[:1]:
            label = next((self._fields[name] for name in sorted(names) if name in self._fields), None)
            raise UserError(
                self.env._(
                    "%(entry)s is posted for a producer, so “%(field)s” cannot be changed. %(remedy)s",
                    entry=sealed.display_name,
                    field=label._description_string(self.env) if label else self.env._("Journal Items"),
                    remedy=sealed._otop_seal_remedy(),
                )
            )
