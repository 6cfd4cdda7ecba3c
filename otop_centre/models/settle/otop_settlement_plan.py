from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ...tools.consignment import money
from ...tools.settlement_plan import Candidate, SettlementPlan

AMOUNTS = ("minimum", "amount_with_vat", "amount_payable", "amount_held", "amount_till", "amount_later")


class OtopSettlement(models.Model):
    """From the open entries to drafts: one look at the ledger, one statement that claims them."""

    _inherit = "otop.settlement"

    @api.model
    def _plan(self, company, date_to, producers=None, ignore_minimum=False, ignore_cycle=False):
        """Look at the open entries of every producer, in one query.

        :param producers: only these; None is everybody with an agreement or open entries
        :return: `SettlementPlan`, the included first, then by producer
        """
        rows = [] if producers is not None and not producers else self._plan_rows(company, date_to, producers)
        # the driver gives numeric columns as floats: satang again before anything is compared
        candidates = [
            candidate._replace(**{name: money(getattr(candidate, name)) for name in AMOUNTS})
            for candidate in (Candidate(*row) for row in rows)
        ]
        return SettlementPlan(candidates, date_to, ignore_minimum, ignore_cycle)

    @api.model
    def _plan_rows(self, company, date_to, producers):
        for model in ("otop.ledger.entry", "otop.settlement", "otop.agreement", "res.partner"):
            self.env[model].flush_model()
        return self.env.execute_query(
            SQL(
                """
                WITH open_entry AS (
                    SELECT e.*,
                           CASE WHEN e.date > %(date_to)s THEN 'later'
                                WHEN e.is_held THEN 'held'
                                WHEN %(free)s THEN 'free'
                                ELSE 'till' END AS part
                      FROM otop_ledger_entry e
                     WHERE e.settlement_id IS NULL AND e.company_id = %(company)s AND %(entry_producers)s
                ), total AS (
                    SELECT producer_id,
                           (ARRAY_AGG(agreement_id ORDER BY date DESC, id DESC) FILTER (WHERE part = 'free'))[1] AS agreement_id,
                           MIN(date) FILTER (WHERE part = 'free') AS date_first,
                           COUNT(*) FILTER (WHERE part = 'free') AS free_count,
                           SUM(amount_with_vat) FILTER (WHERE part = 'free') AS free_with_vat,
                           SUM(amount_payable) FILTER (WHERE part = 'free') AS free_payable,
                           COUNT(*) FILTER (WHERE part = 'held') AS held_count,
                           SUM(amount_payable) FILTER (WHERE part = 'held') AS held_payable,
                           COUNT(*) FILTER (WHERE part = 'till') AS till_count,
                           SUM(amount_payable) FILTER (WHERE part = 'till') AS till_payable,
                           COUNT(*) FILTER (WHERE part = 'later') AS later_count,
                           SUM(amount_payable) FILTER (WHERE part = 'later') AS later_payable
                      FROM open_entry
                  GROUP BY producer_id
                )
                SELECT partner.id, total.agreement_id, agreement.settlement_cycle, draft.name,
                       COALESCE(agreement.minimum_payout, %(minimum)s::numeric), total.date_first,
                       COALESCE(free_count, 0), COALESCE(free_with_vat, 0), COALESCE(free_payable, 0),
                       COALESCE(held_count, 0), COALESCE(held_payable, 0),
                       COALESCE(till_count, 0), COALESCE(till_payable, 0),
                       COALESCE(later_count, 0), COALESCE(later_payable, 0)
                  FROM res_partner partner
             LEFT JOIN total ON total.producer_id = partner.id
             LEFT JOIN otop_agreement agreement ON agreement.id = total.agreement_id
             LEFT JOIN otop_settlement draft
                    ON draft.producer_id = partner.id AND draft.company_id = %(company)s
                   AND draft.date_confirmed IS NULL AND draft.date_cancelled IS NULL
                 WHERE %(partner_producers)s
                   AND (total.producer_id IS NOT NULL
                        OR EXISTS (SELECT 1 FROM otop_agreement a
                                    WHERE a.producer_id = partner.id AND a.company_id = %(company)s
                                      AND a.state IN ('confirmed', 'done')))
              ORDER BY partner.complete_name, partner.id
                """,
                date_to=date_to,
                company=company.id,
                minimum=company.otop_minimum_payout,
                free=self.env["otop.ledger.entry"]._booked_sql("e"),
                entry_producers=SQL("e.producer_id IN %s", tuple(producers.ids)) if producers else SQL("TRUE"),
                partner_producers=SQL("partner.id IN %s", tuple(producers.ids)) if producers else SQL("TRUE"),
            )
        )

    @api.model
    def _generate(self, company, producers, date_to, ignore_minimum=False, ignore_cycle=False):
        """Make drafts for those of `producers` who have something to settle up to `date_to`.

        Set-based, and safe to run again: what is settled is no longer open, and a producer whose draft waits
        is left out.

        :return: the new drafts
        """
        candidates = self._plan(company, date_to, producers, ignore_minimum, ignore_cycle).included
        if not candidates:
            return self.browse()
        agreements = self.env["otop.agreement"].browse(candidate.agreement_id for candidate in candidates)
        self._lock_agreements(agreements)
        last_to = dict(
            self._read_group(
                [
                    ("company_id", "=", company.id),
                    ("producer_id", "in", [candidate.producer_id for candidate in candidates]),
                    ("date_cancelled", "=", False),
                ],
                ["producer_id"],
                ["date_to:max"],
            )
        )
        last_to = {producer.id: day for producer, day in last_to.items()}
        names = self.env["ir.sequence"]._otop_next_many("otop.settlement", date_to, company, len(candidates))
        vals_list = [
            {
                "name": name,
                "company_id": company.id,
                "producer_id": candidate.producer_id,
                "agreement_id": agreement.id,
                "date_from": agreement._period_start(candidate.date_first, date_to, last_to.get(candidate.producer_id)),
                "date_to": date_to,
                "date_due": date_to + timedelta(days=company.otop_payment_days),
            }
            for name, candidate, agreement in zip(names, candidates, agreements, strict=True)
        ]
        settlements = self._unsealed().with_context(tracking_disable=True).create(vals_list).with_env(self.env)
        self.env["otop.ledger.entry"]._claim(settlements)
        settlements._refresh_amounts()
        return settlements

    @api.model
    def _lock_agreements(self, agreements):
        """Two people who settle the same producer of the same centre collide here, whatever they have read: the
        second is tried again and finds the draft of the first. An agreement is one producer's with one centre,
        so two centres never wait for each other."""
        self.env.cr.execute(
            SQL("UPDATE otop_agreement SET write_date = write_date WHERE id IN %s", tuple(agreements.ids) or (0,)),
            log_exceptions=False,
        )
