from datetime import date

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .parallel import ParallelCommon


@tagged("post_install", "-at_install")
class TestIntakesAtOnce(ParallelCommon):
    """Two clerks who take goods in, in two real transactions that overlap."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["otop.registration"].create(
            {"producer_id": cls.producer_a.id, "name": "110190001", "date": "2026-01-01", "expiry_date": "2028-12-31"}
        ).action_record()
        cls.env.flush_all()
        cls.env.cr._cnx.commit()

    def _intake(self, product, quantity):
        intake = self.env["otop.intake"].with_user(self.clerk)
        return intake.create(
            {
                "producer_id": self.producer_a.id,
                "date": "2026-10-15",
                "line_ids": [Command.create({"product_id": product.id, "quantity": quantity})],
            }
        )

    def _confirm(self, intake):
        return lambda env: env["otop.intake"].browse(intake.id).action_confirm()

    def test_two_intakes_at_once_have_two_numbers(self):
        hat = self._product("Hat", self.producer_a, 107)
        intakes = [self._intake(hat, 10), self._intake(hat, 5)]
        self.commit()
        self.assertEqual(self.at_once(self.clerk, *map(self._confirm, intakes)), [True, True])
        self.assertEqual([intake.state for intake in intakes], ["done", "done"])
        one, other = sorted(int(intake.name.rsplit("-", 1)[1]) for intake in intakes)
        self.assertEqual(other - one, 1, "no number comes twice, and none is left out")
        self.assertEqual(hat.qty_available, 15)

    def test_one_intake_twice_at_once_is_received_once(self):
        bowl = self._product("Bowl", self.producer_a, 107)
        intake = self._intake(bowl, 10)
        self.commit()
        results = self.at_once(self.clerk, self._confirm(intake), self._confirm(intake))
        refusals = [result for result in results if isinstance(result, UserError)]
        self.assertEqual(len(refusals), 1)
        self.assertEqual((intake.state, bowl.qty_available), ("done", 10))
        self.assertEqual(self.env["stock.picking"].search_count([("origin", "=", intake.name)]), 1)

    def _numbers(self, code, day, company):
        def number(env):
            return env["ir.sequence"]._otop_next(code, day, env["res.company"].browse(company.id))

        return sorted(int(name.rsplit("-", 1)[1]) for name in self.at_once(self.clerk, number, number))

    def test_the_first_number_of_a_year_comes_once(self):
        for code in ("otop.intake", "otop.agreement"):  # without gaps, and with
            self.env["ir.sequence"]._otop_next(code, date(2026, 10, 15), self.company)
            self.commit()
            with self.subTest(code=code):
                self.assertEqual(self._numbers(code, date(2031, 10, 1), self.company), [1, 2])
                periods = self.env["ir.sequence.date_range"].search(
                    [("sequence_id.code", "=", code), ("date_from", "=", "2031-10-01")]
                )
                self.assertEqual(len(periods), 1)

    def test_the_first_number_of_a_centre_comes_once(self):
        centre = self.env["res.company"].create({"name": "Centre of two clerks", "otop_code": "TWO"})
        self.clerk.company_ids |= centre
        self.commit()
        self.assertEqual(self._numbers("otop.intake", date(2026, 10, 15), centre), [1, 2])
        series = [("company_id", "=", centre.id), ("code", "=", "otop.intake")]
        self.assertEqual(self.env["ir.sequence"].search_count(series), 1)
