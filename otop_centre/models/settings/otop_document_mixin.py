from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class OtopDocumentMixin(models.AbstractModel):
    """A paper of the centre: from which state to which it may go, who takes the step, and who took it.

    A state is never written. The document's own action takes a step (`_document_step`), which must be
    declared; who took it and when stays in `otop.document.step`.
    """

    _name = "otop.document.mixin"
    _inherit = ["otop.document.seal"]
    _description = "Document of the Centre"

    # {(from, to): group that may take the step}
    _document_transitions = {}

    step_ids = fields.One2many(
        "otop.document.step",
        "res_id",
        "Steps",
        domain=lambda self: [("res_model", "=", self._name)],
        readonly=True,
        copy=False,
    )

    def _document_step(self, state, vals=None):
        """Take a declared step: check it, keep who took it and when, write what comes with it."""
        self.check_access("write")
        self._document_check_step(state)
        self._document_log(state)
        vals = dict(vals or {})
        if not self._fields["state"].compute:
            vals["state"] = state
        return self._unsealed().write(vals)

    def _document_log(self, state):
        self.env["otop.document.step"]._log(self, state)

    def _document_check_step(self, state):
        for document in self:
            group = self._document_transitions.get((document.state, state))
            if not group:
                raise UserError(document._document_no_way(state))
            if not self.env.user.has_group(group):
                raise AccessError(document._document_no_right(state, group))

    def _document_no_way(self, state):
        return self.env._(
            "%(document)s is “%(old)s” and cannot become “%(new)s” at once. "
            "Follow the steps shown at the top of the form.",
            document=self.display_name,
            old=self._document_state_label(self.state),
            new=self._document_state_label(state),
        )

    def _document_no_right(self, state, group):
        # sudo: the name of a role, for whoever does not have it
        return self.env._(
            "Only the role “%(role)s” makes %(document)s “%(state)s”. Ask somebody who has it.",
            role=self.env.ref(group).sudo().name,
            document=self.display_name,
            state=self._document_state_label(state),
        )
