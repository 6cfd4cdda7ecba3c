from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.translate import TranslationImporter

from ...tools import core_terms


class IrModuleModule(models.Model):
    """A module brings its words; where Odoo's Thai is wrong on a screen of the centre, ours stand above it."""

    _inherit = "ir.module.module"

    def button_uninstall(self):
        # EXTENDS 'base': what producers were sold, settled and paid is kept for the auditor
        going = self | self.downstream_dependencies()
        if not self._otop_kept().isdisjoint(going.mapped("name")):
            # sudo: whoever may uninstall need not read the ledger; how much there is decides
            count = self.env["otop.ledger.entry"].sudo().search_count([])
            if count:
                raise UserError(
                    self.env._(
                        "OTOP Centre keeps %(count)s entries of the producers' ledger, which must be kept for the auditor, "
                        "so it cannot be uninstalled. To stop using it, take the users' roles away and keep a backup.",
                        count=count,
                    )
                )
        return super().button_uninstall()

    @api.model
    def _otop_kept(self):
        """Modules that hold what the ledger rests on. A bridge adds itself: its tickets are the origins of entries."""
        return {"otop_centre"}

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        # EXTENDS 'base': every way in which Odoo loads words ends here, an install, an update, a new language
        result = super()._load_module_terms(modules, langs, overwrite)
        importer = TranslationImporter(self.env.cr, verbose=False)
        for lang in langs:
            for path in core_terms.paths(self.env.registry._init_modules.union(modules), lang):
                importer.load_file(path, lang)
        # Odoo's word is in the database already; records that Odoo marks as not to be updated are meant too.
        importer.save(force_overwrite=True)
        return result
