from odoo import api, models
from odoo.exceptions import UserError

from ...tools.consignment import money


class OtopLedgerEntry(models.Model):
    """The one door to the ledger: what has just happened becomes entries, once."""

    _inherit = "otop.ledger.entry"

    @api.model
    def _post(self, facts_list):
        """Write the entries of what has just happened, once.

        Called in the transaction of the sale. An origin that already stands in the ledger is passed over,
        so a retried sync writes nothing new; the unique index is the last word.

        :param facts_list: one dict an event, with the channel's facts only: kind, channel, product_id,
            quantity (pieces), price_unit, price_list, discount (percent), amount_with_vat, amount_vat,
            amount_without_vat (baht), date_time (UTC), origin_model, origin_id, origin_name, company_id,
            and where known lot_id, reversed_entry_id, move_id, hold_reason
        :return: the new entries
        """
        ledger = self._unsealed()
        known = ledger._known_origins(facts_list)
        facts_list = [facts for facts in facts_list if (facts["origin_model"], facts["origin_id"]) not in known]
        if not facts_list:
            return self.browse()
        products = ledger.env["product.product"].browse([facts["product_id"] for facts in facts_list])
        returned = ledger._lock_returned(facts_list)
        vals_list = []
        for company_id in dict.fromkeys(facts["company_id"] for facts in facts_list):
            company = ledger.env["res.company"].browse(company_id)
            rows = [
                (facts, product.with_company(company))
                for facts, product in zip(facts_list, products, strict=True)
                if facts["company_id"] == company_id
            ]
            days = [company._otop_day(facts["date_time"]) for facts, _product in rows]
            terms_list = ledger.env["otop.agreement"]._terms(
                company,
                [(product, day, facts.get("channel")) for (facts, product), day in zip(rows, days, strict=True)],
            )
            for (facts, product), day, terms in zip(rows, days, terms_list, strict=True):
                vals = ledger._frozen_values(facts, product, day)
                if facts.get("reversed_entry_id"):
                    vals |= ledger._refund_values(facts, returned)
                else:
                    vals |= ledger._sale_values(facts, terms)
                vals_list.append(vals)
        return ledger.create(vals_list).with_env(self.env)

    def _known_origins(self, facts_list):
        rows = self._read_group(
            [
                ("origin_model", "in", list({facts["origin_model"] for facts in facts_list})),
                ("origin_id", "in", [facts["origin_id"] for facts in facts_list]),
            ],
            ["origin_model", "origin_id"],
        )
        return set(rows)

    def _frozen_values(self, facts, product, day):
        producer = product.producer_id
        if not producer:
            raise UserError(
                self.env._(
                    "%s has no producer, so its sale does not belong in the producers' ledger.", product.display_name
                )
            )
        return {
            "date": day,
            "amount_discount": money(
                facts["price_unit"]
                * facts["quantity"]
                * facts.get("discount", 0)
                / 100  # unit price × pieces × percent
            ),
            "discount": 0.0,
            "producer_id": producer.id,
            "product_tmpl_id": product.product_tmpl_id.id,
            "otop_category_id": product.otop_category_id.id,
            "otop_subtype_id": product.otop_subtype_id.id,
            "otop_star": product.product_tmpl_id._otop_star_on(day),
            "otop_segment": product.otop_segment,
            "origin_code": producer.dopa_code,
            "state_id": producer.state_id.id,
            "otop_region": producer.state_id.otop_region,
            **facts,
        }

    def _sale_values(self, facts, terms):
        parts = terms.split(facts["amount_with_vat"], facts["amount_without_vat"])
        hold_reason = facts.get("hold_reason") or terms.hold_reason
        return {
            **terms.frozen(),
            "amount_commission": parts.commission,
            "amount_payable": parts.payable,
            "is_held": bool(hold_reason),
            "hold_reason": hold_reason,
        }
