from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...tools import typed_dates
from ...tools.typed_error import TypedError


class Base(models.AbstractModel):
    """Every date that is written, from a form, by RPC, by an import or a till: a Buddhist year is turned, and a
    field that declares its kind (``sensible="expiry"``) takes no day that cannot be one.

    It works on values as they are written, after all overrides of a model and before they are kept.
    """

    _inherit = "base"

    def _valid_field_parameter(self, field, name):
        # EXTENDS 'base': a kind of `typed_dates.RANGES`
        return name == "sensible" or super()._valid_field_parameter(field, name)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._otop_typed_dates(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._otop_typed_dates(vals))

    def _otop_differs(self, vals, names):
        """Whether one of these fields would get another value than it has. Odoo writes many as they are."""
        self.ensure_one()
        return any(
            self._fields[name].convert_to_cache(vals[name], self)
            != self._fields[name].convert_to_cache(self[name], self)
            for name in names
            if name in vals
        )

    @api.model
    def _otop_typed_dates(self, vals):
        """The values with their years turned; the same dictionary when nothing was to turn."""
        turned = {}
        for name, value in vals.items():
            field = value and self._fields.get(name)
            if not field or field.type not in ("date", "datetime"):
                continue
            try:
                day = typed_dates.turn_stored(value)
                if kind := getattr(field, "sensible", None):
                    typed_dates.sensible(fields.Date.to_date(day), kind, self.env.company._otop_day())
            except TypedError as error:
                sentence = f"{field._description_string(self.env)}: {self._otop_sentence(error)}"
                raise ValidationError(sentence) from error  # pylint: disable=translation-required
            if day is not value:
                turned[name] = day
        return {**vals, **turned} if turned else vals

    @api.model
    def _otop_sentence(self, error):
        """The sentence of what cannot be taken, its dates as the user reads them."""
        values = {
            name: format_date(self.env, value) if isinstance(value, date) else value
            for name, value in error.values.items()
        }
        return self.env._(error.sentence, **values)

    @api.model
    def _web_read_group_groupby_formatter(self, groupby_spec, values):
        # EXTENDS 'web': it writes weeks by hand, not with Babel
        formatter = super()._web_read_group_groupby_formatter(groupby_spec, values)
        if self.env.lang != "th_TH" or not groupby_spec.endswith(":week"):
            return formatter

        def thai_week(value):
            group, domain = formatter(value)
            if isinstance(group, tuple):
                week, year = group[1].split()
                group = (group[0], f"{week} {int(year) + typed_dates.BUDDHIST_ERA}")
            return group, domain

        return thai_week
