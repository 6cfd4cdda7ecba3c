from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

from odoo import SUPERUSER_ID, api
from odoo.addons.otop_centre.tools.sale_facts import SaleFacts
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import mute_logger
from psycopg2.errors import SerializationFailure

ORIGIN = "otop.test.concurrent"


@tagged("post_install", "-at_install")
class TestRefundConcurrency(BaseCase):
    """Tills that refund one line at the same moment, each on a connection of its own. What they write is
    committed, as in life, and taken away afterwards."""

    def setUp(self):
        super().setUp()
        # a cursor of the database, not the one that tests share
        self.database = db_connect(get_db_name())
        self.addCleanup(self._forget)
        with self._env() as env:
            company = env.ref("base.main_company")
            producer = env["res.partner"].create(
                {"name": "Concurrent", "is_otop_producer": True, "producer_code": "TC99"}
            )
            product = env["product.product"].create(
                {"name": "Concurrent scarf", "producer_id": producer.id, "list_price": 107, "is_storable": True}
            )
            self.company_id, self.producer_id, self.product_id = company.id, producer.id, product.id
            self.sale_id = self._write(env, 1, 1).id
            env.cr.commit()

    def _env(self):
        test = self

        class Own:
            def __enter__(self):
                self.cr = test.database.cursor()
                return api.Environment(self.cr, SUPERUSER_ID, {})

            def __exit__(self, *_error):
                self.cr.close()

        return Own()

    def _write(self, env, origin_id, pieces, **facts):
        return env["otop.ledger.entry"]._post(
            [
                SaleFacts(
                    kind="sale" if pieces > 0 else "refund",
                    channel="pos",
                    company_id=self.company_id,
                    product_id=self.product_id,
                    quantity=pieces,
                    amount_with_vat=pieces * 107,
                    amount_vat=pieces * 7,
                    amount_without_vat=pieces * 100,
                    date_time=datetime(2026, 10, 15, 5),
                    origin_model=ORIGIN,
                    origin_id=origin_id,
                    origin_name=f"Ticket {origin_id}",
                    **facts,
                )
            ]
        )

    def _forget(self):
        with self.database.cursor() as cr:
            cr.execute(
                "DELETE FROM otop_ledger_hold WHERE entry_id IN (SELECT id FROM otop_ledger_entry WHERE origin_model = %s)",
                [ORIGIN],
            )
            cr.execute(
                "DELETE FROM otop_ledger_entry WHERE origin_model = %s AND reversed_entry_id IS NOT NULL", [ORIGIN]
            )
            cr.execute("DELETE FROM otop_ledger_entry WHERE origin_model = %s", [ORIGIN])
            cr.execute("SELECT product_tmpl_id FROM product_product WHERE id = %s", [self.product_id])
            templates = cr.fetchall()
            cr.execute("DELETE FROM product_product WHERE id = %s", [self.product_id])
            cr.execute("DELETE FROM product_template WHERE id IN %s", [tuple(row[0] for row in templates) or (0,)])
            cr.execute("DELETE FROM res_partner WHERE id = %s", [self.producer_id])
            cr.commit()  # pylint: disable=invalid-commit

    def _refund(self, till, ready):
        """One till: reads, meets the others, writes; Odoo tries a request again after a serialization failure.

        :return: how many times it was tried again
        """
        for again in range(10):
            with self._env() as env:
                try:
                    env.cr.execute("SELECT 1")  # the view of the transaction is taken now
                    if not again:
                        ready.wait(20)
                    self._write(env, 100 + till, -1, reversed_entry_id=self.sale_id)
                    env.flush_all()
                    env.cr.commit()
                    return again
                except SerializationFailure:
                    env.cr.rollback()
        raise AssertionError("never came through")

    def test_one_piece_comes_back_once(self):
        """Six tills refund the same piece in the same moment: one refund stands, five wait for a manager."""
        tills = range(6)
        ready = Barrier(len(tills))
        with mute_logger("odoo.sql_db"), ThreadPoolExecutor(len(tills)) as pool:
            tries = list(pool.map(lambda till: self._refund(till, ready), tills))
        self.assertGreater(sum(tries), 0, "the tills have not met")
        with self._env() as env:
            refunds = env["otop.ledger.entry"].search([("reversed_entry_id", "=", self.sale_id)])
            self.assertEqual(len(refunds), 6)
            reasons = refunds.hold_ids.mapped("reason")
            # the sale of a producer without agreement is held, and so are its refunds, for that reason
            self.assertEqual(sum("More pieces were refunded" in reason for reason in reasons), 5)
            self.assertEqual(refunds.reversed_entry_id.refund_count, 6)
