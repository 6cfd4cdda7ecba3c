import re

from odoo import api, models

from ...tools import typed_dates
from ...tools.typed_error import TypedError

CLOCK = re.compile(r"[T ]([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?")


class IrFieldsConverter(models.AbstractModel):
    """Dates of an imported file: a Thai user's as they are typed here, everybody's with the year turned."""

    _inherit = "ir.fields.converter"

    @api.model
    def _str_to_date(self, model, field, value, savepoint):
        # EXTENDS 'base'
        return super()._str_to_date(model, field, self._otop_imported(value), savepoint)

    @api.model
    def _str_to_datetime(self, model, field, value, savepoint):
        # EXTENDS 'base'
        return super()._str_to_datetime(model, field, self._otop_imported(value, with_time=True), savepoint)

    @api.model
    def _otop_imported(self, value, with_time=False):
        """The ISO text of an imported date; what is no date, Odoo refuses in its own words.

        :param bool with_time: keep the time of the day
        """
        try:
            if self.env.lang != "th_TH":
                return typed_dates.turn_stored(value)
            day = typed_dates.parse(value)
        except TypedError as error:
            raise self._format_import_error(ValueError, self.env["base"]._otop_sentence(error).replace("%", "%%"))
        if not day or not with_time:
            return day and str(day)
        hour, minute, second = (clock := CLOCK.search(str(value))) and clock.groups() or (0, 0, 0)
        return f"{day} {int(hour):02}:{int(minute):02}:{int(second or 0):02}"
