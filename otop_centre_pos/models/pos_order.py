from math import copysign

from odoo import fields, models
from odoo.exceptions import AccessError


class PosOrder(models.Model):
    """A ticket. Once paid, its consigned lines stand in the producers' ledger, in the same transaction."""

    _name = "pos.order"
    _inherit = ["pos.order", "otop.ticket.seal"]

    # the customer may ask for an invoice later, and have it sent; a printer counts; the till is closed
    _otop_open = frozenset(
        {
            *("state", "to_invoice", "account_move", "partner_id", "email", "mobile", "ticket_code", "access_token"),
            *("nb_print", "last_order_preparation_change", "internal_note"),
        }
    )

    otop_is_sealed = fields.Boolean("In the Producers' Ledger", compute="_compute_otop_is_sealed", compute_sudo=True)
    otop_odd_reason = fields.Char(
        "What to check",
        readonly=True,
        copy=False,
        help="A paid ticket is never refused. What a manager should look at is written here.",
    )

    def _compute_otop_is_sealed(self):
        lines = self.lines
        sold = self.env["otop.ledger.entry"]._read_group(
            [("origin_model", "=", lines._name), ("origin_id", "in", lines._origin.ids)], ["origin_id"]
        )
        told = {line_id for (line_id,) in sold}
        for order in self:
            order.otop_is_sealed = not told.isdisjoint(order.lines._origin.ids)

    def write(self, vals):
        # EXTENDS 'point_of_sale'
        if not vals.keys().isdisjoint(("state", "partner_id", "account_move")):
            self._otop_check_way(vals)
        return super().write(vals)

    def _otop_check_way(self, vals):
        """What is open has its direction: a ticket is closed, never opened again; its customer stays on its invoice,
        and an invoice is written on it once, by Odoo's own step, which makes it as superuser."""
        closed = self.browse()
        if vals.get("state", "done") != "done":
            closed |= self.filtered(lambda order: order.state != vals["state"])
        if "partner_id" in vals:
            closed |= self.filtered(lambda order: order.account_move and order.partner_id.id != vals["partner_id"])
        if "account_move" in vals:
            closed |= self if not self.env.su else self.filtered("account_move")
        closed.filtered(lambda order: order.state in ("paid", "done"))._otop_check_open()

    def _process_saved_order(self, draft):
        # EXTENDS 'point_of_sale'
        if draft or self.state == "cancel":
            return super()._process_saved_order(draft)
        self._otop_take_back()
        result = super()._process_saved_order(draft)
        self._otop_write_ledger()
        return result

    def _otop_write_ledger(self):
        """The bridge: the ticket's facts, with the amounts that the books will show, to the ledger."""
        lines = self.lines._otop_consigned()
        if not lines:
            return
        sales = lines._otop_sales()
        facts = lines._otop_facts(self._otop_booked_amounts(), sales, self._otop_lots(lines))
        # sudo: a cashier has no right on the ledger
        entries = self.env["otop.ledger.entry"]._post(facts).sudo()
        self.invalidate_recordset(["otop_is_sealed"], flush=False)
        self._otop_note_oddities(entries)

    def _otop_booked_amounts(self):
        """The same calls as the closing of the till, so that ledger and books agree to the satang.

        :return: {line: amounts of `account.tax._otop_line_amounts`}, negative for what is given back
        """
        account_tax = self.env["account.tax"]
        # only the amounts: no account is looked up for them
        order = self.with_context(linked_to_pos=True, otop_amounts_only=True)
        base_lines = order._prepare_tax_base_line_values()
        account_tax._add_tax_details_in_base_lines(base_lines, self.company_id)
        account_tax._round_base_lines_tax_details(base_lines, self.company_id)
        return {
            base_line["record"].with_env(self.env): account_tax._otop_line_amounts(base_line, -base_line["sign"])
            for base_line in base_lines
        }

    def _otop_lots(self, lines):
        names = lines.pack_lot_ids.mapped("lot_name")
        if not names:
            return {}
        # sudo: a cashier need not read lots
        lots = self.env["stock.lot"].sudo().search([("product_id", "in", lines.product_id.ids), ("name", "in", names)])
        return {(lot.product_id.id, lot.name): lot for lot in lots}

    # ------------------------------------------------------------------ refunds by ticket

    def _otop_take_back(self):
        """Let the books of a refund follow the core's refund room: returning a line in any number of steps ends
        at exactly zero. The customer keeps what the till has paid him."""
        returns = self.lines.filtered(lambda line: line.qty < 0 and line.refunded_orderline_id)
        returns._otop_complete_lots()
        sales = returns._otop_consigned()._otop_sales()
        returns = returns.filtered(lambda line: line.refunded_orderline_id.id in sales)
        if not returns:
            return
        asked, booked = {}, self._otop_booked_amounts()
        for line in returns:
            sale = sales[line.refunded_orderline_id.id]
            if amounts := sale._refund_amounts(-line.qty, -booked[line]["amount_with_vat"]):
                asked[line] = (line.price_unit, line.extra_tax_data)
                line._otop_apply(amounts)
        if asked and (difference := self._otop_unexplained()):
            # paid without the server: the last line carries the satang that the till gave too much or too little
            last = list(asked)[-1]
            sale = sales[last.refunded_orderline_id.id]
            amounts = sale._refund_amounts(-last.qty)
            paid = {field: amounts[field] + difference for field in ("amount_with_vat", "amount_without_vat")}
            if sale._refund_amounts(-last.qty, -paid["amount_with_vat"]):
                last._otop_apply(amounts | paid)
            if self._otop_unexplained():
                for line, (price_unit, extra_tax_data) in asked.items():
                    line.write({"price_unit": price_unit, "extra_tax_data": extra_tax_data})
        self._otop_refresh_prices(returns)

    def _otop_unexplained(self):
        """Baht between what the till has asked for and what the lines add up to."""
        total = sum(amounts["amount_with_vat"] for amounts in self._otop_booked_amounts().values())
        return self.currency_id.round(self.amount_total - total)

    def _otop_refresh_prices(self, returns):
        booked = self._otop_booked_amounts()
        for line in returns:
            # core keeps these positive from the till and negative from the office; the sign stays as it is
            for field, amount in (
                ("price_subtotal", booked[line]["amount_without_vat"]),
                ("price_subtotal_incl", booked[line]["amount_with_vat"]),
            ):
                line[field] = copysign(amount, line[field] or amount)
        self.amount_tax = self.currency_id.round(sum(amounts["amount_vat"] for amounts in booked.values()))

    # ------------------------------------------------------------------ invoices

    def _generate_pos_order_invoice(self):
        # EXTENDS 'point_of_sale': an invoice that is asked for before the till closes books the money itself.
        # After the closing, core reverses the closing entry and the invoice books it again: nothing moves here.
        invoice = super()._generate_pos_order_invoice()
        self.lines._otop_entries()._book(invoice)
        return invoice

    def _prepare_invoice_lines(self, move_type):
        # EXTENDS 'point_of_sale'
        if len(self) > 1:
            self = self.with_context(otop_keep_amounts=True)
        return super()._prepare_invoice_lines(move_type)

    def _get_invoice_lines_values(self, line_values, pos_line, move_type):
        # EXTENDS 'point_of_sale': the invoice of a ticket goes to the account of the ticket, whenever it is asked for
        values = super()._get_invoice_lines_values(line_values, pos_line, move_type)
        if pos_line.otop_mode:
            values["account_id"] = line_values["account_id"].id
        return values

    def _prepare_tax_base_line_values(self):
        # EXTENDS 'point_of_sale': one invoice for several tickets rounds as the tickets did
        base_lines = super()._prepare_tax_base_line_values()
        if self.env.context.get("otop_keep_amounts"):
            account_tax = self.env["account.tax"]
            account_tax._add_tax_details_in_base_lines(base_lines, self.company_id)
            account_tax._round_base_lines_tax_details(base_lines, self.company_id)
            account_tax._fix_base_lines_tax_details_on_manual_tax_amounts(base_lines, self.company_id)
        return base_lines

    # ------------------------------------------------------------------ goods

    def _create_order_picking(self):
        # EXTENDS 'point_of_sale'
        # sudo: the sale moves the goods, with their lots; a cashier has no rights on stock
        return super(PosOrder, self.sudo())._create_order_picking()

    # ------------------------------------------------------------------ what a manager should look at

    def _otop_note_oddities(self, entries):
        """Odoo's till swallows errors of stock; here they end on a list."""
        _ = self.env._
        reasons = [entry.hold_reason for entry in entries if entry.hold_reason]
        if any(picking.state not in ("done", "cancel") for picking in self.picking_ids) and not self.shipping_date:
            reasons.append(_("The goods did not leave the stock: check lots and quantities of the transfer."))
        now = self.date_order
        for entry in entries:
            if entry.quantity > 0 and entry.lot_id.expiration_date and entry.lot_id.expiration_date < now:
                reasons.append(
                    _("%(lot)s of %(product)s had expired.", lot=entry.lot_id.name, product=entry.product_id.name)
                )
        if reasons:
            self._otop_unsealed().otop_odd_reason = " · ".join(dict.fromkeys(reasons))

    def action_otop_clear_odd(self):
        """A manager has looked at it."""
        if not self.env.user.has_group("otop_centre.group_otop_manager"):
            raise AccessError(self.env._("A manager looks at odd tickets. Ask one to mark them as looked at."))
        for order in self.filtered("otop_odd_reason"):
            order.message_post(body=self.env._("Looked at: %s", order.otop_odd_reason))
        self._otop_unsealed().write({"otop_odd_reason": False})
