from odoo import api, models
from odoo.exceptions import UserError


class OtopTicketSeal(models.AbstractModel):
    """What may still be changed on a ticket that stands in the producers' ledger, on its lines, its lots and its
    payments.

    The customer has left with the goods, the producer's money is written: a ticket is sealed from the moment its
    entries are written, whoever asks and by whatever way. Each of the four models names what stays open, which is
    what Odoo's own steps after the sale need: closing, invoice, refund, delivery, printing. All else is closed.
    Tickets without consigned goods are Odoo's alone.
    """

    _name = "otop.ticket.seal"
    _description = "Seal of a Ticket"

    _otop_open = frozenset()
    # a row names its ticket, or the row that it belongs to, by this field
    _otop_parent = None

    def _otop_tickets(self):
        """sudo: what is sealed does not hang on who may read it."""
        rows = self.sudo()
        return rows[self._otop_parent]._otop_tickets() if self._otop_parent else rows

    def _otop_unsealed(self):
        """For this addon's own steps: the key exists in this process only."""
        return self.with_context(**self.env["otop.document.seal"]._unsealed().env.context)

    def _otop_check_open(self, names=()):
        """Refuse if one of these fields is closed, or a row as such (without names), on a sealed ticket."""
        closed = set(names) - self._otop_open - self.env["otop.document.seal"]._document_technical()
        if (names and not closed) or self.env["otop.document.seal"]._is_unsealed():
            return
        if sealed := self._otop_tickets().filtered("otop_is_sealed")[:1]:
            raise UserError(
                self.env._(
                    "The ticket %(ticket)s is paid and stands in the producers' ledger, so “%(field)s” cannot be "
                    "changed. Refund the ticket and sell again; a manager corrects a wrong way of payment.",
                    ticket=sealed.pos_reference or sealed.name,
                    field=self._otop_closed_label(closed),
                )
            )

    def _otop_closed_label(self, names):
        name = min(names, default="")
        return self._fields[name]._description_string(self.env) if name in self._fields else self._description

    @api.model_create_multi
    def create(self, vals_list):
        if self._otop_parent:
            parents = {vals.get(self._otop_parent) for vals in vals_list} - {None, False}
            owner = self.env[self._fields[self._otop_parent].comodel_name].browse(parents)
            owner._otop_check_open()
        return super().create(vals_list)

    def write(self, vals):
        self._otop_check_open(vals)
        if self._otop_parent and vals.get(self._otop_parent):
            self[self._otop_parent].browse(vals[self._otop_parent])._otop_check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_what_is_not_sealed(self):
        self._otop_check_open()
