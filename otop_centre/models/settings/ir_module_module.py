from odoo import api, models
from odoo.tools.translate import TranslationImporter

from ...tools import core_terms


class IrModuleModule(models.Model):
    """A module brings its words; where Odoo's Thai is wrong on a screen of the centre, ours stand above it."""

    _inherit = "ir.module.module"

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
