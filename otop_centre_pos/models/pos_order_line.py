from odoo import api, fields, models
from odoo.addons.otop_centre.tools.entry_kinds import kind_of
from odoo.addons.otop_centre.tools.sale_facts import SaleFacts


class PosOrderLine(models.Model):
    """One line of a ticket; a line with consigned goods has one entry in the producers' ledger."""

    _name = "pos.order.line"
    _inherit = ["pos.order.line", "otop.ticket.seal"]

    _otop_parent = "order_id"
    # its cost is known when the goods have left; words for the customer do no harm
    _otop_open = frozenset({"total_cost", "is_total_cost_computed", "refund_orderline_ids", "customer_note", "note"})

    otop_mode = fields.Char("Mode", compute="_compute_otop_mode")

    @api.depends("product_id", "refunded_orderline_id", "order_id.date_order", "order_id.company_id")
    def _compute_otop_mode(self):
        """'agent' or 'principal' for consigned goods: as the ledger has frozen it for this line or for the sale
        that it takes back; before that, the terms at the ticket's own time. Never today's."""
        modes = {entry.origin_id: entry.mode for entry in self._otop_entries()}
        modes |= {sold_id: sale.mode for sold_id, sale in self._otop_sales().items()}
        unknown = self.browse()
        for line in self:
            line.otop_mode = modes.get(line._origin.id) or modes.get(line.refunded_orderline_id._origin.id)
            if not line.otop_mode and line.product_id.producer_id:
                unknown |= line
        for company, lines in unknown.grouped("company_id").items():
            events = [(line.product_id, company._otop_day(line.order_id.date_order), "pos") for line in lines]
            for line, terms in zip(lines, self.env["otop.agreement"]._terms(company, events), strict=True):
                line.otop_mode = terms.mode

    def _otop_entries(self):
        # sudo: a cashier has no right on the ledger
        return (
            self.env["otop.ledger.entry"]
            .sudo()
            .search([("origin_model", "=", self._name), ("origin_id", "in", self.ids)])
        )

    def _otop_sales(self):
        """{refunded line id: its entry} of what these lines take back. What another centre sold is not among them:
        its books cannot take it back, so here it is a return without its receipt."""
        sales = {}
        for company, lines in self.grouped("company_id").items():
            entries = lines.refunded_orderline_id._otop_entries()
            sales |= {sale.origin_id: sale for sale in entries if sale.company_id == company}
        return sales

    def _otop_consigned(self):
        return self.filtered(lambda line: line.qty and line.product_id.producer_id)

    def _otop_facts(self, amounts, sales, lots):
        """What the ledger is told about these lines.

        :param amounts: {line: amounts} as the books will show them
        :param sales: {line id: its entry} of the refunded lines
        :param lots: {(product id, lot name): lot}
        """
        facts_list = []
        for line in self:
            order = line.order_id
            sale = sales.get(line.refunded_orderline_id.id)
            lot = lots.get((line.product_id.id, line.pack_lot_ids[:1].lot_name))
            facts_list.append(
                SaleFacts(
                    kind=kind_of(line.qty),
                    channel="pos",
                    company_id=order.company_id.id,
                    product_id=line.product_id.id,
                    lot_id=lot.id if lot else 0,
                    quantity=line.qty,
                    discount=line.discount,
                    amount_list=line.qty * line.product_id.lst_price,
                    date_time=order.date_order,
                    origin_model=line._name,
                    origin_id=line.id,
                    origin_name=order.pos_reference or order.name,
                    reversed_entry_id=sale.id if sale and line.qty < 0 else 0,
                    # an invoice books the money at once; else the closing entry of the till does
                    move_id=order.account_move.id or 0,
                    hold_reason=line._otop_hold_reason(sale),
                    **amounts[line],
                )
            )
        return facts_list

    def _otop_hold_reason(self, sale):
        self.ensure_one()
        if self.qty < 0 and not sale and self.refunded_orderline_id.company_id - self.company_id:
            return self.env._(
                "Sold at %(centre)s (%(ticket)s) and brought back here: a manager decides who bears it.",
                centre=self.refunded_orderline_id.company_id.name,
                ticket=self.refunded_orderline_id.order_id.pos_reference,
            )
        if self.qty < 0 and not sale:
            return self.env._("Returned without its receipt: a manager decides whether the producer bears it.")
        return ""

    # ------------------------------------------------------------------ refunds by ticket

    @api.model
    def otop_refund_values(self, quantities):
        """What the till must show for returning pieces of these lines, so that customer, books and producer
        agree to the satang.

        :param quantities: {sold line id: pieces to return}
        :return: {sold line id: {'price_unit', 'discount', 'extra_tax_data'}}
        """
        lines = self.browse(int(line_id) for line_id in quantities).exists()
        lines.check_access("read")
        sales = {entry.origin_id: entry for entry in lines._otop_entries()}
        return {
            line.id: line._otop_refund_values(
                sales[line.id]._refund_amounts(pieces), pieces, line.tax_ids_after_fiscal_position
            )
            for line in lines
            if line.id in sales and (pieces := quantities[str(line.id)])
        }

    def _otop_refund_values(self, amounts, pieces, taxes):
        """The values of a line that takes `pieces` of this sold line back for these amounts."""
        self.ensure_one()
        fixed = taxes._otop_fixed_line(
            amounts,
            price_unit=self.price_unit,
            discount=self.discount,
            quantity=-pieces,
            currency=self.currency_id,
            # its own key keeps the rounding of the rest of the ticket away from these amounts
            key=f"otop_refund,{self.id}",
        )
        return {"discount": self.discount, **fixed}

    def _prepare_base_line_for_taxes_computation(self):
        # EXTENDS 'point_of_sale': the line keeps its amounts with the sign of its quantity, as the till knows
        # them; on a ticket that is a refund as a whole, the books turn the sign
        base_line = super()._prepare_base_line_for_taxes_computation()
        if not self.env.context.get("otop_amounts_only") and self.otop_mode:
            order = self.order_id
            base_line["account_id"] = self.product_id._otop_sale_account(
                order.company_id, self.otop_mode, order.fiscal_position_id
            )
        if self.extra_tax_data and self.refunded_orderline_id and base_line["quantity"] == -self.qty:
            account_tax = self.env["account.tax"]
            turned = account_tax._reverse_quantity_base_line_extra_tax_data(self.extra_tax_data)
            base_line.update(account_tax._import_base_line_extra_tax_data(base_line, turned))
        return base_line

    def _prepare_refund_data(self, refund_order, PosPackOperationLot):
        # EXTENDS 'point_of_sale': a refund made in the office gives back the same money as one at the till
        values = super()._prepare_refund_data(refund_order, PosPackOperationLot)
        values["extra_tax_data"] = False
        if (sale := self._otop_entries()) and values["qty"] < 0:
            pieces = -values["qty"]
            values |= self._otop_refund_values(sale._refund_amounts(pieces), pieces, self.tax_ids_after_fiscal_position)
        return values

    def _otop_apply(self, amounts):
        """Give this refund line the exact amounts that its sale takes back."""
        self.ensure_one()
        sold = self.refunded_orderline_id
        self.write(sold._otop_refund_values(amounts, -self.qty, self.tax_ids_after_fiscal_position))

    # ------------------------------------------------------------------ lots

    def _otop_complete_lots(self):
        """A returned piece belongs to the lot it was sold from, also when the till did not say so."""
        for line in self:
            sold = line.refunded_orderline_id
            if line.qty < 0 and not line.pack_lot_ids and len(sold.pack_lot_ids) == 1:
                sold.pack_lot_ids.copy({"pos_order_line_id": line.id})
