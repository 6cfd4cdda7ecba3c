from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.terms import AGENT, Terms, narrowest


class OtopAgreement(models.Model):
    """Which terms held for an event: the one answer for the ledger, the books and the intake.

    The event's own day decides: a ticket's time, an invoice's date. A refund keeps the terms of
    its sale, which its sale's entry has frozen, and is not asked for here.
    """

    _inherit = "otop.agreement"

    def _covers(self, date):
        return self.date_start <= date and (not self.date_end or date <= self.date_end)

    @api.model
    def _find(self, producer, date, company):
        """The agreement that covers `date` (local day), or an empty recordset."""
        domain = Domain("producer_id", "=", producer.id) & Domain("company_id", "=", company.id)
        return self.search(
            domain
            & Domain("state", "in", ("confirmed", "done"))
            & Domain("date_start", "<=", date)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", date)),
            limit=1,
        )

    @api.model
    def _terms(self, company, events):
        """The terms of many sales at once, in a fixed number of queries.

        :param events: list of (product, local day, channel)
        :return: list of `Terms`, in the order of `events`
        """
        # sudo: a cashier or an accountant may read no agreement, yet what is sold follows it
        self = self.sudo()
        producers = self.env["res.partner"].union(*(product.producer_id for product, _day, _channel in events))
        producers.sudo().vat_registration_ids.fetch(["date_from", "date_to"])
        by_producer = self.search(
            [
                ("producer_id", "in", producers.ids),
                ("company_id", "=", company.id),
                ("state", "in", ("confirmed", "done")),
            ],
            order="date_start desc",
        ).grouped("producer_id")
        by_producer = {producer.id: agreements for producer, agreements in by_producer.items()}
        return [
            self._terms_of_sale(company, by_producer.get(product.producer_id.id, self), product, day, channel)
            for product, day, channel in events
        ]

    @api.model
    def _terms_of_sale(self, company, agreements, product, day, channel):
        """The shop never stops because of the office: goods on the shelf are sold on the last terms known,
        and the entry waits for a manager."""
        agreement = next((agreement for agreement in agreements if agreement._covers(day)), self.browse())
        hold_reason = ""
        if not agreement:
            agreement = next((agreement for agreement in agreements if agreement.date_start <= day), agreements[-1:])
            hold_reason = self._why_held(agreement, product, day)
        line_id, rate = self._rate(agreement, product, channel)
        vat_regime, vat_rate = company._otop_vat_on(day)
        return Terms(
            agreement_id=agreement.id or 0,
            agreement_line_id=line_id,
            mode=agreement.mode or AGENT,
            commission_rate=rate,
            commission_base=agreement.commission_base or "price_excluded",
            vat_regime=vat_regime,
            is_producer_vat_registered=product.producer_id._otop_vat_registered_on(day),
            vat_rate=vat_rate,
            hold_reason=hold_reason,
        )

    def _rate(self, agreement, product, channel):
        """:return: (id of the exception or 0, percent)"""
        if not agreement:
            category = product.otop_subtype_id or product.otop_category_id
            return 0, category.commission_rate
        scope = narrowest(
            agreement.line_ids._scopes(),
            product.product_tmpl_id.id,
            product.otop_subtype_id.id,
            product.otop_category_id.id,
            channel,
        )
        return (scope.line_id, scope.rate) if scope else (0, agreement.commission_rate)

    def _why_held(self, agreement, product, day):
        if agreement:
            return self.env._(
                "No agreement ran on %(date)s; the terms of %(agreement)s were taken.",
                date=format_date(self.env, day),
                agreement=agreement.display_name,
            )
        if product.otop_category_id:
            return self.env._("This producer has no agreement; the usual commission of the category was taken.")
        return self.env._("This producer has no agreement and the product no category; no commission was taken.")
