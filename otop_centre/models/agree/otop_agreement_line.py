from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.terms import Scope
from ..settings.otop_document_seal import CLERK, by
from .otop_agreement import CHANNELS


class OtopAgreementLine(models.Model):
    """An exception in an agreement: another commission for a product or a category.

    The narrower wins: product before sub-type before category before the agreement;
    at the same width, a line for one channel before a line for all.
    """

    _name = "otop.agreement.line"
    _description = "Exception in an Agreement"
    _inherit = ["otop.document.seal"]
    _order = "agreement_id, sequence, id"
    _check_company_auto = True
    _document_parent = "agreement_id"
    _document_open = {
        "draft": by(
            CLERK, "agreement_id", "sequence", "product_tmpl_id", "otop_category_id", "channel", "commission_rate"
        ),
    }

    agreement_id = fields.Many2one("otop.agreement", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="agreement_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    producer_id = fields.Many2one(related="agreement_id.producer_id")
    product_tmpl_id = fields.Many2one(
        "product.template", "Product", domain="[('producer_id', '=', producer_id)]", check_company=True
    )
    otop_category_id = fields.Many2one("otop.category", "Category")
    channel = fields.Selection(CHANNELS, help="Empty: every channel.")
    commission_rate = fields.Float("Commission (%)", digits=(5, 2), required=True, help="Percent. 0 is a rate.")

    _product_or_category = models.Constraint(
        "CHECK((product_tmpl_id IS NULL) != (otop_category_id IS NULL))",
        "An exception is for a product or for a category: fill in one of the two.",
    )
    _commission_rate_percent = models.Constraint(
        "CHECK(commission_rate >= 0 AND commission_rate <= 100)",
        "A commission lies between 0 and 100 percent.",
    )
    _scope_uniq = models.UniqueIndex(
        "(agreement_id, COALESCE(product_tmpl_id, 0), COALESCE(otop_category_id, 0), COALESCE(channel, ''))",
        "This agreement already has an exception for the same goods and channel: change that one.",
    )

    @api.constrains("product_tmpl_id", "agreement_id")
    def _check_product_is_the_producers(self):
        for line in self:
            product = line.product_tmpl_id
            if product and product.producer_id != line.agreement_id.producer_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s belongs to %(owner)s and cannot stand in the agreement of %(producer)s.",
                        product=product.display_name,
                        owner=product.producer_id.display_name or self.env._("the centre"),
                        producer=line.agreement_id.producer_id.display_name,
                    )
                )

    @api.constrains("commission_rate")
    def _check_centre_never_loses(self):
        for line in self:
            line.agreement_id._refuse_losing_rate(line.commission_rate)

    def _scopes(self):
        """What these exceptions are for, as values."""
        return [
            Scope(
                line.id,
                line.product_tmpl_id.id or 0,
                line.otop_category_id.id or 0,
                line.channel or "",
                line.commission_rate,
            )
            for line in self
        ]
