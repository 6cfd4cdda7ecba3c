from odoo import models
from odoo.addons.otop_centre.integrity import Origins, Pieces, Proceeds

from ..integrity import Tickets, TillPieces, TillProceeds


class OtopIntegrityCheck(models.TransientModel):
    _inherit = "otop.integrity.check"

    def _rules(self):
        # EXTENDS 'otop_centre': the till's own rule after the origins, and its part of two others
        rules = [{Pieces: TillPieces, Proceeds: TillProceeds}.get(rule, rule) for rule in super()._rules()]
        rules.insert(rules.index(Origins) + 1, Tickets)
        return rules
