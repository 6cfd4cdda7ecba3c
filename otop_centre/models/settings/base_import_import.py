from contextlib import suppress

from odoo import models

from ...tools import typed_dates
from ...tools.typed_error import TypedError


class Base_ImportImport(models.TransientModel):
    """The screen that imports a file reads dates by one format, before they are converted: a Thai user's come in
    several, with names of months and Thai digits."""

    _inherit = "base_import.import"

    def _parse_date_from_data(self, data, index, name, field_type, options):
        # EXTENDS 'base_import': what is a day by our rules needs no format; a time of the day keeps Odoo's
        if self.env.lang == "th_TH":
            for line in data:
                if isinstance(line[index], str) and ":" not in line[index]:
                    with suppress(TypedError):
                        line[index] = typed_dates.parse(line[index]) or line[index]
        return super()._parse_date_from_data(data, index, name, field_type, options)
