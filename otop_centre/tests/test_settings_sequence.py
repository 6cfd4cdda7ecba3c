from datetime import date

from odoo.tests import tagged

from .common import OtopCommon


@tagged("post_install", "-at_install")
class TestSequence(OtopCommon):
    """Numbers of the centre's papers: ST70-00001, one series a centre and Thai fiscal year."""

    def _take(self, code, count, day=date(2026, 10, 31)):
        return self.env["ir.sequence"]._otop_next_many(code, day, self.company, count)

    def _queries(self, work):
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        work()
        return self.env.cr.sql_log_count - before

    def test_many_numbers_follow_each_other(self):
        [first] = self._take("otop.settlement", 1)
        start = int(first[5:])
        names = self._take("otop.settlement", 3)
        self.assertEqual(names, [f"ST70-{start + step:05}" for step in (1, 2, 3)])
        self.assertEqual(
            self.env["ir.sequence"]._otop_next("otop.settlement", date(2026, 10, 1), self.company),
            f"ST70-{start + 4:05}",
        )
        self.assertEqual(self._take("otop.settlement", 0), [])

    def test_a_series_that_may_have_gaps_also_rises(self):
        numbers = [int(name[5:]) for name in self._take("otop.agreement", 3)]
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 3)))

    def test_a_hundred_numbers_cost_as_many_queries_as_ten(self):
        for code in ("otop.settlement", "otop.agreement"):
            self._take(code, 1)
            with self.subTest(code=code):
                ten = self._queries(lambda code=code: self._take(code, 10))
                hundred = self._queries(lambda code=code: self._take(code, 100))
                self.assertEqual(ten, hundred)
                self.assertLessEqual(hundred, 4)

    def test_numbers_of_many_agreements_cost_no_query_each(self):
        def queries(count, prefix):
            producers = [self._producer(f"{prefix} {n}", f"{prefix}{n:03}") for n in range(count)]
            drafts = self.env["otop.agreement"].create(
                [
                    {"producer_id": producer.id, "date_start": "2026-10-01", "commission_rate": 20}
                    for producer in producers
                ]
            )
            self.env.flush_all()
            numbers = {}
            used = self._queries(lambda: numbers.update(drafts._next_numbers()))
            self.assertEqual(len(set(numbers.values())), count)
            return used

        self._take("otop.agreement", 1)
        self.assertEqual(queries(4, "QA"), queries(20, "QB"))
