"""What every rule of the integrity check is: a question, its figure, what does not fit."""

from typing import NamedTuple

from odoo.tools import SQL, format_amount


class Finding(NamedTuple):
    """Something that does not fit.

    :param str model: technical name of the record to look at
    :param int record_id: its id
    :param str name: one sentence: what, what was found, what was expected
    :param str hint: what to do next, in one sentence; empty where looking at the record says it
    """

    model: str
    record_id: int
    name: str
    hint: str = ""


class Rule:
    """One invariant of one centre, re-derived from scratch by set-based SQL.

    A rule reads and never repairs: a difference is for somebody to explain. Its docstring says the
    transformation that it repeats. It must stay silent on ordinary work, whatever the order of steps,
    and must speak for each corruption of its kind; tests hold both.

    :cvar str code: its name for ever, also in exported results
    """

    code = ""

    def __init__(self, env, company):
        self.env, self.company = env, company

    def title(self):
        """The rule as a sentence that a manager understands."""
        raise NotImplementedError(self.code)

    def check(self):
        """Look at everything.

        :return: (figure to show beside the rule, list of `Finding`)
        """
        raise NotImplementedError(self.code)

    # ------------------------------------------------------------------ helpers

    def rows(self, code, **values):
        return self.env.execute_query(SQL(code, company=self.company.id, **values))

    def wrong_entries(self, condition, joins=None):
        """One pass over the ledger of the centre: how many entries, and which of them are wrong.

        :param SQL condition: of a wrong entry `e`
        :param SQL joins: what the condition needs beside `e`
        :return: (count, [(id, name)])
        """
        [(count, wrong)] = self.rows(
            """
            SELECT COUNT(*), ARRAY_AGG(e.id ORDER BY e.id) FILTER (WHERE %(condition)s)
              FROM otop_ledger_entry e
              %(joins)s
             WHERE e.company_id = %(company)s
            """,
            condition=condition,
            joins=joins or SQL(),
        )
        names = self.rows(
            "SELECT id, COALESCE(origin_name, '#' || id) FROM otop_ledger_entry WHERE id = ANY(%(ids)s) ORDER BY id",
            ids=wrong or [],
        )
        return count, names

    def money(self, amount):
        return format_amount(self.env, amount or 0, self.company.currency_id)

    def is_same(self, one, other):
        return not self.company.currency_id.compare_amounts(float(one or 0), float(other or 0))

    def finding(self, model, record_id, what, expected=None, found=None, hint=""):
        name = what
        if expected is not None:
            name = self.env._("%(what)s: %(found)s instead of %(expected)s", what=what, found=found, expected=expected)
        return Finding(model, record_id, name, hint)
