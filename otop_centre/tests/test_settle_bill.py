from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.settle.otop_settlement_bill import BillLine
from .test_settle_settlement import SettleCommon


@tagged("post_install", "-at_install")
class TestBill(SettleCommon):
    """The entries of brief 4.6 and 4.7, a label of 107 baht at 20 %."""

    def _registered(self, **agreement):
        producer = self._producer("Registered", "TV01", is_vat_registered=True)
        self._agreement(producer, 20, **agreement)
        return producer, self._product("Hat", producer, 107)

    def test_4_agent_unregistered(self):
        self._sell(self.scarf)
        self.assertBill(
            self._settle(self.producer_a),
            [
                ("212100", 0.00, 80.00),
                ("212500", 100.00, 0.00),
                ("411500", 0.00, 20.00),
            ],
        )
        self.assertProceedsTied()

    def test_another_sum_on_the_bill_confirms_nothing(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a, confirm=False)
        lines = {settlement.id: [BillLine("proceeds", False, 99), BillLine("commission", False, -20)]}
        with (
            patch.object(type(settlement), "_bill_lines", lambda _self: lines),
            self.assertRaisesRegex(UserError, "Nothing was confirmed"),
            self.cr.savepoint(),
        ):
            settlement.with_user(self.manager).action_confirm()
        self.assertEqual(settlement.state, "draft")

    def test_4b_agent_registered(self):
        producer, hat = self._registered()
        self._sell(hat)
        settlement = self._settle(producer)
        self.assertBill(
            settlement,
            [
                ("114200", 5.60, 0.00),
                ("212100", 0.00, 85.60),
                ("212500", 100.00, 0.00),
                ("411500", 0.00, 20.00),
            ],
        )
        self.assertEqual((settlement.amount_payable, settlement.amount_producer_vat), (80, 5.60))

    def test_4c_centre_without_vat(self):
        self.company.otop_vat_regime_ids.regime = "none"
        self.scarf.taxes_id = False
        self._sell(self.scarf)
        self.assertBill(
            self._settle(self.producer_a),
            [
                ("212100", 0.00, 85.60),
                ("212500", 107.00, 0.00),
                ("411500", 0.00, 21.40),
            ],
        )

    def test_4d_price_included_unregistered(self):
        producer = self._producer("Included", "TV02")
        self._agreement(producer, 20, commission_base="price_included")
        self._sell(self._product("Hat", producer, 107))
        self.assertBill(
            self._settle(producer),
            [
                ("212100", 0.00, 85.60),
                ("212500", 100.00, 0.00),
                ("411500", 0.00, 14.40),
            ],
        )

    def test_principal(self):
        producer = self._producer("Principal", "TV03")
        self._agreement(producer, 20, mode="principal")
        self._sell(self._product("Hat", producer, 107))
        self.assertBill(
            self._settle(producer),
            [
                ("212100", 0.00, 80.00),
                ("511100", 80.00, 0.00),
            ],
        )

    def test_principal_registered(self):
        producer, hat = self._registered(mode="principal")
        self._sell(hat)
        self.assertBill(
            self._settle(producer),
            [
                ("114200", 5.60, 0.00),
                ("212100", 0.00, 85.60),
                ("511100", 80.00, 0.00),
            ],
        )

    def test_exempt_goods_of_a_registered_producer_bear_no_vat(self):
        producer, hat = self._registered()
        rice = self._product("Rice", producer, 100, vat_class="exempt")
        rice.taxes_id = False
        self._sell(hat)
        self._sell(rice)
        settlement = self._settle(producer)
        self.assertEqual((settlement.amount_payable, settlement.amount_producer_vat), (160, 5.60))
        self.assertAlmostEqual(settlement.bill_id.amount_total, 165.60)
        self.assertProceedsTied()

    def test_satang_come_out_whatever_the_rounding(self):
        """Amounts that do not divide, with both of Odoo's rounding methods."""
        producer, hat = self._registered()
        for method in ("round_per_line", "round_globally"):
            with self.subTest(method=method):
                self.company.tax_calculation_rounding_method = method
                for amount in (0.33, 10.01, 33.33, 99.99, 1234.57):
                    self._sell(hat, 1, amount)
                settlement = self._settle(producer)
                self.assertAlmostEqual(settlement.bill_id.amount_total, settlement.amount_total, 2)
                self.assertAlmostEqual(settlement.amount_producer_vat, settlement.amount_payable * 0.07, delta=0.011)
                self.assertProceedsTied()

    def test_refund_alone_with_sales_of_others(self):
        """A refund nets against the month's sales on one bill."""
        sale = self._sell(self.scarf)
        self._sell(self.bag)
        self._sell(self.scarf, -1, days=1, reversed_entry_id=sale.id, **sale._refund_amounts(1))
        self.assertBill(
            self._settle(self.producer_a),
            [
                ("212100", 0.00, 160.00),
                ("212500", 200.00, 0.00),
                ("411500", 0.00, 40.00),
            ],
        )
