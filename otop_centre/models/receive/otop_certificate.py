import re
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.fields import Domain

RENEW_BEFORE_DAYS = 60


class OtopCertificate(models.Model):
    """A certificate of one product, with its number and the day it runs out.

    A renewed certificate is a new record: the old one stays as the product's history.
    """

    _name = "otop.certificate"
    _description = "Product Certificate"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "expiry_date desc, id desc"
    _rec_name = "number"

    product_tmpl_id = fields.Many2one("product.template", "Product", required=True, index=True, ondelete="cascade")
    producer_id = fields.Many2one(related="product_tmpl_id.producer_id", store=True, index=True)
    company_id = fields.Many2one(related="product_tmpl_id.company_id", store=True)
    type_id = fields.Many2one("otop.certificate.type", "Certificate", required=True, index=True, ondelete="restrict")
    number = fields.Char(tracking=True)
    number_warning = fields.Char(compute="_compute_number_warning")
    issuer = fields.Char(compute="_compute_issuer", store=True, readonly=False, precompute=True)
    date = fields.Date("Issued On", sensible="paper")
    expiry_date = fields.Date(
        "Expires On",
        sensible="validity",
        compute="_compute_expiry_date",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        index=True,
        help="Last valid day. Empty: no term.",
    )
    validity = fields.Selection(
        [("valid", "Valid"), ("expiring", "To renew"), ("expired", "Expired")],
        compute="_compute_validity",
        search="_search_validity",
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Documents", bypass_search_access=True)
    verified_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    verified_date = fields.Date("Verified On", readonly=True, copy=False)

    @api.depends("type_id", "number")
    def _compute_display_name(self):
        for certificate in self:
            certificate.display_name = " ".join(filter(None, [certificate.type_id.name, certificate.number]))

    @api.depends("type_id", "number")
    def _compute_number_warning(self):
        for certificate in self:
            pattern = certificate.type_id.number_pattern
            odd = certificate.number and pattern and not re.fullmatch(pattern, certificate.number.strip())
            certificate.number_warning = odd and self.env._(
                "This number does not look like a number of %(type)s (for example %(example)s). Please compare it with the paper.",
                type=certificate.type_id.name,
                example=certificate.type_id.number_example or "–",
            )

    @api.depends("type_id")
    def _compute_issuer(self):
        for certificate in self:
            certificate.issuer = certificate.type_id.issuer or certificate.issuer

    @api.depends("type_id", "date")
    def _compute_expiry_date(self):
        for certificate in self:
            months = certificate.type_id.validity_months
            if certificate.date and months:
                certificate.expiry_date = certificate.date + relativedelta(months=months, days=-1)
            else:
                certificate.expiry_date = certificate.expiry_date

    @api.depends("expiry_date")
    def _compute_validity(self):
        today = self.env.company._otop_day()
        for certificate in self:
            if not certificate.expiry_date or certificate.expiry_date > today + timedelta(days=RENEW_BEFORE_DAYS):
                certificate.validity = "valid"
            else:
                certificate.validity = "expiring" if certificate.expiry_date >= today else "expired"

    def _search_validity(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.company._otop_day()
        soon = today + timedelta(days=RENEW_BEFORE_DAYS)
        domains = {
            "valid": Domain("expiry_date", "=", False) | Domain("expiry_date", ">", soon),
            "expiring": Domain("expiry_date", ">=", today) & Domain("expiry_date", "<=", soon),
            "expired": Domain("expiry_date", "<", today),
        }
        return Domain.OR(domains[key] for key in value if key in domains)

    def action_verify(self):
        self.write({"verified_by_id": self.env.uid, "verified_date": self.env.company._otop_day()})

    def _is_valid_on(self, date):
        self.ensure_one()
        return not self.expiry_date or self.expiry_date >= date
