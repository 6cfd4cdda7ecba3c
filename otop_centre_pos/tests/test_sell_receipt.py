from odoo.tests import tagged

from .common import OtopPosCommon


@tagged("post_install", "-at_install")
class TestSellReceipt(OtopPosCommon):
    """What the paper of a till is called."""

    def test_a_till_prints_plain_receipts_until_it_is_approved(self):
        self.company.otop_vat_regime = "own_name"
        self.assertEqual(self.till.otop_receipt_kind, "receipt")
        self.till.is_otop_tax_receipt_allowed = True
        self.assertEqual(self.till.otop_receipt_kind, "tax_receipt")

    def test_a_centre_without_vat_never_prints_a_tax_invoice(self):
        self.till.is_otop_tax_receipt_allowed = True
        self.company.otop_vat_regime = "none"
        self.assertEqual(self.till.otop_receipt_kind, "receipt")

    def test_the_title_reaches_the_till(self):
        self.till.is_otop_tax_receipt_allowed = True
        (values,) = self._open().with_user(self.cashier).load_data([])["pos.config"]
        self.assertEqual(values["otop_receipt_kind"], "tax_receipt")
