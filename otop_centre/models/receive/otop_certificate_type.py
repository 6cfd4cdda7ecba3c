from odoo import fields, models


class OtopCertificateType(models.Model):
    """A standard, permit or mark that a product may carry. Law is data: kinds come and go here."""

    _name = "otop.certificate.type"
    _description = "Certificate Type"
    _order = "sequence, code"
    _rec_names_search = ["code", "name"]

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    issuer = fields.Char(translate=True, help="Proposed on new certificates.")
    validity_months = fields.Integer("Valid For (months)", help="Proposes the expiry date. 0: no term.")
    number_pattern = fields.Char(help="Regular expression. A number of another shape is warned of, never refused.")
    number_example = fields.Char()

    _code_uniq = models.Constraint("unique(code)", "This code is already used by another kind of certificate.")
