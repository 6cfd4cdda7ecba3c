from odoo import api, fields, models


class PosConfig(models.Model):
    """A till. What its paper is called depends on the centre's VAT and on the leave given for this machine."""

    _inherit = "pos.config"

    is_otop_tax_receipt_allowed = fields.Boolean(
        "May Print Short Tax Invoices",
        help="The Revenue Department has approved this till (form PP 06). Until then it prints plain receipts.",
    )
    otop_receipt_kind = fields.Selection(
        [("receipt", "Receipt"), ("tax_receipt", "Receipt / short tax invoice")],
        "Title of Its Receipts",
        compute="_compute_otop_receipt_kind",
    )

    @api.depends("is_otop_tax_receipt_allowed", "company_id.otop_vat_regime")
    def _compute_otop_receipt_kind(self):
        for till in self:
            is_tax = till.is_otop_tax_receipt_allowed and till.company_id.otop_vat_regime == "own_name"
            till.otop_receipt_kind = "tax_receipt" if is_tax else "receipt"

    def _create_sequences(self):
        # EXTENDS 'point_of_sale'
        super()._create_sequences()
        self._otop_let_tills_sell_at_once()

    def _otop_let_tills_sell_at_once(self):
        """A sequence without gaps is locked by whoever takes a number: several devices at one till wait for
        each other and some sales fail. None of these numbers is a tax number, so gaps do no harm."""
        # sudo: the technical sequences of the till belong to no role
        sequences = self.sudo()
        numbered = sequences.order_seq_id | sequences.order_backend_seq_id | sequences.order_line_seq_id
        numbered.filtered(lambda sequence: sequence.implementation == "no_gap").implementation = "standard"

    def otop_lots(self, product_ids=()):
        """What this till knows of the lots of consigned goods: read when it is opened or loaded again, and once more
        whenever a lot is chosen and before the money is taken. Not part of a product's cached data, as a lot
        that comes or expires does not touch its product.

        :return: {product id: lots} as `stock.lot._otop_at_till` gives them
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: a cashier reads names, dates and pieces of the lots on his own shelf, and no other stock
        till = self.sudo()
        products = till.env["product.product"].browse(product_ids).exists().filtered("producer_id")
        if product_ids and not products:
            return {}
        shelf = till.picking_type_id.default_location_src_id
        return till.env["stock.lot"]._otop_at_till(products, shelf, fields.Datetime.now())
