import threading
from concurrent.futures import ThreadPoolExecutor

from odoo import api
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.sql_db import Savepoint, db_connect
from odoo.tests.common import get_db_name
from odoo.tools import SQL
from psycopg2 import IntegrityError

from .test_pay_settlement import PayCommon


class ParallelCommon(PayCommon):
    """Two people at once, each with a connection and a transaction of his own, as two workers serve them.

    What the test writes is committed, so that the others see it; afterwards every row that came is deleted."""

    @classmethod
    def setUpClass(cls):
        before = cls._remember()
        cls.addClassCleanup(cls._forget, before)
        super().setUpClass()
        cls.env.flush_all()
        cls.env.cr._cnx.commit()

    @classmethod
    def _cursor(cls):
        return db_connect(get_db_name()).cursor()

    @classmethod
    def _remember(cls):
        """The last id of every table, and the settings of the company, which the fixtures change."""
        with cls._cursor() as cr:
            cr.execute(
                "SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t"
                " USING (table_schema, table_name) WHERE c.table_schema = 'public' AND c.column_name = 'id'"
                " AND t.table_type = 'BASE TABLE' AND c.data_type IN ('integer', 'bigint')"
            )
            tables = [table for (table,) in cr.fetchall()]
            last = {}
            for table in tables:
                cr.execute(SQL("SELECT COALESCE(MAX(id), 0) FROM %s", SQL.identifier(table)))
                [last[table]] = cr.fetchone()
            cr.execute("CREATE TABLE otop_test_company AS SELECT * FROM res_company")
            return last

    @classmethod
    def _forget(cls, last):
        with cls._cursor() as cr:
            # no foreign key or trigger stands in the way of taking rows away in any order
            cr.execute("SET LOCAL session_replication_role = replica")
            for table, top in last.items():
                cr.execute(SQL("DELETE FROM %s WHERE id > %s", SQL.identifier(table), top))
            cr.execute(
                "UPDATE res_company company SET otop_minimum_payout = was.otop_minimum_payout FROM otop_test_company was WHERE was.id = company.id"
            )
            cr.execute("DROP TABLE otop_test_company")
            # links without an id of their own, to rows that are gone
            cr.execute(
                "SELECT own_table.relname, att.attname, target.relname FROM pg_constraint con"
                " JOIN pg_class own_table ON own_table.oid = con.conrelid"
                " JOIN pg_class target ON target.oid = con.confrelid"
                " JOIN pg_attribute att ON att.attrelid = con.conrelid AND att.attnum = con.conkey[1]"
                " WHERE con.contype = 'f' AND own_table.relname ~ '^[a-z0-9_]+$' AND NOT EXISTS (SELECT 1 FROM pg_attribute own"
                " WHERE own.attrelid = con.conrelid AND own.attname = 'id')"
            )
            for table, column, target in cr.fetchall():
                cr.execute(
                    SQL(
                        "DELETE FROM %s link WHERE NOT EXISTS (SELECT 1 FROM %s t WHERE t.id = link.%s)",
                        SQL.identifier(table),
                        SQL.identifier(target),
                        SQL.identifier(column),
                    )
                )

    def commit(self):
        """Show to the others what this test has written so far."""
        self.env.flush_all()
        self._end_transaction()

    def _end_transaction(self):
        # the savepoint that the test would go back to ends with the transaction
        for cleanup, _args, _kwargs in self._cleanups:
            if isinstance(getattr(cleanup, "__self__", None), Savepoint):
                cleanup.__self__.closed = True
        self.env.cr._cnx.commit()
        self.env.invalidate_all()

    def at_once(self, user, *works):
        """Each `work(env)` begins before any of them has written, and is tried again as Odoo tries a request again.

        :return: what each gave, or the refusal it met
        """
        start = threading.Barrier(len(works), timeout=30)

        def run(work):
            for attempt in range(5):
                with self._cursor() as cr:
                    env = api.Environment(cr, user.id, {"tz": "Asia/Bangkok"})
                    cr.execute("SELECT COUNT(*) FROM otop_settlement")  # the view of the database begins here
                    if not attempt:
                        start.wait()
                    try:
                        result = work(env)
                        env.flush_all()
                        cr.commit()  # pylint: disable=invalid-commit
                        return result
                    except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                        cr.rollback()
                    except (UserError, IntegrityError) as refusal:
                        cr.rollback()
                        return refusal
            raise AssertionError("five times in conflict")

        with ThreadPoolExecutor(len(works)) as pool:
            results = list(pool.map(run, works))
        self._end_transaction()
        return results
