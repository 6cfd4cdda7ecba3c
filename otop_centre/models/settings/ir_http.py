from odoo import api, models

from ...tools import core_terms


class IrHttp(models.AbstractModel):
    """What the browser asks for."""

    _inherit = "ir.http"

    @api.model
    def _get_translations_for_webclient(self, modules, lang):
        # EXTENDS 'base': scripts, the till's first, take our words before Odoo's
        translations, parameters = super()._get_translations_for_webclient(modules, lang)
        lang = lang or self.env.context.get("lang")
        ours = core_terms.script_terms(self.env.registry._init_modules, lang) if lang else {}
        for module, terms in ours.items():
            if module in translations:
                theirs = {message["id"]: message["string"] for message in translations[module]["messages"]}
                translations[module] = {
                    "messages": tuple({"id": source, "string": term} for source, term in (theirs | terms).items())
                }
        return translations, parameters
