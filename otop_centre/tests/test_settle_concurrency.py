from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import tagged

from .test_settle_settlement import SettleCommon


@tagged("post_install", "-at_install")
class TestConcurrency(SettleCommon):
    """Two people at one producer. The other one works in a transaction of his own."""

    def _other_cursor(self):
        cr = db_connect(self.env.cr.dbname).cursor()
        cr.execute("SET LOCAL lock_timeout = '2s'")
        return cr

    def test_producer_who_is_being_settled_is_left_out(self):
        self._sell(self.scarf)
        # stands in the database and is not touched here, so that another transaction can lock it
        admin = self.env.ref("base.user_admin").partner_id
        self._agreement(admin, 20)
        hat = self._product("Hat", self.producer_a, 107)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE product_template SET producer_id = %s WHERE id = %s", [admin.id, hat.product_tmpl_id.id]
        )
        self.env.invalidate_all()
        self._sell(hat)
        wizard = self._wizard([self.producer_a, admin])
        with self._other_cursor() as other:
            other.execute("SELECT id FROM res_partner WHERE id = %s FOR NO KEY UPDATE", [admin.id])
            wizard.action_generate()
            self.assertEqual(wizard.line_ids.settlement_id.producer_id, self.producer_a)
            with self.assertRaisesRegex(UserError, "by somebody else"):
                self._wizard([admin]).action_generate()
            other.rollback()
        wizard = self._wizard([admin])
        wizard.action_generate()
        self.assertEqual(wizard.line_ids.settlement_id.amount_payable, 80)

    def test_till_may_sell_while_the_office_settles(self):
        """The lock on a producer leaves foreign keys free: a sale does not wait."""
        admin = self.env.ref("base.user_admin").partner_id
        with self._other_cursor() as settling, self._other_cursor() as till:
            settling.execute("SELECT id FROM res_partner WHERE id = %s FOR NO KEY UPDATE", [admin.id])
            till.execute("SELECT id FROM res_partner WHERE id = %s FOR KEY SHARE", [admin.id])
            self.assertEqual(till.fetchone(), (admin.id,))
            till.rollback()
            settling.rollback()
