from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, format_amount

# A list longer than this helps nobody; the figure says how many there are.
SHOWN = 200


class OtopIntegrityCheck(models.TransientModel):
    """Prove that ledger, settlements, books and shelves tell the same story.

    Eight rules, each with its figure. It lists what does not fit and repairs nothing: a difference
    is for somebody to explain.
    """

    _name = "otop.integrity.check"
    _description = "Integrity Check"
    _rec_name = "date_run"

    company_id = fields.Many2one("res.company", "Centre", required=True, default=lambda self: self.env.company)
    date_run = fields.Datetime("Run on", default=fields.Datetime.now, readonly=True)
    line_ids = fields.One2many("otop.integrity.check.line", "check_id", "Rules", readonly=True)
    difference_ids = fields.One2many("otop.integrity.difference", "check_id", "Differences", readonly=True)
    difference_count = fields.Integer("Differences found", compute="_compute_difference_count")

    @api.depends("line_ids.difference_count")
    def _compute_difference_count(self):
        for check in self:
            check.difference_count = sum(check.line_ids.mapped("difference_count"))

    @api.model
    def action_run(self):
        """Check the user's centre and show the result."""
        check = self.create({})
        check._run()
        return check._action_show()

    def action_run_again(self):
        self.ensure_one()
        return self.action_run()

    def _action_show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Integrity check"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _rules(self):
        _ = self.env._
        return [
            (self._check_entry_sums, _("Each entry adds up: VAT, amount without VAT, commission, payable")),
            (self._check_origins, _("Each sale stands once in the ledger")),
            (self._check_settled_once, _("Each entry is in at most one live settlement, its own producer's")),
            (self._check_proceeds, _("Open, booked sales equal the producers' proceeds account")),
            (self._check_bills, _("Settlements equal their entries and their bills")),
            (self._check_units, _("Received, returned, lost and sold pieces give what lies on the shelf")),
            (self._check_owners, _("Consigned goods carry their producer as owner and have no value in the books")),
            (self._check_refunds, _("Sales that were wholly refunded come to exactly zero")),
        ]

    def _run(self):
        """Every rule, set-based; writes only its own result."""
        self.ensure_one()
        if not self.env.user.has_groups("otop_centre.group_otop_manager,otop_centre.group_otop_auditor"):
            raise AccessError(self.env._("A manager or an auditor runs the integrity check."))
        self.env.flush_all()
        for number, (rule, name) in enumerate(self._rules(), 1):
            figure, differences = rule()
            self.env["otop.integrity.check.line"].create(
                {
                    "check_id": self.id,
                    "number": number,
                    "name": name,
                    "figure": figure,
                    "difference_count": len(differences),
                    "difference_ids": [
                        fields.Command.create({"check_id": self.id, **difference}) for difference in differences[:SHOWN]
                    ],
                }
            )

    # ------------------------------------------------------------------ helpers

    def _rows(self, code, **values):
        return self.env.execute_query(SQL(code, company=self.company_id.id, **values))

    def _money(self, amount):
        return format_amount(self.env, amount or 0, self.company_id.currency_id)

    def _same(self, one, other):
        return not self.company_id.currency_id.compare_amounts(float(one or 0), float(other or 0))

    def _difference(self, model, record_id, name, expected=None, found=None):
        if expected is not None:
            name = self.env._("%(what)s: %(found)s instead of %(expected)s", what=name, found=found, expected=expected)
        return {"name": name, "res_model": model, "res_id": record_id}

    # ------------------------------------------------------------------ the eight rules

    def _check_entry_sums(self):
        [(count,)] = self._rows("SELECT COUNT(*) FROM otop_ledger_entry WHERE company_id = %(company)s")
        rows = self._rows(
            """
            SELECT id, COALESCE(origin_name, '#' || id)
              FROM otop_ledger_entry
             WHERE company_id = %(company)s
               AND (COALESCE(amount_with_vat, 0) != COALESCE(amount_vat, 0) + COALESCE(amount_without_vat, 0)
                    OR COALESCE(amount_without_vat, 0) != COALESCE(amount_commission, 0) + COALESCE(amount_payable, 0))
            """
        )
        return self.env._("%s entries", f"{count:,}"), [
            self._difference("otop.ledger.entry", entry_id, self.env._("%s does not add up", name))
            for entry_id, name in rows
        ]

    def _check_origins(self):
        [(count,)] = self._rows(
            "SELECT COUNT(*) FROM otop_ledger_entry WHERE company_id = %(company)s AND origin_id IS NOT NULL"
        )
        rows = self._rows(
            """
            SELECT MAX(id), MIN(origin_name), COUNT(*)
              FROM otop_ledger_entry
             WHERE company_id = %(company)s AND origin_id IS NOT NULL
          GROUP BY origin_model, origin_id, producer_id
            HAVING COUNT(*) > 1
            """
        )
        return self.env._("%s sales", f"{count:,}"), [
            self._difference(
                "otop.ledger.entry", entry_id, self.env._("%(sale)s stands %(times)s times", sale=name, times=times)
            )
            for entry_id, name, times in rows
        ]

    def _check_settled_once(self):
        [(count,)] = self._rows(
            "SELECT COUNT(*) FROM otop_ledger_entry WHERE company_id = %(company)s AND settlement_id IS NOT NULL"
        )
        rows = self._rows(
            """
            SELECT e.id, COALESCE(e.origin_name, '#' || e.id), s.name
              FROM otop_ledger_entry e
              JOIN otop_settlement s ON s.id = e.settlement_id
             WHERE e.company_id = %(company)s
               AND (s.date_cancelled IS NOT NULL OR s.producer_id != e.producer_id
                    OR s.company_id != e.company_id OR e.date > s.date_to)
            """
        )
        return self.env._("%s settled entries", f"{count:,}"), [
            self._difference(
                "otop.ledger.entry",
                entry_id,
                self.env._("%(sale)s does not belong in %(settlement)s", sale=name, settlement=settlement),
            )
            for entry_id, name, settlement in rows
        ]

    def _check_proceeds(self):
        account = self.company_id.otop_proceeds_account_id.id or 0
        [(entries,)] = self._rows(
            """
            SELECT COALESCE(SUM(e.amount_without_vat), 0)
              FROM otop_ledger_entry e
              JOIN account_move m ON m.id = e.move_id AND m.state = 'posted'
         LEFT JOIN otop_settlement s ON s.id = e.settlement_id
             WHERE e.company_id = %(company)s AND e.kind IN ('sale', 'refund', 'allowance')
               AND e.mode IS DISTINCT FROM 'principal' AND s.date_confirmed IS NULL
            """
        )
        [(balance,)] = self._rows(
            """
            SELECT COALESCE(-SUM(balance), 0) FROM account_move_line
             WHERE company_id = %(company)s AND account_id = %(account)s AND parent_state = 'posted'
            """,
            account=account,
        )
        figure = self.env._(
            "Ledger %(ledger)s, books %(books)s", ledger=self._money(entries), books=self._money(balance)
        )
        if self._same(entries, balance):
            return figure, []
        rows = self._rows(
            """
            WITH told AS (
                SELECT move_id, SUM(amount) AS amount
                  FROM (SELECT e.move_id, e.amount_without_vat AS amount
                          FROM otop_ledger_entry e
                         WHERE e.company_id = %(company)s AND e.kind IN ('sale', 'refund', 'allowance') AND e.move_id IS NOT NULL
                           AND e.mode IS DISTINCT FROM 'principal'
                     UNION ALL
                        SELECT s.bill_id, -e.amount_without_vat
                          FROM otop_ledger_entry e
                          JOIN otop_settlement s ON s.id = e.settlement_id AND s.date_confirmed IS NOT NULL
                         WHERE e.company_id = %(company)s AND e.kind IN ('sale', 'refund', 'allowance')
                           AND e.mode IS DISTINCT FROM 'principal') part
              GROUP BY move_id
            ), booked AS (
                SELECT move_id, -SUM(balance) AS amount
                  FROM account_move_line
                 WHERE company_id = %(company)s AND account_id = %(account)s AND parent_state = 'posted'
              GROUP BY move_id
            )
            SELECT move.id, move.name, COALESCE(told.amount, 0), COALESCE(booked.amount, 0)
              FROM told FULL JOIN booked USING (move_id)
              JOIN account_move move ON move.id = move_id
             WHERE COALESCE(told.amount, 0) != COALESCE(booked.amount, 0)
          ORDER BY move.date, move.id
            """,
            account=account,
        )
        differences = [
            self._difference("account.move", move_id, name, self._money(told), self._money(booked))
            for move_id, name, told, booked in rows
        ]
        return figure, differences or [
            self._difference(
                "account.account",
                account,
                self.company_id.otop_proceeds_account_id.display_name,
                self._money(entries),
                self._money(balance),
            )
        ]

    def _check_bills(self):
        rows = self._rows(
            """
            SELECT s.id, s.name, s.amount_payable, s.amount_total, COALESCE(SUM(e.amount_payable), 0), s.date_confirmed,
                   CASE WHEN bill.state = 'posted' THEN bill.amount_total ELSE 0 END
              FROM otop_settlement s
         LEFT JOIN otop_ledger_entry e ON e.settlement_id = s.id
         LEFT JOIN account_move bill ON bill.id = s.bill_id
             WHERE s.company_id = %(company)s AND s.date_cancelled IS NULL
          GROUP BY s.id, bill.id
            """
        )
        differences = []
        for settlement_id, name, payable, total, entries, confirmed, bill in rows:
            if not self._same(payable, entries):
                differences.append(
                    self._difference(
                        "otop.settlement",
                        settlement_id,
                        self.env._("%s and its entries", name),
                        self._money(entries),
                        self._money(payable),
                    )
                )
            if confirmed and not self._same(total, bill):
                differences.append(
                    self._difference(
                        "otop.settlement",
                        settlement_id,
                        self.env._("%s and its bill", name),
                        self._money(total),
                        self._money(bill),
                    )
                )
        confirmed = [row for row in rows if row[5]]
        figure = self.env._(
            "%(count)s settlements %(total)s, bills %(bills)s",
            count=len(confirmed),
            total=self._money(sum(row[3] for row in confirmed)),
            bills=self._money(sum(row[6] for row in confirmed)),
        )
        return figure, differences

    def _check_units(self):
        # sudo: the auditor may not read the stock; he sees sums of pieces only
        products = (
            self.env["product.product"].sudo().with_context(active_test=False).search([("producer_id", "!=", False)])
        )
        units = products._otop_units(None, None, self.company_id)
        on_hand = dict(
            self._rows(
                """
                SELECT quant.product_id, SUM(quant.quantity)
                  FROM stock_quant quant
                  JOIN stock_location location ON location.id = quant.location_id
                  JOIN product_product product ON product.id = quant.product_id
                  JOIN product_template template ON template.id = product.product_tmpl_id
                 WHERE quant.company_id = %(company)s AND location.usage IN ('internal', 'transit')
                   AND quant.owner_id = template.producer_id
              GROUP BY quant.product_id
                """
            )
        )
        differences = [
            self._difference(
                "product.product",
                product.id,
                product.display_name,
                f"{float(units[product].closing):g}",
                f"{float(on_hand.get(product.id) or 0):g}",
            )
            for product in products
            if abs(float(units[product].closing) - float(on_hand.get(product.id) or 0)) > 0.0005
        ]
        figure = self.env._(
            "%(products)s products, %(pieces)s pieces on hand",
            products=f"{len(products):,}",
            pieces=f"{sum(on_hand.values()):,g}",
        )
        return figure, differences

    def _check_owners(self):
        rows = self._rows(
            """
            SELECT product.id, location.complete_name, SUM(quant.quantity)
              FROM stock_quant quant
              JOIN stock_location location ON location.id = quant.location_id
              JOIN product_product product ON product.id = quant.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE quant.company_id = %(company)s AND location.usage IN ('internal', 'transit')
               AND template.producer_id IS NOT NULL AND quant.owner_id IS DISTINCT FROM template.producer_id
          GROUP BY product.id, location.complete_name
            HAVING SUM(quant.quantity) != 0
            """
        )
        Product = self.env["product.product"].sudo()  # sudo: the auditor may not read the stock
        differences = [
            self._difference(
                "product.product",
                product_id,
                self.env._(
                    "%(product)s: %(pieces)s pieces in %(place)s without their producer",
                    product=Product.browse(product_id).display_name,
                    pieces=f"{quantity:g}",
                    place=place,
                ),
            )
            for product_id, place, quantity in rows
        ]
        rows = self._rows(
            """
            SELECT move.product_id, SUM(move.value)
              FROM stock_move move
              JOIN product_product product ON product.id = move.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE move.company_id = %(company)s AND move.state = 'done'
               AND template.producer_id IS NOT NULL AND COALESCE(move.value, 0) != 0
          GROUP BY move.product_id
            """
        )
        differences += [
            self._difference(
                "product.product",
                product_id,
                Product.browse(product_id).display_name,
                self._money(0),
                self._money(value),
            )
            for product_id, value in rows
        ]
        costly = Product.with_company(self.company_id).search([("producer_id", "!=", False)])
        differences += [
            self._difference(
                "product.product",
                product.id,
                self.env._("Cost of %s", product.display_name),
                self._money(0),
                self._money(product.standard_price),
            )
            for product in costly
            if product.standard_price
        ]
        return self.env._("%s products", f"{len(costly):,}"), differences

    def _check_refunds(self):
        rows = self._rows(
            """
            SELECT COALESCE(reversed_entry_id, id), MIN(origin_name), SUM(amount_commission), SUM(amount_payable),
                   SUM(amount_with_vat)
              FROM otop_ledger_entry
             WHERE company_id = %(company)s AND kind IN ('sale', 'refund', 'allowance')
          GROUP BY COALESCE(reversed_entry_id, id)
            HAVING SUM(quantity) = 0 AND COUNT(*) > 1
            """
        )
        return self.env._("%s sales wholly refunded", f"{len(rows):,}"), [
            self._difference(
                "otop.ledger.entry",
                entry_id,
                name,
                self._money(0),
                f"{self._money(commission)} + {self._money(payable)}",
            )
            for entry_id, name, commission, payable, with_vat in rows
            if commission or payable or with_vat
        ]
