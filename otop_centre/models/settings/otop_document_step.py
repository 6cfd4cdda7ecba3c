from odoo import api, fields, models
from odoo.exceptions import AccessError

_KEY = object()


class OtopDocumentStep(models.Model):
    """Who took a paper of the centre from one state to the next, and when. Written once, for the auditor."""

    _name = "otop.document.step"
    _description = "Step of a Document"
    _order = "id desc"

    res_model = fields.Char("Kind", required=True, readonly=True)
    res_id = fields.Many2oneReference("Document", model_field="res_model", required=True, readonly=True)
    name = fields.Char(readonly=True, help="As the document was called then.")
    company_id = fields.Many2one("res.company", "Centre", readonly=True, index=True)
    state_from = fields.Char(required=True, readonly=True)
    state_to = fields.Char(required=True, readonly=True)
    label_from = fields.Char("From", compute="_compute_labels", export_string_translation=False)
    label_to = fields.Char("To", compute="_compute_labels", export_string_translation=False)
    user_id = fields.Many2one("res.users", "Who", required=True, readonly=True, ondelete="restrict")
    date = fields.Datetime("When", required=True, readonly=True)

    _document_idx = models.Index("(res_model, res_id)")

    @api.depends("res_model", "state_from", "state_to")
    @api.depends_context("lang")
    def _compute_labels(self):
        for step in self:
            model = self.env.get(step.res_model)
            labels = dict(model._fields["state"]._description_selection(self.env)) if model is not None else {}
            step.label_from = labels.get(step.state_from, step.state_from)
            step.label_to = labels.get(step.state_to, step.state_to)

    @api.model
    def _log(self, documents, state):
        # sudo: whoever may take the step leaves his name, and nobody may write it by hand
        self.sudo().with_context(otop_step_key=_KEY).create(
            [
                {
                    "res_model": document._name,
                    "res_id": document.id,
                    "name": document.display_name,
                    "company_id": document.company_id.id if "company_id" in document._fields else False,
                    "state_from": document.state,
                    "state_to": state,
                    "user_id": self.env.uid,
                    "date": fields.Datetime.now(),
                }
                for document in documents
            ]
        )

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.context.get("otop_step_key") is not _KEY:
            raise AccessError(self._document_refusal())
        return super().create(vals_list)

    def write(self, vals):
        # pylint: disable=method-required-super
        raise AccessError(self._document_refusal())

    def unlink(self):
        # pylint: disable=method-required-super,no-raise-unlink
        raise AccessError(self._document_refusal())

    def _document_refusal(self):
        return self.env._("The steps of a document are kept as they were taken. Take another step on the document.")
