from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..settings.otop_document_seal import CLERK, by

CONFIDENTIAL = ("id_card", "house_registration", "bank_book")
PAPER = (
    "producer_id",
    "registration_id",
    "type",
    "name",
    "issuer",
    "date",
    "expiry_date",
    "attachment",
    "attachment_name",
    "is_masked",
    "active",
)


class OtopDocument(models.Model):
    """A paper a producer has shown: what it is, who issued it, until when, and who has seen it.

    A copy of an ID card shows religion and blood group: only a copy with both blacked out is
    kept, or none, when it is enough that somebody has seen the card.
    """

    _name = "otop.document"
    _description = "Document of a producer"
    _inherit = ["otop.document.seal", "mail.thread", "mail.activity.mixin"]
    _order = "producer_id, type, date desc, id desc"
    # What a registration was granted on stays with it; without one, a paper is the clerk's to keep.
    _document_parent = "registration_id"
    _document_open = dict.fromkeys((False, "draft", "submitted", "verified"), by(CLERK, *PAPER)) | dict.fromkeys(
        ("active", "suspended", "expired", "cancel"), by(CLERK, "active")
    )

    producer_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", domain=[("is_otop_producer", "=", True)]
    )
    registration_id = fields.Many2one(
        "otop.registration",
        index="btree_not_null",
        ondelete="set null",
        domain="[('producer_id', '=', producer_id)]",
    )
    type = fields.Selection(
        [
            ("id_card", "Copy of the ID card (masked)"),
            ("house_registration", "Copy of the house registration"),
            ("authorisation", "Letter of authorisation"),
            ("otop_certificate", "OTOP registration certificate"),
            ("ce_certificate", "Community enterprise certificate"),
            ("affidavit", "Company affidavit"),
            ("vat_certificate", "VAT certificate"),
            ("bank_book", "First page of the bank book"),
            ("permit", "Product permit"),
            ("photo", "Photo of the product"),
            ("other", "Other"),
        ],
        required=True,
        index=True,
    )
    name = fields.Char(string="Number")
    issuer = fields.Char()
    date = fields.Date(string="Issued on", sensible="paper")
    expiry_date = fields.Date(string="Valid until", sensible="validity", index="btree_not_null")
    attachment = fields.Binary(string="File", attachment=True)
    attachment_name = fields.Char(string="File name")
    is_masked = fields.Boolean(
        string="Religion and blood group blacked out", help="Needed before the copy of an ID card may be kept."
    )
    is_confidential = fields.Boolean(compute="_compute_is_confidential", store=True)
    verified_by_id = fields.Many2one("res.users", string="Checked by", copy=False, readonly=True)
    verified_on = fields.Date(string="Checked on", copy=False, readonly=True)
    is_expired = fields.Boolean(compute="_compute_is_expired", search="_search_is_expired")
    active = fields.Boolean(default=True)

    @api.depends("type", "name")
    def _compute_display_name(self):
        labels = dict(self._fields["type"]._description_selection(self.env))
        for document in self:
            document.display_name = " ".join(filter(None, (labels.get(document.type), document.name)))

    @api.depends("type")
    def _compute_is_confidential(self):
        for document in self:
            document.is_confidential = document.type in CONFIDENTIAL

    @api.depends("expiry_date")
    def _compute_is_expired(self):
        today = self.env.company._otop_day()
        for document in self:
            document.is_expired = bool(document.expiry_date) and document.expiry_date < today

    def _search_is_expired(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("expiry_date", "<", self.env.company._otop_day())

    @api.constrains("type", "attachment", "is_masked")
    def _check_masked(self):
        for document in self:
            if document.type == "id_card" and document.attachment and not document.is_masked:
                raise ValidationError(
                    self.env._(
                        "The copy of the ID card of %(producer)s may only be kept with religion and blood group "
                        "blacked out. Black them out and tick the box, or keep no copy and mark the card as checked.",
                        producer=document.producer_id.display_name,
                    )
                )

    def action_verify(self):
        """I have seen the original."""
        self.check_access("write")
        self._unsealed().write({"verified_by_id": self.env.uid, "verified_on": self.env.company._otop_day()})
