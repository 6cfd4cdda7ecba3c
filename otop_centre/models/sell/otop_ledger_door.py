from dataclasses import replace

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ...tools.consignment import exact, money
from ...tools.entry_kinds import KINDS


class OtopLedgerEntry(models.Model):
    """The one door to the ledger: what has just happened becomes entries, once."""

    _inherit = "otop.ledger.entry"

    @api.model
    def _post(self, facts_list):
        """Write the entries of what has just happened, once.

        Called in the transaction of the sale. An origin that already stands in the ledger is passed over,
        so a retried sync writes nothing new; the unique index is the last word.

        :param facts_list: list of `SaleFacts`, the channel's facts only
        :return: the new entries
        """
        ledger = self._unsealed()
        known = ledger._known_origins(facts_list)
        facts_list = [facts for facts in facts_list if facts.origin not in known]
        if not facts_list:
            return self.browse()
        ledger._read_products(facts_list)
        left = ledger._lock_sales([facts.reversed_entry_id for facts in facts_list if facts.reversed_entry_id])
        terms = ledger._terms_of(facts_list)
        vals_list, reasons = [], []
        for facts in facts_list:
            vals = ledger._frozen_values(facts)
            if facts.reversed_entry_id:
                vals |= ledger._reversal_values(facts, left)
            elif KINDS[facts.kind].is_traded:
                vals |= ledger._sale_values(facts, terms[facts.origin])
            else:
                vals |= {"amount_commission": 0, "amount_payable": money(facts.amount_without_vat)}
            reasons.append(vals.pop("hold", None))
            vals_list.append(vals | {"is_held": bool(reasons[-1])})
        entries = ledger.create(vals_list)
        ledger.env["otop.ledger.hold"]._open(
            [(entry, *reason) for entry, reason in zip(entries, reasons, strict=True) if reason]
        )
        return entries.with_env(self.env)

    def _known_origins(self, facts_list):
        rows = self._read_group(
            [
                ("origin_model", "in", list({facts.origin_model for facts in facts_list})),
                ("origin_id", "in", [facts.origin_id for facts in facts_list]),
            ],
            ["origin_model", "origin_id"],
        )
        return set(rows)

    def _read_products(self, facts_list):
        """Read what the events freeze of their goods for all of them at once; one by one each would be asked for."""
        products = self.env["product.product"].browse({facts.product_id for facts in facts_list if facts.product_id})
        products.mapped("producer_id")
        products.mapped("product_tmpl_id.star_ids.star")

    def _of_facts(self, facts):
        """(centre, its product, its day) of an event."""
        company = self.env["res.company"].browse(facts.company_id)
        product = self.env["product.product"].browse(facts.product_id or []).with_company(company)
        return company, product, company._otop_day(facts.date_time)

    def _terms_of(self, facts_list):
        """The terms of the events that do not take theirs from a sale: {origin: Terms}."""
        fresh = [facts for facts in facts_list if KINDS[facts.kind].is_traded and not facts.reversed_entry_id]
        terms = {}
        for company_id in dict.fromkeys(facts.company_id for facts in fresh):
            rows = [facts for facts in fresh if facts.company_id == company_id]
            asked = [(product, day, facts.channel) for facts in rows for _c, product, day in [self._of_facts(facts)]]
            found = self.env["otop.agreement"]._terms(self.env["res.company"].browse(company_id), asked)
            terms |= {facts.origin: of_sale for facts, of_sale in zip(rows, found, strict=True)}
        return terms

    def _frozen_values(self, facts):
        _company, product, day = self._of_facts(facts)
        producer = product.producer_id or self.env["res.partner"].browse(facts.producer_id or [])
        if not producer:
            raise UserError(
                self.env._(
                    "%s has no producer, so its sale does not belong in the producers' ledger.",
                    product.display_name or facts.origin_name,
                )
            )
        return {
            **facts.values(),
            "date": day,
            "producer_id": producer.id,
            "product_tmpl_id": product.product_tmpl_id.id,
            "otop_category_id": product.otop_category_id.id,
            "otop_subtype_id": product.otop_subtype_id.id,
            "otop_star": product.product_tmpl_id._otop_star_on(day) if product else 0,
            "otop_segment": product.otop_segment,
            "origin_code": producer.dopa_code,
            "state_id": producer.state_id.id,
            "otop_region": producer.state_id.otop_region,
        }

    def _sale_values(self, facts, terms):
        """The producer's share is worked out on the line alone; the satang of a document's rounding is the centre's."""
        if facts.vat_rate is not None:
            terms = replace(terms, vat_rate=facts.vat_rate)
        parts = terms.split(facts.own_with_vat, facts.own_without_vat)
        reasons, doubtful = [facts.hold_reason or terms.hold_reason], 0
        if facts.kind == "sale" and money(facts.amount_without_vat) <= 0:
            reason, doubtful = self._why_too_cheap(facts, terms)
            reasons.append(reason)
        reason = " · ".join(filter(None, reasons))
        return {
            **terms.frozen(),
            "amount_commission": money(facts.amount_without_vat) - parts.payable,
            "amount_payable": parts.payable,
            "hold": (reason, doubtful) if reason else None,
        }

    def _why_too_cheap(self, facts, terms):
        """What was given away is a gift of the centre, who then pays the producer as if it had been sold at its own
        price, or a sample that the producer has agreed to: a manager says which.

        :return: (reason to hold the sale, the part of the payable that is in doubt)
        """
        _company, product, _day = self._of_facts(facts)
        if money(facts.amount_without_vat) < 0:
            return self.env._("%s was sold at a price below zero.", product.display_name), 0
        share = terms.split(facts.amount_list, exact(facts.amount_list) / (1 + exact(facts.vat_rate) / 100)).payable
        return (
            self.env._(
                "%(product)s was given away. “Centre bears it” pays the producer %(share)s, as if it had been sold; "
                "“Producer bears it” is for a sample that was agreed.",
                product=product.display_name,
                share=format_amount(self.env, float(share), product.currency_id),
            ),
            -share,
        )
