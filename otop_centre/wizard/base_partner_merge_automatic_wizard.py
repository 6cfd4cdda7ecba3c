from odoo import models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Odoo merges contacts by changing foreign keys in SQL, past every seal. A producer's history stays his."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        # EXTENDS 'base'
        # sudo: also producers whom the user may not see, or who are archived
        partners = self.env["res.partner"].sudo().browse(partner_ids).exists() | (
            dst_partner or self.env["res.partner"]
        )
        producers = partners.filtered("is_otop_producer")
        if producers:
            raise UserError(
                self.env._(
                    "%(producer)s is a producer, and the producer's sales, settlements and payments stay as they are. "
                    "Ask a manager to join the two in Register › Joined producers.",
                    producer=producers[0].display_name,
                )
            )
        if family := partners.filtered("commercial_partner_id.is_otop_producer"):
            raise UserError(
                self.env._(
                    "%(contact)s is a contact of the producer %(producer)s, and merging would carry bank accounts there "
                    "unseen. Archive the contact that is not needed.",
                    contact=family[0].display_name,
                    producer=family[0].commercial_partner_id.display_name,
                )
            )
        return super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)
