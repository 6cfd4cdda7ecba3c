from odoo import models


class StockLot(models.Model):
    _inherit = "stock.lot"

    def _otop_expiry_day(self):
        """The last good day in the centre; the lot itself keeps a moment in UTC."""
        if not self.expiration_date:
            return None
        return self.env.company._otop_day(self.expiration_date)
