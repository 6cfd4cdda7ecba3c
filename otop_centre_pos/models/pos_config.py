from odoo import models


class PosConfig(models.Model):
    _inherit = "pos.config"

    def _create_sequences(self):
        # EXTENDS 'point_of_sale'
        super()._create_sequences()
        self._otop_let_tills_sell_at_once()

    def _otop_let_tills_sell_at_once(self):
        """A sequence without gaps is locked by whoever takes a number: several devices at one till wait for
        each other and some sales fail. None of these numbers is a tax number, so gaps do no harm."""
        # sudo: the technical sequences of the till belong to no role
        sequences = self.sudo()
        numbered = sequences.order_seq_id | sequences.order_backend_seq_id | sequences.order_line_seq_id
        numbered.filtered(lambda sequence: sequence.implementation == "no_gap").implementation = "standard"
