from odoo import api, fields, models
from odoo.exceptions import ValidationError


class OtopVatRegistration(models.Model):
    """From when to when a producer was VAT-registered: only then does he add VAT to what the centre owes him.

    The centre pays that VAT and claims it back as input tax, so not every clerk may say so.
    """

    _name = "otop.vat.registration"
    _description = "VAT Registration of a Producer"
    _order = "producer_id, date_from desc nulls last, id"

    producer_id = fields.Many2one(
        "res.partner", required=True, index=True, domain=[("is_otop_producer", "=", True)], ondelete="cascade"
    )
    date_from = fields.Date(
        "Registered Since", sensible="paper", help="First day, as on the certificate (P.P.20). Empty: always."
    )
    date_to = fields.Date("Until", sensible="validity", help="Last day, included. Empty: still registered.")

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from IS NULL OR date_from <= date_to)",
        "A VAT registration cannot end before it began: put its last day on or after its first.",
    )
    _one_a_day = models.UniqueIndex(
        "(producer_id, COALESCE(date_from, '-infinity'))",
        "The producer has a VAT registration from this day already: change that one.",
    )

    @api.constrains("producer_id", "date_from", "date_to")
    def _check_no_overlap(self):
        for producer, rows in self.search([("producer_id", "in", self.producer_id.ids)]).grouped("producer_id").items():
            ordered = rows.sorted(lambda row: row.date_from or fields.Date.to_date("0001-01-01"))
            for earlier, later in zip(ordered, ordered[1:], strict=False):
                if not earlier.date_to or not later.date_from or later.date_from <= earlier.date_to:
                    raise ValidationError(
                        self.env._(
                            "%(producer)s is VAT-registered from %(earlier)s already. "
                            "Enter the last day of that registration before the next one begins on %(later)s.",
                            producer=producer.display_name,
                            earlier=earlier.date_from or self.env._("the beginning"),
                            later=later.date_from or self.env._("the beginning"),
                        )
                    )

    @api.depends("date_from", "date_to")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.date_from or '…'} – {row.date_to or '…'}"

    def _covers(self, day):
        self.ensure_one()
        return (not self.date_from or self.date_from <= day) and (not self.date_to or day <= self.date_to)
